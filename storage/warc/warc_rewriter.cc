#include "storage/warc/warc_rewriter.h"

#include <filesystem>
#include <fstream>
#include <string_view>

#include "storage/warc/http_head.h"
#include "storage/warc/read_record.h"
#include "storage/warc/warc_member.h"
#include "storage/whole_file.h"

namespace cuttings {
namespace {

namespace fs = std::filesystem;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  for (const std::string_view known : names)
    if (name == known) return true;
  return false;
}

// The fields of `record` but those that warc_member() writes anew, and those named.
WarcFields fields_without(const WarcRecord& record, std::initializer_list<std::string_view> names) {
  WarcFields fields;
  for (const auto& field : record.fields)
    if (!is_one_of(field.first, {"WARC-Block-Digest", "Content-Length"}) &&
        !is_one_of(field.first, names))
      fields.push_back(field);
  return fields;
}

std::string_view body_of(const WarcRecord& record) {
  return std::string_view(record.block).substr(http_head_size(record.block));
}

class Rewriter {
 public:
  Rewriter(const WarcRewrite& rewrite, const std::string& file, const std::string& target)
      : rewrite_(rewrite), file_(file), target_(target) {}

  Result<std::map<std::uint64_t, WarcPlace>> run() {
    in_.open(path_of(file_), std::ios::binary);
    out_.open(path_of(target_), std::ios::binary | std::ios::trunc);
    std::error_code error;
    fs::permissions(path_of(target_), fs::perms::owner_read | fs::perms::owner_write, error);
    if (!in_) return fail(ErrorCode::kIo, path_of(file_) + " cannot be read");
    for (std::size_t i = 0; i < rewrite_.entries.size(); ++i) {
      if (rewrite_.entries[i].place.file != file_) continue;
      auto member = member_of(i);
      if (!member) return fail(std::move(member.error()));
      append(i, *member);
    }
    out_.flush();
    if (!out_ || error)
      return fail(ErrorCode::kStore, "cannot write " + path_of(target_),
                  "make room on the disk, then run the same command again");
    for (const std::string& path : {path_of(target_), rewrite_.directory})
      if (auto ok = sync_to_disk(path); !ok) return fail(std::move(ok.error()));
    return std::move(places_);
  }

 private:
  std::string path_of(const std::string& name) const { return rewrite_.directory + "/" + name; }

  void append(std::size_t i, const std::string& member) {
    if (rewrite_.changes[i].fate != RecordFate::kRemove)
      places_[rewrite_.entries[i].place.offset] = {target_, size_, member.size()};
    out_.write(member.data(), static_cast<std::streamsize>(member.size()));
    size_ += member.size();
  }

  Result<std::string> member_of(std::size_t i) {
    const WarcEntry& entry = rewrite_.entries[i];
    const RecordChange& change = rewrite_.changes[i];
    if (change.fate == RecordFate::kKeep && entry.type != "warcinfo") return raw_bytes(entry);
    auto record = read_record(rewrite_.directory, entry.place);
    if (!record) return fail(std::move(record.error()));
    switch (change.fate) {
      case RecordFate::kKeep:
        return renamed(*record);
      case RecordFate::kRemove:
        return tombstone(*record);
      case RecordFate::kRefer:
        return referring(*record, rewrite_.entries[change.other]);
      case RecordFate::kRestore:
        return restored(*record, rewrite_.entries[change.other]);
      case RecordFate::kStandAlone:
        break;
    }
    return response_with(*record, record->block);
  }

  Result<std::string> raw_bytes(const WarcEntry& entry) {
    if (is_compact_name(file_)) {
      auto plain = read_record_bytes(rewrite_.directory, entry.place);
      if (!plain) return plain;
      return gzip_member(*plain);
    }
    std::string bytes(entry.place.length, '\0');
    in_.seekg(static_cast<std::streamoff>(entry.place.offset));
    in_.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!in_) return fail(ErrorCode::kIo, path_of(file_) + " cannot be read");
    return bytes;
  }

  std::string renamed(const WarcRecord& record) const {
    WarcFields fields = fields_without(record, {"WARC-Filename"});
    fields.emplace_back("WARC-Filename", target_);
    return warc_member(fields, record.block);
  }

  std::string tombstone(const WarcRecord& record) const {
    std::string block = "removed: " + rewrite_.removed_at + "\r\n";
    if (!rewrite_.reason.empty()) block += "reason: " + rewrite_.reason + "\r\n";
    for (const std::string_view name : {"WARC-Type", "WARC-Block-Digest", "WARC-Payload-Digest"})
      if (const auto value = record.field(name); !value.empty())
        block.append(name).append(": ").append(value).append("\r\n");
    return warc_member({{"WARC-Type", "metadata"},
                        {"WARC-Record-ID", new_record_id()},
                        {"WARC-Date", std::string(record.field("WARC-Date"))},
                        {"WARC-Target-URI", std::string(record.field("WARC-Target-URI"))},
                        {"WARC-Refers-To", std::string(record.field("WARC-Record-ID"))},
                        {"Content-Type", "application/warc-fields"}},
                       block);
  }

  static std::string referring(const WarcRecord& record, const WarcEntry& response) {
    WarcFields fields = fields_without(
        record, {"WARC-Refers-To", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date"});
    fields.emplace_back("WARC-Refers-To-Target-URI", response.uri);
    fields.emplace_back("WARC-Refers-To-Date", response.date);
    return warc_member(fields, record.block);
  }

  Result<std::string> restored(const WarcRecord& record, const WarcEntry& response) const {
    auto removed = read_record(rewrite_.directory, response.place);
    if (!removed) return fail(std::move(removed.error()));
    return response_with(record, record.block + std::string(body_of(*removed)));
  }

  static std::string response_with(const WarcRecord& record, const std::string& block) {
    WarcFields fields =
        fields_without(record, {"WARC-Type", "WARC-Profile", "WARC-Refers-To",
                                "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date"});
    fields.insert(fields.begin(), {"WARC-Type", "response"});
    return warc_member(fields, block);
  }

  const WarcRewrite& rewrite_;
  const std::string& file_;
  const std::string& target_;
  std::ifstream in_;
  std::ofstream out_;
  std::uint64_t size_ = 0;
  std::map<std::uint64_t, WarcPlace> places_;
};

}  // namespace

Result<std::map<std::uint64_t, WarcPlace>> rewrite_warc_file(const WarcRewrite& rewrite,
                                                             const std::string& file,
                                                             const std::string& target) {
  return Rewriter(rewrite, file, target).run();
}

}  // namespace cuttings
