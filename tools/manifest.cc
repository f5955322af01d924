#include "tools/manifest.h"

#include <cerrno>
#include <cstring>
#include <iostream>
#include <nlohmann/json.hpp>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxLineBytes = 16 << 20;  // chosen by hand: far above any path and URL

std::string string_member(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  return found->is_number_integer() ? found->dump() : std::string();
}

}  // namespace

Result<PageJob> parse_manifest_line(std::string_view line) {
  const auto object = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return fail(ErrorCode::kParse, "not a JSON object");
  PageJob job{string_member(object, "id"), string_member(object, "path"),
              string_member(object, "url")};
  job.content_type = string_member(object, "content_type");
  if (job.path.empty()) return fail(ErrorCode::kParse, "no \"path\"");
  if (job.id.empty()) job.id = job.path;
  return job;
}

Result<Manifest> Manifest::open(const std::string& path) {
  Manifest manifest(path);
  if (path == "-") return manifest;
  manifest.file_.open(path);
  if (!manifest.file_)
    return fail(ErrorCode::kNotFound, "cannot read " + path + ": " + std::strerror(errno),
                "check the path");
  return manifest;
}

std::istream& Manifest::stream() { return path_ == "-" ? std::cin : file_; }

bool Manifest::read_line(std::string& line) {
  constexpr int kEnd = std::char_traits<char>::eof();
  line.clear();
  std::streambuf& bytes = *stream().rdbuf();
  int c = bytes.sbumpc();
  if (c == kEnd) return false;
  for (; c != kEnd && c != '\n' && line.size() <= kMaxLineBytes; c = bytes.sbumpc())
    line += std::char_traits<char>::to_char_type(c);
  return true;
}

std::optional<Result<PageJob>> Manifest::next() {
  std::string line;
  while (!is_ended_ && read_line(line)) {
    ++line_number_;
    if (line.size() > kMaxLineBytes) {
      is_ended_ = true;
      return Result<PageJob>(fail(ErrorCode::kParse, path_ + ":" + std::to_string(line_number_) +
                                                         ": a line of more than 16 MiB; nothing "
                                                         "behind it is read"));
    }
    if (trim_ascii(line).empty()) continue;
    Result<PageJob> job = parse_manifest_line(line);
    if (job) return job;
    return Result<PageJob>(
        fail(std::move(job.error()), path_ + ":" + std::to_string(line_number_)));
  }
  return std::nullopt;
}

}  // namespace cuttings
