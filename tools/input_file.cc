#include "tools/input_file.h"

#include <algorithm>
#include <filesystem>

#include "config/base/text.h"
#include "tools/input_stream.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxListBytes = 64u << 20;  // about 600,000 URLs; chosen by hand

std::string megabytes(std::size_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

bool is_page_name(const std::filesystem::path& path) {
  const std::string extension = to_ascii_lower(path.extension().string());
  return extension == ".html" || extension == ".htm" || extension == ".xhtml" ||
         extension == ".txt" || is_saved_page_name(path.string());
}

// Adds the pages and the folders that are in `folder`; what ended the list before its end.
std::error_code list_folder(const std::filesystem::path& folder, std::vector<std::string>& pages,
                            std::vector<std::filesystem::path>& folders) {
  namespace fs = std::filesystem;
  std::error_code error;
  auto entry = fs::directory_iterator(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::error_code ignored;  // an entry that has gone meanwhile is no page
    if (entry->is_directory(ignored) && !entry->is_symlink(ignored)) {
      folders.push_back(entry->path());
    } else if (entry->is_regular_file(ignored) && is_page_name(entry->path())) {
      pages.push_back(entry->path().string());
    }
  }
  return error;
}

}  // namespace

bool is_saved_page_name(std::string_view path) {
  const std::string end =
      to_ascii_lower(path.substr(path.size() - std::min(path.size(), std::size_t{6})));
  return end.ends_with(".mhtml") || end.ends_with(".mht");
}

Result<std::string> read_input(const std::string& path, std::size_t max_bytes) {
  Result<InputStream> input = InputStream::open(path);
  if (!input) return fail(std::move(input.error()));
  const std::size_t size = input->size().value_or(0);
  const std::string too_large =
      display_name(path) + " holds more than " + megabytes(max_bytes) + ": too large";
  if (size > max_bytes) return fail(ErrorCode::kTooLarge, too_large);
  constexpr std::size_t kChunk = 64u << 10;
  std::string bytes;
  std::size_t used = 0;
  for (;;) {
    if (used > max_bytes) return fail(ErrorCode::kTooLarge, too_large);
    if (used == bytes.size()) bytes.resize(used == 0 ? std::max(size + 1, kChunk) : used + kChunk);
    const Result<std::size_t> got = input->read(bytes.data() + used, bytes.size() - used);
    if (!got) return fail(got.error());
    if (*got == 0) break;
    used += *got;
  }
  bytes.resize(used);
  return bytes;
}

Result<std::string> read_whole_input(const std::string& path, std::size_t max_bytes) {
  Result<std::string> bytes = read_input(path, max_bytes);
  if (!bytes && bytes.error().code == ErrorCode::kTooLarge) bytes.error().code = ErrorCode::kIo;
  return bytes;
}

Result<std::vector<std::string>> read_list(const std::string& path) {
  Result<std::string> text = read_whole_input(path, kMaxListBytes);
  if (!text) return fail(std::move(text.error()));
  std::vector<std::string> lines;
  for (const std::string_view line : split(*text, '\n')) {
    const std::string_view entry = trim_ascii(line);
    if (!entry.empty() && entry.front() != '#') lines.emplace_back(entry);
  }
  if (lines.empty())
    return fail(ErrorCode::kInvalidArgument, display_name(path) + " names nothing",
                "put one URL or file on a line");
  return lines;
}

Result<std::vector<std::string>> find_pages(const std::string& directory) {
  namespace fs = std::filesystem;
  std::vector<std::string> pages;
  std::vector<fs::path> folders = {directory};
  while (!folders.empty()) {
    const fs::path folder = std::move(folders.back());
    folders.pop_back();
    const std::error_code error = list_folder(folder, pages, folders);
    if (!error) continue;
    if (folder == directory)
      return fail(ErrorCode::kIo, "cannot read " + directory + ": " + error.message());
    pages.push_back(folder.string());
  }
  if (pages.empty())
    return fail(ErrorCode::kNotFound, "no page in " + directory,
                "pages are files called *.html, *.htm, *.xhtml, *.mhtml or *.txt");
  std::sort(pages.begin(), pages.end());
  return pages;
}

Result<std::vector<std::string>> expand_folders(const std::vector<std::string>& named) {
  std::vector<std::string> paths;
  for (const std::string& path : named) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored)) {
      paths.push_back(path);
      continue;
    }
    Result<std::vector<std::string>> pages = find_pages(path);
    if (!pages) return fail(std::move(pages.error()));
    paths.insert(paths.end(), pages->begin(), pages->end());
  }
  return paths;
}

}  // namespace cuttings
