#include "storage/warc/wacz_writer.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>

#include "config/base/digest.h"
#include "config/base/json_string.h"
#include "storage/warc/cdxj.h"
#include "storage/whole_file.h"

namespace cuttings {
namespace {

constexpr std::size_t kWriteBytes = 1 << 20;

// A file's bytes without reading them into memory.
class MappedFile {
 public:
  explicit MappedFile(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    struct stat info {};
    if (fstat(descriptor, &info) == 0 && info.st_size > 0) {
      size_ = static_cast<std::size_t>(info.st_size);
      data_ = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
    }
    close(descriptor);
  }
  ~MappedFile() {
    if (is_open()) munmap(data_, size_);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  bool is_open() const { return data_ != MAP_FAILED; }
  std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

 private:
  void* data_ = MAP_FAILED;
  std::size_t size_ = 0;
};

struct FreeArchiveWriter {
  void operator()(archive* handle) const { archive_write_free(handle); }
};
struct FreeEntry {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

// A ZIP under construction, which notes what a data package tells of each member.
class PackageWriter {
 public:
  Result<void> open(const std::string& path) {
    handle_.reset(archive_write_new());
    archive_write_set_format_zip(handle_.get());
    return check(archive_write_open_filename(handle_.get(), path.c_str()));
  }

  /// Stored, not compressed: readers seek within WARC files.
  Result<void> add(const std::string& path, std::string_view bytes) {
    std::string resource = "{";
    append_json_member(resource, "name", std::filesystem::path(path).filename().string());
    append_json_member(resource, "path", path);
    append_json_member(resource, "hash", "sha256:" + sha256_hex(bytes));
    resource += ",\"bytes\":" + std::to_string(bytes.size()) + "}";
    resources_ += (resources_.empty() ? "" : ",") + resource;
    return write(path, bytes);
  }

  Result<void> finish(const WaczContent& content) {
    std::string package = "{";
    append_json_member(package, "profile", "data-package");
    append_json_member(package, "wacz_version", "1.1.1");
    append_json_member(package, "created", content.created);
    append_json_member(package, "software", content.software);
    package += ",\"resources\":[" + resources_ + "]}";
    if (auto ok = write("datapackage.json", package); !ok) return ok;
    std::string digest = "{";
    append_json_member(digest, "path", "datapackage.json");
    append_json_member(digest, "hash", "sha256:" + sha256_hex(package));
    if (auto ok = write("datapackage-digest.json", digest + "}"); !ok) return ok;
    return check(archive_write_close(handle_.get()));
  }

 private:
  Result<void> write(const std::string& path, std::string_view bytes) {
    archive_write_zip_set_compression_store(handle_.get());
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), path.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    if (auto ok = check(archive_write_header(handle_.get(), entry.get())); !ok) return ok;
    while (!bytes.empty()) {
      const la_ssize_t n =
          archive_write_data(handle_.get(), bytes.data(), std::min(bytes.size(), kWriteBytes));
      if (n <= 0) return check(ARCHIVE_FATAL);
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
  }

  Result<void> check(int code) {
    if (code == ARCHIVE_OK) return {};
    const char* reason = archive_error_string(handle_.get());
    return fail(ErrorCode::kIo,
                std::string("cannot write the WACZ file: ") + (reason != nullptr ? reason : "?"),
                "see that its directory exists and has room");
  }

  std::unique_ptr<archive, FreeArchiveWriter> handle_;
  std::string resources_;
};

std::string pages_jsonl(const std::vector<WaczPage>& pages) {
  std::string lines = "{\"format\":\"json-pages-1.0\",\"id\":\"pages\",\"title\":\"Articles\"}\n";
  for (const WaczPage& page : pages) {
    std::string line = "{";
    append_json_member(line, "id", page.id);
    append_json_member(line, "url", page.url);
    append_json_member(line, "ts", page.time);
    append_json_member(line, "title", page.title);
    lines += line + "}\n";
  }
  return lines;
}

Result<void> write_members(PackageWriter& package, const WaczContent& content) {
  auto index = cdxj_of_files(content.warc_files);
  if (!index) return fail(std::move(index.error()));
  for (const std::string& path : content.warc_files) {
    const MappedFile file(path);
    if (!file.is_open()) return fail(ErrorCode::kIo, path + " cannot be read");
    if (auto ok =
            package.add("archive/" + std::filesystem::path(path).filename().string(), file.bytes());
        !ok)
      return ok;
  }
  if (auto ok = package.add("indexes/index.cdx", *index); !ok) return ok;
  if (auto ok = package.add("pages/pages.jsonl", pages_jsonl(content.pages)); !ok) return ok;
  return package.finish(content);
}

}  // namespace

Result<void> write_wacz(const std::string& path, const WaczContent& content) {
  return write_whole_file(path, [&](const std::string& unfinished) -> Result<void> {
    PackageWriter package;
    if (auto ok = package.open(unfinished); !ok) return ok;
    return write_members(package, content);
  });
}

}  // namespace cuttings
