#include "crawler/robots.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <utility>

#include "config/base/percent_encoding.h"
#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxLineBytes = 16'664;  // Google's: 8 x 2,083, the longest URL of old IE

bool is_unreserved(char c) {  // RFC 3986 2.3
  return is_ascii_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

void append_percent(std::string& out, char c) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  const auto byte = static_cast<std::uint8_t>(c);
  out += {'%', kHex[byte >> 4], kHex[byte & 15]};
}

/// RFC 9309 2.2.2: both sides in one form. Percent-encoded unreserved octets are decoded, octets
/// outside printable ASCII are encoded, hex digits are upper case. `encoded_too` names further
/// characters to encode: those that would otherwise be taken for `*` and `$` (2.2.3).
std::string normalise(std::string_view text, std::string_view encoded_too) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
        hex_value(text[i + 2]) >= 0) {
      c = static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
      if (is_unreserved(c)) out.push_back(c);
      if (!is_unreserved(c)) append_percent(out, c);
      continue;
    }
    const bool is_printable = c > ' ' && c < '\x7F';
    if (!is_printable || encoded_too.find(c) != std::string_view::npos)
      append_percent(out, c);
    else
      out.push_back(c);
  }
  return out;
}

enum class Key { kUserAgent, kAllow, kDisallow, kSitemap, kCrawlDelay, kOther };

/// The names of RFC 9309 2.2 and, as Google does, the usual misspellings: taking them only makes
/// us politer.
Key key_of(std::string_view name) {
  static constexpr std::pair<std::string_view, Key> kNames[] = {
      {"user-agent", Key::kUserAgent},  {"useragent", Key::kUserAgent},
      {"user agent", Key::kUserAgent},  {"allow", Key::kAllow},
      {"disallow", Key::kDisallow},     {"dissallow", Key::kDisallow},
      {"dissalow", Key::kDisallow},     {"disalow", Key::kDisallow},
      {"diasllow", Key::kDisallow},     {"disallaw", Key::kDisallow},
      {"sitemap", Key::kSitemap},       {"site-map", Key::kSitemap},
      {"crawl-delay", Key::kCrawlDelay}};
  for (const auto& [known, key] : kNames)
    if (equals_ignoring_ascii_case(name, known)) return key;
  return Key::kOther;
}

/// "name: value", or "name value" when the line is two words (Google's choice, and ours).
bool split_line(std::string_view line, std::string_view& name, std::string_view& value) {
  line = trim_ascii(line.substr(0, line.find('#')));
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    name = trim_ascii(line.substr(0, colon));
    value = trim_ascii(line.substr(colon + 1));
    return !name.empty();
  }
  const std::size_t space = line.find_first_of(" \t");
  if (space == std::string_view::npos) return false;
  name = line.substr(0, space);
  value = trim_ascii(line.substr(space));
  return value.find_first_of(" \t") == std::string_view::npos;
}

std::string_view skip_byte_order_mark(std::string_view bytes) {
  static constexpr std::string_view kMark = "\xEF\xBB\xBF";
  std::size_t skipped = 0;
  while (skipped < kMark.size() && skipped < bytes.size() && bytes[skipped] == kMark[skipped])
    ++skipped;
  return bytes.substr(skipped);
}

std::string_view limit_size(std::string_view bytes) {
  if (bytes.size() <= RobotsRules::kMaxBytes) return bytes;
  bytes = bytes.substr(0, RobotsRules::kMaxBytes);
  const std::size_t last_end = bytes.find_last_of("\r\n");
  return bytes.substr(0, last_end == std::string_view::npos ? 0 : last_end + 1);
}

std::optional<std::chrono::milliseconds> parse_crawl_delay(std::string_view value) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error != std::errc() || end != value.data() + value.size() || !(seconds >= 0))
    return std::nullopt;
  return std::chrono::milliseconds(static_cast<std::int64_t>(
      std::clamp(seconds, 0.5, 300.0) * 1000));  // faults.md 7.32; chosen by hand
}

}  // namespace

/// Reads line by line and keeps two sets of rules: those that name us, and those for `*`.
class RobotsParser {
 public:
  explicit RobotsParser(std::string_view product_token)
      : token_(robots_product_token(product_token)) {}

  void take_line(std::string_view text, int number) {
    std::string_view name, value;
    if (!split_line(text.substr(0, kMaxLineBytes), name, value)) return;
    const Key key = key_of(name);
    if (key == Key::kUserAgent) return take_user_agent(value);
    if (key == Key::kSitemap && !value.empty()) result_.sitemaps_.emplace_back(value);
    if (key == Key::kCrawlDelay) take_crawl_delay(value);
    if (key == Key::kAllow || key == Key::kDisallow) take_rule(key == Key::kAllow, value, number);
  }

  RobotsRules finish() {
    Group& group = named_.is_seen ? named_ : star_;  // RFC 9309 2.2.1
    result_.rules_ = std::move(group.rules);
    result_.crawl_delay_ = group.crawl_delay;
    std::stable_sort(
        result_.rules_.begin(), result_.rules_.end(), [](const auto& a, const auto& b) {
          return a.octets != b.octets ? a.octets > b.octets : a.is_allow && !b.is_allow;
        });
    return std::move(result_);
  }

 private:
  struct Group {
    bool is_seen = false;     ///< some group of the file is for it
    bool is_current = false;  ///< the group being read is for it
    std::vector<RobotsRules::Rule> rules;
    std::optional<std::chrono::milliseconds> crawl_delay;
  };

  void take_user_agent(std::string_view value) {
    if (has_rule_) named_.is_current = star_.is_current = has_rule_ = false;  // a new group begins
    const bool is_star =
        !value.empty() && value[0] == '*' && (value.size() == 1 || is_ascii_space(value[1]));
    const bool is_us =
        !token_.empty() && equals_ignoring_ascii_case(robots_product_token(value), token_);
    for (auto [group, is_meant] : {std::pair(&star_, is_star), std::pair(&named_, is_us)})
      if (is_meant) group->is_seen = group->is_current = true;
  }

  void take_crawl_delay(std::string_view value) {
    const auto delay = parse_crawl_delay(value);
    if (!delay) return;
    for (Group* group : {&star_, &named_})
      if (group->is_current) group->crawl_delay = delay;
  }

  void take_rule(bool is_allow, std::string_view value, int line) {
    has_rule_ = true;
    if (value.empty() || (!star_.is_current && !named_.is_current)) return;
    RobotsRules::Rule rule = make_rule(is_allow, value, line);
    if (star_.is_current) star_.rules.push_back(rule);
    if (named_.is_current) named_.rules.push_back(std::move(rule));
  }

  static RobotsRules::Rule make_rule(bool is_allow, std::string_view value, int line) {
    RobotsRules::Rule rule;
    rule.is_allow = is_allow;
    rule.text = std::string(is_allow ? "Allow: " : "Disallow: ") + std::string(value);
    rule.line = line;
    rule.octets = normalise(value, "").size();
    rule.is_anchored = value.back() == '$';
    if (rule.is_anchored) value.remove_suffix(1);
    const std::string pattern = normalise(value, "$");
    for (const std::string_view segment : split(pattern, '*')) rule.segments.emplace_back(segment);
    return rule;
  }

  std::string_view token_;
  Group named_, star_;
  bool has_rule_ = false;  ///< the group being read has had a rule
  RobotsRules result_;
};

RobotsRules RobotsRules::parse(std::string_view bytes, std::string_view product_token) {
  bytes = limit_size(skip_byte_order_mark(bytes));
  RobotsParser parser(product_token);
  for (int number = 1; !bytes.empty(); ++number) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    parser.take_line(bytes.substr(0, end), number);
    const bool is_crlf = bytes.substr(end, 2) == "\r\n";
    bytes.remove_prefix(std::min(bytes.size(), end + (is_crlf ? 2 : 1)));
  }
  return parser.finish();
}

RobotsDecision RobotsRules::allows_path(std::string_view path_and_query) const {
  if (path_and_query == "/robots.txt") return {};  // RFC 9309 2.2.2, last paragraph
  const std::string path = normalise(path_and_query.empty() ? "/" : path_and_query, "*$");
  for (const Rule& rule : rules_)
    if (matches(rule, path)) return {rule.is_allow, rule.text, rule.line};
  return {};
}

/// The first segment must begin the path; each further one is taken where it first occurs, which
/// is always best for those after it, so nothing is ever tried twice.
bool RobotsRules::matches(const Rule& rule, std::string_view path) {
  const std::size_t last = rule.segments.size() - 1;
  const std::string& first = rule.segments.front();
  if (!path.starts_with(first)) return false;
  if (last == 0) return !rule.is_anchored || path.size() == first.size();
  path.remove_prefix(first.size());
  for (std::size_t i = 1; i <= last; ++i) {
    const std::string& segment = rule.segments[i];
    if (i == last && rule.is_anchored) return path.ends_with(segment);
    // Not string_view::find: its worst case is path x segment, memmem's is their sum.
    const void* at = memmem(path.data(), path.size(), segment.data(), segment.size());
    if (at == nullptr) return false;
    const auto skipped = static_cast<std::size_t>(static_cast<const char*>(at) - path.data());
    path.remove_prefix(skipped + segment.size());
  }
  return true;
}

std::string_view robots_product_token(std::string_view user_agent) {
  std::size_t length = 0;
  while (length < user_agent.size() && (is_ascii_alpha(user_agent[length]) ||
                                        user_agent[length] == '-' || user_agent[length] == '_'))
    ++length;
  return user_agent.substr(0, length);
}

}  // namespace cuttings
