#include "crawler/robots_text.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "config/base/utf8.h"
#include "crawler/robots.h"
#include "storage/warc/gzip.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxText = RobotsRules::kMaxBytes + 1;  // one, to see that there is more

bool begins_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b\x08"); }

std::optional<std::string> gunzip_text(std::string_view packed) {
  const bool is_cut_by_us = packed.size() > RobotsRules::kMaxBytes;
  std::string text;
  GzipInflater inflater;
  while (begins_gzip(packed)) {  // several members are one file: RFC 1952 2.2
    auto state = GzipInflater::State::kMore;
    while (state == GzipInflater::State::kMore) {
      const std::size_t before = text.size();
      const auto step =
          inflater.step(packed, text, std::min(GzipInflater::kMaxStep, kMaxText - text.size()));
      packed.remove_prefix(step.consumed);
      state = step.state;
      if (text.size() >= kMaxText) return text;
      if (state == GzipInflater::State::kMore && step.consumed == 0 && text.size() == before)
        state = GzipInflater::State::kCorrupt;  // nothing more comes: it is cut off
    }
    if (state == GzipInflater::State::kCorrupt)
      return is_cut_by_us ? std::optional(std::move(text)) : std::nullopt;
  }
  return text;
}

/// The first byte's place in a unit of two: 1 for UTF-16LE, 0 for BE; -1 for what is not UTF-16.
/// Rules begin with ASCII, so without a byte order mark each second byte is NUL.
int high_byte_of(std::string_view bytes) {
  if (bytes.size() < 4) return -1;
  if (bytes.starts_with("\xFF\xFE")) return 1;
  if (bytes.starts_with("\xFE\xFF")) return 0;
  const bool first = bytes[0] == '\0', second = bytes[1] == '\0';
  if (first && second) return bytes.substr(2, 2) == "\xFE\xFF" ? 0 : -1;  // UTF-32BE
  if (!first && second && bytes[2] != '\0' && bytes[3] == '\0') return 1;
  if (first && !second && bytes[2] == '\0' && bytes[3] != '\0') return 0;
  return -1;
}

/// NUL is left out: what UTF-32 has beside each ASCII character.
std::string utf8_of_utf16(std::string_view bytes, int high_byte) {
  const auto unit = [&](std::size_t at) {
    const auto byte = [&](std::size_t i) {
      return static_cast<char32_t>(static_cast<unsigned char>(bytes[i]));
    };
    return high_byte == 0 ? byte(at) << 8 | byte(at + 1) : byte(at + 1) << 8 | byte(at);
  };
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t value = unit(at);
    const bool is_high = value >= 0xD800 && value < 0xDC00 && at + 3 < bytes.size();
    if (const char32_t low = is_high ? unit(at + 2) : 0; low >= 0xDC00 && low < 0xE000) {
      value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
      at += 2;
    }
    const bool is_mark = value == 0xFEFF && text.empty();
    if (value != 0 && !is_mark) append_utf8(text, value);
  }
  return text;
}

}  // namespace

std::optional<std::string> robots_text(std::string_view body) {
  std::optional<std::string> text;
  if (begins_gzip(body)) {
    text = gunzip_text(body);
    if (!text) return text;
    body = *text;
  }
  if (const int high_byte = high_byte_of(body); high_byte >= 0)
    return utf8_of_utf16(body, high_byte);
  return text ? std::move(text) : std::optional(std::string(body));
}

}  // namespace cuttings
