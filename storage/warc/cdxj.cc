#include "storage/warc/cdxj.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "config/base/json_string.h"
#include "config/base/text.h"
#include "config/base/url.h"
#include "storage/warc/http_head.h"
#include "storage/warc/warc_reader.h"

namespace cuttings {
namespace {

// "2026-02-03T08:10:00.000Z" -> "20260203081000"
std::string compact_date(std::string_view date) {
  std::string digits;
  for (const char c : date)
    if (is_ascii_digit(c) && digits.size() < 14) digits += c;
  return digits;
}

// The first value of a header in an HTTP head; "" when absent.
std::string_view header_of(std::string_view head, std::string_view name) {
  for (std::string_view line : split(head, '\n')) {
    line = trim_ascii(line);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && equals_ignoring_ascii_case(line.substr(0, colon), name))
      return trim_ascii(line.substr(colon + 1));
  }
  return {};
}

void append_known(std::string& json, std::string_view name, std::string_view value) {
  if (!value.empty()) append_json_member(json, name, value);
}

// A 304 tells that the page it refers to, a 200, is what was there: replay tools show a 304 as an
// empty page (wabac 2.22.9) and that page when the line says so.
std::string_view status_of(std::string_view head, bool is_revisit) {
  const std::size_t space = head.find(' ');
  if (space == std::string_view::npos) return {};
  const std::string_view status = head.substr(space + 1, 3);
  return is_revisit && status == "304" ? "200" : status;
}

std::string line_of(const WarcRecord& record, std::string_view name) {
  const bool is_revisit = record.field("WARC-Type") == "revisit";
  const std::string_view head =
      std::string_view(record.block).substr(0, http_head_size(record.block));
  const std::string_view type = header_of(head, "content-type");
  const std::string mime = to_ascii_lower(trim_ascii(type.substr(0, type.find(';'))));
  const std::string_view url = record.field("WARC-Target-URI");
  std::string line = surt_of(url) + " " + compact_date(record.field("WARC-Date")) + " {";
  append_known(line, "url", url);
  append_known(line, "mime", is_revisit ? "warc/revisit" : std::string_view(mime));
  append_known(line, "status", status_of(head, is_revisit));
  append_known(line, "digest", record.field("WARC-Payload-Digest"));
  append_known(line, "length", std::to_string(record.length));
  append_known(line, "offset", std::to_string(record.offset));
  append_known(line, "filename", name);
  return line + "}";
}

}  // namespace

std::string surt_of(std::string_view text) {
  const auto url = Url::parse(text);
  if (!url || !url->is_http()) return std::string(text);
  std::string_view host = url->host();
  if (host.starts_with("www.")) host.remove_prefix(4);
  std::vector<std::string_view> labels = split(host, '.');
  const bool is_address = !host.empty() && (host.front() == '[' || is_ascii_digit(host.back()));
  if (is_address) labels = {host};
  std::reverse(labels.begin(), labels.end());
  std::string surt;
  for (const std::string_view label : labels) surt.append(surt.empty() ? "" : ",").append(label);
  std::string_view rest = url->href();
  rest.remove_prefix(std::min(rest.size(), rest.find("://") + 3));
  const std::string_view authority = rest.substr(0, rest.find('/'));
  if (const std::size_t port = authority.rfind(':');
      port != std::string_view::npos && !authority.ends_with(']'))
    surt += authority.substr(port);
  rest.remove_prefix(authority.size());
  return surt + ")" + to_ascii_lower(rest.substr(0, rest.find('#')));
}

Result<std::vector<std::string>> cdxj_of_file(const std::string& path, std::string_view name) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return fail(ErrorCode::kIo, path + " cannot be read");
  std::vector<std::string> lines;
  WarcReader reader(stream);
  auto record = reader.next();
  for (; record && *record; record = reader.next()) {
    const std::string_view type = (*record)->field("WARC-Type");
    if (type == "response" || type == "revisit") lines.push_back(line_of(**record, name));
  }
  if (!record) return fail(std::move(record.error()), path);
  return lines;
}

Result<std::string> cdxj_of_files(const std::vector<std::string>& paths) {
  std::vector<std::string> all;
  for (const std::string& path : paths) {
    auto lines = cdxj_of_file(path, std::filesystem::path(path).filename().string());
    if (!lines) return fail(std::move(lines.error()));
    all.insert(all.end(), lines->begin(), lines->end());
  }
  std::sort(all.begin(), all.end());
  std::string text;
  for (const std::string& line : all) text += line + "\n";
  return text;
}

}  // namespace cuttings
