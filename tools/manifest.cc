#include "tools/manifest.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kReadBytes = 64 << 10;
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
  Result<InputStream> input = InputStream::open(path);
  if (!input) return fail(std::move(input.error()));
  return Manifest(path, std::move(*input));
}

Result<bool> Manifest::refill() {
  buffer_.resize(kReadBytes);
  at_ = 0;
  const Result<std::size_t> got = input_.read(buffer_.data(), buffer_.size());
  buffer_.resize(got.value_or(0));
  if (!got) return fail(got.error());
  return *got > 0;
}

/// False at the end. A line that is too long is left off one byte behind what it may have.
Result<bool> Manifest::read_line(std::string& line) {
  line.clear();
  while (line.size() <= kMaxLineBytes) {
    if (at_ == buffer_.size()) {
      const Result<bool> more = refill();
      if (!more || !*more) return more ? Result<bool>(!line.empty()) : more;
    }
    const std::size_t end = std::min(buffer_.find('\n', at_), buffer_.size());
    const std::size_t taken = std::min(end - at_, kMaxLineBytes + 1 - line.size());
    line.append(buffer_, at_, taken);
    at_ += taken;
    if (at_ == end && end < buffer_.size()) {
      ++at_;
      return true;
    }
  }
  return true;
}

tl::unexpected<Error> Manifest::end_with(Error error) {
  is_ended_ = true;
  return fail(std::move(error));
}

std::optional<Result<PageJob>> Manifest::next() {
  std::string line;
  while (!is_ended_) {
    const Result<bool> has_line = read_line(line);
    if (!has_line) return end_with(has_line.error());
    if (!*has_line) return std::nullopt;
    const std::string place = display_name(path_) + ":" + std::to_string(++line_number_);
    if (line.size() > kMaxLineBytes)
      return end_with({ErrorCode::kParse,
                       place + ": a line of more than 16 MiB; nothing behind it is read", ""});
    if (trim_ascii(line).empty()) continue;
    Result<PageJob> job = parse_manifest_line(line);
    if (job) return job;
    return fail(std::move(job.error()), place);
  }
  return std::nullopt;
}

}  // namespace cuttings
