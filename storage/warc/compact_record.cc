#include "storage/warc/compact_record.h"

#include <algorithm>
#include <utility>

#include "storage/warc/header_syntax.h"
#include "storage/warc/warc_reader.h"
#include "storage/warc/zlib_recipe.h"

namespace cuttings {
namespace {

// Below the readers' limit of a block.
constexpr std::size_t kMaxUnpackedBytes = 32 << 20;
constexpr std::string_view kZlib = "zlib ";

struct Parts {
  std::string_view version, fields, block;  // "WARC/1.1", "\r\nName: value..." up to the blank line
};

std::optional<Parts> parts_of(std::string_view record) {
  const std::size_t version_end = record.find(kLineEnd), end = record.find(kBlankLine);
  if (end == std::string_view::npos || !record.starts_with("WARC/")) return {};
  const std::size_t begin = end + kBlankLine.size();
  if (record.size() < begin + kBlankLine.size() || !record.ends_with(kBlankLine)) return {};
  return Parts{record.substr(0, version_end), record.substr(version_end, end - version_end),
               record.substr(begin, record.size() - kBlankLine.size() - begin)};
}

// The fields with another length; empty when it is not written as we write it, or twice.
std::optional<std::string> with_length(std::string_view fields, std::size_t length) {
  const std::size_t at = fields.find(kLengthField);
  if (at == std::string_view::npos || fields.find(kLengthField, at + 1) != std::string_view::npos)
    return {};
  const std::size_t value = at + kLengthField.size();
  const std::size_t end = std::min(fields.find(kLineEnd, value), fields.size());
  return std::string(fields.substr(0, value)) + std::to_string(length) +
         std::string(fields.substr(end));
}

std::pair<std::string_view, std::string_view> head_and_body(std::string_view block) {
  const std::size_t end = block.find(kBlankLine);
  if (end == std::string_view::npos) return {block, {}};
  return {block.substr(0, end + kBlankLine.size()), block.substr(end + kBlankLine.size())};
}

std::string first_field() { return std::string(kLineEnd) + std::string(kRecodedField) + ": "; }

// `block` with its body packed again.
std::optional<std::string> repacked(std::string_view block, std::string_view how) {
  if (!how.starts_with(kZlib)) return {};
  const auto recipe = parse_zlib_recipe(how.substr(kZlib.size()));
  if (!recipe) return {};
  const auto [head, body] = head_and_body(block);
  auto gzip = repack_gzip(body, *recipe);
  if (!gzip) return {};
  return std::string(head) + *gzip;
}

std::optional<std::string> recoded(const Parts& parts) {
  const auto [head, body] = head_and_body(parts.block);
  const auto unpacked = unpack_gzip(body, kMaxUnpackedBytes);
  if (!unpacked) return {};
  auto fields = with_length(parts.fields, head.size() + unpacked->plain.size());
  if (!fields) return {};
  return std::string(parts.version) + first_field() + std::string(kZlib) +
         text_of(unpacked->recipe) + *fields + std::string(kBlankLine) + std::string(head) +
         unpacked->plain + std::string(kBlankLine);
}

}  // namespace

std::optional<std::string> compact_record(std::string_view plain) {
  const auto parts = parts_of(plain);
  if (!parts || parts->fields.starts_with(first_field()) ||
      with_length(parts->fields, parts->block.size()) != parts->fields)
    return {};
  auto compact = recoded(*parts);
  if (!compact || restore_record(*compact) != plain) return std::string(plain);
  return compact;
}

std::optional<std::string> restore_record(std::string_view compact) {
  const auto parts = parts_of(compact);
  if (!parts) return {};
  if (!parts->fields.starts_with(first_field())) return std::string(compact);
  std::string_view fields = parts->fields.substr(first_field().size());
  const std::string_view how = fields.substr(0, fields.find(kLineEnd));
  fields.remove_prefix(how.size());
  auto block = repacked(parts->block, how);
  auto with_own_length = block ? with_length(fields, block->size()) : std::nullopt;
  if (!with_own_length) return {};
  return std::string(parts->version) + *with_own_length + std::string(kBlankLine) + *block +
         std::string(kBlankLine);
}

bool restore_block(WarcRecord& record) {
  if (record.fields.empty() || record.fields.front().first != kRecodedField) return true;
  auto block = repacked(record.block, record.fields.front().second);
  if (!block) return false;
  record.fields.erase(record.fields.begin());
  record.block = std::move(*block);
  for (auto& [name, value] : record.fields)
    if (name == "Content-Length") value = std::to_string(record.block.size());
  return true;
}

}  // namespace cuttings
