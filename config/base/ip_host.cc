#include "config/base/ip_host.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "config/base/percent_encoding.h"
#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::uint64_t kTooBig = 1ull << 33;  // any number past 32 bits; kept from overflowing

/// Strips the base prefix: "0x1f" leaves "1f" and returns 16.
unsigned take_radix(std::string_view& digits) {
  if (digits.size() >= 2 && digits[0] == '0' && to_ascii_lower(digits[1]) == 'x') {
    digits.remove_prefix(2);
    return 16;
  }
  if (digits.size() >= 2 && digits[0] == '0') {
    digits.remove_prefix(1);
    return 8;
  }
  return 10;
}

/// https://url.spec.whatwg.org/#ipv4-number-parser
std::optional<std::uint64_t> parse_ipv4_number(std::string_view part) {
  if (part.empty()) return std::nullopt;
  const unsigned radix = take_radix(part);
  std::uint64_t value = 0;
  for (const char c : part) {
    const int digit = hex_value(c);
    if (digit < 0 || static_cast<unsigned>(digit) >= radix) return std::nullopt;
    value = std::min(kTooBig, value * radix + static_cast<unsigned>(digit));
  }
  return value;
}

/// The labels; a single empty one at the end (a trailing dot) is dropped.
std::vector<std::string_view> split_labels(std::string_view domain) {
  std::vector<std::string_view> labels = split(domain, '.');
  if (labels.size() > 1 && labels.back().empty()) labels.pop_back();
  return labels;
}

/// Reads the IPv6 text from left to right.
class Ipv6Reader {
 public:
  explicit Ipv6Reader(std::string_view input) : input_(input) {}

  std::optional<Ipv6Pieces> read() {
    if (is_at(':')) {
      if (!is_at(':', 1)) return std::nullopt;
      at_ += 2;
      compress_ = ++piece_;
    }
    while (at_ < input_.size())
      if (!read_piece()) return std::nullopt;
    if (compress_) {
      move_to_end();
    } else if (piece_ != 8) {
      return std::nullopt;
    }
    return pieces_;
  }

 private:
  bool is_at(char c, std::size_t ahead = 0) const {
    return at_ + ahead < input_.size() && input_[at_ + ahead] == c;
  }

  bool read_piece() {
    if (piece_ == 8) return false;
    if (is_at(':')) {
      if (compress_) return false;
      ++at_;
      compress_ = ++piece_;
      return true;
    }
    const std::size_t start = at_;
    unsigned value = 0;
    while (at_ < input_.size() && at_ - start < 4 && hex_value(input_[at_]) >= 0)
      value = value * 16 + static_cast<unsigned>(hex_value(input_[at_++]));
    if (is_at('.')) {
      if (at_ == start || piece_ > 6) return false;
      at_ = start;
      return read_embedded_ipv4();
    }
    if (is_at(':')) {
      if (++at_ == input_.size()) return false;
    } else if (at_ < input_.size()) {
      return false;
    }
    pieces_[piece_++] = static_cast<std::uint16_t>(value);
    return true;
  }

  /// Four decimal parts at the end, none with a leading zero.
  bool read_embedded_ipv4() {
    for (int seen = 0; seen < 4; ++seen) {
      if (seen > 0 && !is_at('.')) return false;
      if (seen > 0) ++at_;
      const std::optional<unsigned> part = read_decimal_byte();
      if (!part) return false;
      pieces_[piece_] = static_cast<std::uint16_t>(pieces_[piece_] * 0x100u + *part);
      if (seen % 2 == 1) ++piece_;
    }
    return at_ == input_.size();
  }

  std::optional<unsigned> read_decimal_byte() {
    const std::size_t start = at_;
    unsigned value = 0;
    while (at_ < input_.size() && is_ascii_digit(input_[at_])) {
      if (at_ > start && value == 0) return std::nullopt;
      value = value * 10 + static_cast<unsigned>(input_[at_++] - '0');
      if (value > 255) return std::nullopt;
    }
    if (at_ == start) return std::nullopt;
    return value;
  }

  /// Moves what was read after "::" to the end.
  void move_to_end() {
    const auto begin = pieces_.begin() + static_cast<std::ptrdiff_t>(*compress_);
    const auto end = pieces_.begin() + static_cast<std::ptrdiff_t>(piece_);
    std::rotate(begin, end, pieces_.end());
  }

  std::string_view input_;
  std::size_t at_ = 0;
  Ipv6Pieces pieces_{};
  std::size_t piece_ = 0;
  std::optional<std::size_t> compress_;
};

struct ZeroRun {
  std::size_t begin = 8, length = 0;
};

/// The first longest run of at least two zero pieces; begin is 8 when there is none.
ZeroRun longest_zero_run(const Ipv6Pieces& pieces) {
  ZeroRun best;
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t end = i;
    while (end < pieces.size() && pieces[end] == 0) ++end;
    if (end - i > 1 && end - i > best.length) best = {i, end - i};
    i = std::max(end, i + 1);
  }
  return best;
}

}  // namespace

// https://url.spec.whatwg.org/#ends-in-a-number-checker
bool ends_in_a_number(std::string_view domain) {
  const std::string_view last = split_labels(domain).back();
  if (last.empty()) return false;
  if (std::all_of(last.begin(), last.end(), is_ascii_digit)) return true;
  return parse_ipv4_number(last).has_value();
}

// https://url.spec.whatwg.org/#concept-ipv4-parser
std::optional<std::uint32_t> parse_ipv4(std::string_view domain) {
  const std::vector<std::string_view> parts = split_labels(domain);
  if (parts.size() > 4) return std::nullopt;
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::optional<std::uint64_t> number = parse_ipv4_number(parts[i]);
    const bool is_last = i + 1 == parts.size();
    const std::uint64_t limit = is_last ? 1ull << (8 * (5 - parts.size())) : 256;
    if (!number || *number >= limit) return std::nullopt;
    address += is_last ? *number : *number << (8 * (3 - i));
  }
  return static_cast<std::uint32_t>(address);
}

// https://url.spec.whatwg.org/#concept-ipv4-serializer
std::string serialise_ipv4(std::uint32_t address) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) {
    if (shift < 24) out.push_back('.');
    out += std::to_string((address >> shift) & 255);
  }
  return out;
}

// https://url.spec.whatwg.org/#concept-ipv6-parser
std::optional<Ipv6Pieces> parse_ipv6(std::string_view input) { return Ipv6Reader(input).read(); }

// https://url.spec.whatwg.org/#concept-ipv6-serializer
std::string serialise_ipv6(const Ipv6Pieces& address) {
  const ZeroRun run = longest_zero_run(address);
  std::string out;
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (i == run.begin) {
      out += i == 0 ? "::" : ":";
      i += run.length - 1;
      continue;
    }
    std::array<char, 4> hex;
    const auto end = std::to_chars(hex.data(), hex.data() + hex.size(), address[i], 16).ptr;
    out.append(hex.data(), end);
    if (i < 7) out.push_back(':');
  }
  return out;
}

}  // namespace cuttings
