#include "config/config_keys.h"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "config/base/text.h"
#include "config/base/url.h"
#include "config/schedule_spec.h"

namespace cuttings {
namespace {

constexpr double kDaySeconds = 86'400;
constexpr double kYearSeconds = 366 * kDaySeconds;
constexpr double kKiB = 1u << 10, kMiB = 1u << 20, kGiB = 1u << 30;

// What a key allows.

ValueSpec flag() { return {.kind = ValueKind::kBool}; }
ValueSpec whole(double min, double max) {
  return {.kind = ValueKind::kInteger, .min = min, .max = max};
}
ValueSpec number(double min, double max) {
  return {.kind = ValueKind::kNumber, .min = min, .max = max};
}
ValueSpec duration(double min, double max) {
  return {.kind = ValueKind::kDuration, .min = min, .max = max};
}
ValueSpec choice(std::vector<std::string_view> choices) {
  return {.kind = ValueKind::kChoice, .choices = std::move(choices)};
}
ValueSpec checked(ValueKind kind, bool (*accepts)(std::string_view), std::string_view accepted) {
  return {.kind = kind, .accepts = accepts, .accepted = accepted};
}

bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}
/// A value of the User-Agent field: https://www.rfc-editor.org/rfc/rfc9110#section-10.1.5
bool is_user_agent(std::string_view text) {
  return is_printable_ascii(text) && !trim_ascii(text).empty() && text.size() <= 500;
}
bool is_path(std::string_view text) {
  return !text.empty() && text.find('\0') == std::string_view::npos;
}
bool is_optional_path(std::string_view text) { return text.empty() || is_path(text); }
bool is_http_url(std::string_view text) {
  const Result<Url> url = Url::parse(text);
  return url && url->is_http();
}
/// "host:port" with a port given, as in a URL.
bool is_listen_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon + 1 == text.size()) return false;
  const Result<Url> url = Url::parse("cuttings://" + std::string(text));
  return url && url->port() && url->path().empty() && url->username().empty() &&
         url->href() == "cuttings://" + std::string(text);
}
/// "10.1.0.0/16" or "fd00::/8".
bool is_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash == 0) return false;
  const std::string_view bits = text.substr(slash + 1);
  const bool is_v6 = text.find(':') < slash;
  if (bits.empty() || bits.size() > 3 || !std::all_of(bits.begin(), bits.end(), is_ascii_digit))
    return false;
  if (std::stoi(std::string(bits)) > (is_v6 ? 128 : 32)) return false;
  const std::string host(text.substr(0, slash));
  const Result<Url> url = Url::parse(is_v6 ? "http://[" + host + "]/" : "http://" + host + "/");
  return url && (is_v6 || url->host() == host) && is_ascii_digit(url->host().back()) != is_v6;
}
bool is_schedule(std::string_view text) { return parse_schedule(text).has_value(); }
bool is_path_glob(std::string_view text) { return text.starts_with('/') && is_path(text); }

// From and to a field's own type.

template <class Field>
ConfigValue to_value(const Field& field) {
  if constexpr (std::is_enum_v<Field> ||
                (std::is_integral_v<Field> && !std::is_same_v<Field, bool>))
    return static_cast<std::int64_t>(field);
  else
    return field;
}

template <class Field>
void from_value(Field& field, const ConfigValue& value) {
  if constexpr (std::is_enum_v<Field> ||
                (std::is_integral_v<Field> && !std::is_same_v<Field, bool>))
    field = static_cast<Field>(std::get<std::int64_t>(value));
  else
    field = std::get<Field>(value);
}

/// A key whose field `Select` picks: `[](auto& c) -> auto& { return c.crawl.retries; }`.
template <class Owner, class Select>
ConfigKey<Owner> key(std::string_view section, std::string_view name, ValueSpec spec, Select,
                     std::string_view comment, KeyDisplay display = KeyDisplay::kComment) {
  return {section,
          name,
          comment,
          std::move(spec),
          display,
          [](const Owner& owner) { return to_value(Select{}(owner)); },
          [](Owner& owner, const ConfigValue& value) { from_value(Select{}(owner), value); }};
}

#define FIELD(member) \
  [](auto& owner) -> auto& { return owner.member; }

/// The table; long because it lists every key once.
std::vector<ConfigKey<Config>> make_config_keys() {
  using enum ValueKind;
  const auto add = [](auto... args) { return key<Config>(args...); };
  return {
      add("store", "path", checked(kPath, is_path, "a path"), FIELD(store.path),
          "The archive's database.", KeyDisplay::kSet),
      add("store", "warc_dir", checked(kPath, is_optional_path, "a path"), FIELD(store.warc_dir),
          "Where the raw pages are kept; empty: \"warc\" beside the database."),
      add("store", "max_warc_file_bytes", whole(kMiB, 1024 * kGiB),
          FIELD(store.max_warc_file_bytes), "A new WARC file is begun past this size."),
      add("store", "keep_raw", flag(), FIELD(store.keep_raw),
          "false keeps clean text only: nothing can be extracted again later."),

      add("identity", "user_agent",
          checked(kText, is_user_agent, "printable ASCII of at most 500 characters"),
          FIELD(fetch.user_agent),
          "Who asks. Name yourself and a way to reach you: a crawl does not start with the "
          "default.",
          KeyDisplay::kSet),

      add("crawl", "max_concurrent_pages", whole(1, 1024), FIELD(fetch.max_concurrent),
          "Pages in flight at once, over all hosts."),
      add("crawl", "per_host", whole(1, 16), FIELD(fetch.max_per_host),
          "Connections to one host; more than 1 is rarely welcome."),
      add("crawl", "delay_ms", whole(0, 86'400'000), FIELD(fetch.delay_ms),
          "Pause between two pages of one host; a longer Crawl-delay in robots.txt wins.",
          KeyDisplay::kSet),
      add("crawl", "obey_robots", flag(), FIELD(fetch.obey_robots),
          "false ignores robots.txt: only for sites that are yours.", KeyDisplay::kSet),
      add("crawl", "max_body_bytes", whole(kKiB, kGiB), FIELD(fetch.max_body_bytes),
          "A page larger than this after decompression is given up."),
      add("crawl", "retries", whole(0, 20), FIELD(crawl.retries),
          "Further attempts after errors that may pass, such as a timeout or a 503."),
      add("crawl", "max_pages", whole(0, 1e9), FIELD(crawl.max_pages),
          "A run ends after so many pages; 0: no limit."),
      add("crawl", "max_depth", whole(0, 100), FIELD(crawl.max_depth),
          "Links followed from a start page, feed or sitemap."),
      add("crawl", "patience_s", whole(0, 86'400), FIELD(crawl.patience_s),
          "`crawl run` waits so long for hosts that asked for a pause and for second attempts."),
      add("crawl", "merge_addresses", flag(), FIELD(crawl.merge_addresses),
          "Hosts that share an IP address are asked as if they were one."),
      add("crawl", "obey_noindex", flag(), FIELD(crawl.obey_noindex),
          "Do not keep pages that say noindex."),
      add("crawl", "obey_noarchive", flag(), FIELD(crawl.obey_noarchive),
          "Do not keep pages that say noarchive."),
      add("crawl", "obey_nofollow", flag(), FIELD(crawl.obey_nofollow),
          "Do not follow the links of pages that say nofollow."),
      add("crawl.revisit", "first", duration(60, kYearSeconds), FIELD(crawl.revisit.first_s),
          "A new article is looked at again after this."),
      add("crawl.revisit", "grow", number(1, 100), FIELD(crawl.revisit.grow),
          "Each visit that finds no change multiplies the wait by this."),
      add("crawl.revisit", "max", duration(60, 10 * kYearSeconds), FIELD(crawl.revisit.max_s),
          "But the wait is never longer than this."),

      add("fetch", "connect_timeout_ms", whole(1, 600'000), FIELD(fetch.connect_timeout_ms),
          "Finding, reaching and greeting the server may take so long."),
      add("fetch", "total_timeout_ms", whole(1, 3'600'000), FIELD(fetch.total_timeout_ms),
          "The whole of one request may take so long."),
      add("fetch", "low_speed_bytes_per_s", whole(0, 1e9), FIELD(fetch.low_speed_bytes_per_s),
          "A transfer slower than this for low_speed_time_s is given up; 0: never."),
      add("fetch", "low_speed_time_s", whole(1, 3600), FIELD(fetch.low_speed_time_s),
          "See low_speed_bytes_per_s."),
      add("fetch", "max_wire_bytes", whole(kKiB, kGiB), FIELD(fetch.max_wire_bytes),
          "A page larger than this as sent, compressed, is given up."),
      add("fetch", "max_header_bytes", whole(kKiB, 16 * kMiB), FIELD(fetch.max_header_bytes),
          "A response with more bytes of header is given up."),
      add("fetch", "max_redirects", whole(0, 50), FIELD(fetch.max_redirects),
          "Redirects followed for one page."),
      add("fetch", "max_url_bytes", whole(64, 65'536), FIELD(fetch.max_url_bytes),
          "Longer addresses are not asked for."),
      add("fetch", "allow_private", flag(), FIELD(fetch.allow_private),
          "true lets pages on loopback, private and link-local addresses be fetched."),
      add("fetch", "allow_networks",
          checked(kTextList, is_network, "an address range such as \"10.1.0.0/16\""),
          FIELD(fetch.allow_networks), "Private address ranges that may be fetched all the same."),
      add("fetch", "ca_file", checked(kPath, is_optional_path, "a path"), FIELD(fetch.ca_file),
          "PEM file of the authorities to trust instead of the system's."),

      add("extract", "mode", choice({"balanced", "precision", "recall"}), FIELD(extract.mode),
          "precision drops more in doubt, recall keeps more."),
      add("extract", "captions", choice({"separate", "drop"}), FIELD(extract.captions),
          "Image captions: kept with the images, or dropped. Never in the text."),
      add("extract", "comments", choice({"drop", "separate"}), FIELD(extract.comments),
          "Readers' comments: dropped, or kept apart from the text."),
      add("extract", "rules", checked(kPathList, is_path, "a path in quotes"), FIELD(extract.rules),
          "Files or folders of your own rules for sites."),
      add("extract", "gold", checked(kPath, is_optional_path, "a path"), FIELD(extract.gold),
          "A folder of gold pages: reextract stops when they are read worse than before."),
      add("extract", "max_page_bytes", whole(kKiB, kGiB), FIELD(extract.limits.max_page_bytes),
          "A page with more bytes of HTML is refused."),
      add("extract", "max_arena_bytes", whole(kMiB, 16 * kGiB),
          FIELD(extract.limits.max_arena_bytes), "A page whose tree needs more memory is refused."),
      add("extract", "parse_deadline_ms", whole(10, 600'000),
          FIELD(extract.limits.parse_deadline_ms), "A page that parses for longer is refused."),
      add("extract", "max_depth", whole(16, 4096), FIELD(extract.limits.max_depth),
          "A page whose elements are nested deeper is refused."),
      add("extract", "max_nodes", whole(1000, 1e8), FIELD(extract.limits.max_nodes),
          "A page with more nodes is refused."),
      add("extract", "max_attributes_per_tag", whole(10, 1e6),
          FIELD(extract.limits.max_attributes_per_tag), "Further attributes of a tag are ignored."),

      add("serve", "listen",
          checked(kText, is_listen_address, "an address and port such as \"127.0.0.1:8765\""),
          FIELD(serve.listen), "Where `cuttings serve` answers."),
      add("serve", "token_file", checked(kPath, is_optional_path, "a path"),
          FIELD(serve.token_file),
          "A file with the secret to ask for; needed before it may listen to other machines."),

      add("process", "sandbox", choice({"off", "on", "require"}), FIELD(process.sandbox),
          "get, crawl, clean, import and reextract open nothing but inputs, store, output and the "
          "system's files, and run nothing; by Landlock and seccomp. on: where the kernel can."),
  };
}

std::vector<ConfigKey<SiteOptions>> make_site_keys() {
  using enum ValueKind;
  const auto add = [](auto... args) { return key<SiteOptions>("site", args...); };
  constexpr std::string_view kHttpUrl = "an http or https URL";
  constexpr std::string_view kSchedule =
      "hourly, daily, weekly, manual, an interval such as \"every 20 min\" or the five fields of a "
      "crontab line such as \"30 6 * * 1-5\"";
  constexpr std::string_view kGlob = "a path pattern such as \"/20*/**\"";
  return {
      add("url", checked(kText, is_http_url, kHttpUrl), FIELD(url), "Where to look for articles.",
          KeyDisplay::kSet),
      add("include", checked(kTextList, is_path_glob, kGlob), FIELD(include),
          "Only paths like these; empty: all."),
      add("exclude", checked(kTextList, is_path_glob, kGlob), FIELD(exclude),
          "No paths like these; wins over include."),
      add("feeds", checked(kTextList, is_http_url, kHttpUrl), FIELD(feeds),
          "Feeds to read; empty: those the site names."),
      add("sitemaps", checked(kTextList, is_http_url, kHttpUrl), FIELD(sitemaps),
          "Sitemaps to read; empty: those the site names."),
      add("schedule", checked(kText, is_schedule, kSchedule), FIELD(schedule),
          "When to look for new articles: hourly, daily, weekly, manual, \"every 20 min\", or five "
          "crontab fields in local time."),
  };
}

#undef FIELD

struct SectionComment {
  std::string_view name, comment;
};
constexpr auto kSections = std::to_array<SectionComment>({
    {"store", "Where the archive lives."},
    {"identity", "Who you are to the sites you visit."},
    {"crawl", "How fast and how far to go."},
    {"crawl.revisit", "When to look at an article again, until its own changes tell."},
    {"fetch", "What one request may cost."},
    {"extract", "How a page becomes an article, and when it is refused."},
    {"serve", "The reader, dashboard and API on this machine. Not built yet: nothing reads this."},
    {"process", "What the program may do on this machine."},
    {"site", "One block for each site to follow."},
});

constexpr auto kSectionNames = [] {
  std::array<std::string_view, kSections.size()> names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kSections[i].name;
  return names;
}();

}  // namespace

std::span<const ConfigKey<Config>> config_keys() {
  static const std::vector<ConfigKey<Config>> keys = make_config_keys();
  return keys;
}

std::span<const ConfigKey<SiteOptions>> site_keys() {
  static const std::vector<ConfigKey<SiteOptions>> keys = make_site_keys();
  return keys;
}

const ConfigKey<Config>* find_config_key(std::string_view path) {
  for (const ConfigKey<Config>& key : config_keys())
    if (key.path() == path) return &key;
  return nullptr;
}

std::string_view section_comment(std::string_view section) {
  for (const SectionComment& known : kSections)
    if (known.name == section) return known.comment;
  return {};
}

std::span<const std::string_view> section_names() { return kSectionNames; }

}  // namespace cuttings
