#include "crawler/discovery/sitemap.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "config/base/public_suffix.h"
#include "config/base/text.h"
#include "crawler/discovery/source_time.h"
#include "crawler/discovery/xml_reader.h"
#include "storage/warc/gzip.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxField = 4096;  // longer than any URL the protocol allows (2,048)

struct Inflated {
  std::string bytes;
  ReadEnd end = ReadEnd::kComplete;
};

/// Undoes one level of gzip; never makes more than max_bytes.
Inflated inflate(std::string_view input, std::size_t max_bytes) {
  GzipInflater inflater;
  Inflated out;
  while (!input.empty() && input.starts_with("\x1f\x8b")) {
    for (;;) {
      const std::size_t before = out.bytes.size();
      const GzipInflater::Step step = inflater.step(input, out.bytes);
      input.remove_prefix(step.consumed);
      if (out.bytes.size() > max_bytes) {
        out.bytes.resize(max_bytes);
        out.end = ReadEnd::kTooManyBytes;
        return out;
      }
      if (step.state == GzipInflater::State::kCorrupt) {
        out.end = ReadEnd::kMalformed;
        return out;
      }
      if (step.state == GzipInflater::State::kMemberEnd) break;
      if (step.consumed == 0 && out.bytes.size() == before) {
        out.end = ReadEnd::kTruncated;
        return out;
      }
    }
  }
  return out;
}

/// Takes entries in and keeps the rules about sites and numbers.
class SitemapBuilder {
 public:
  SitemapBuilder(const Url& base, const Url& site, SitemapTrust trust, const SitemapLimits& limits)
      : base_(base), site_(site_of_host(site.host())), trust_(trust), limits_(limits) {}

  /// False when the cap is reached.
  bool add(SitemapEntry entry) {
    const std::string_view reference = trim_ascii(entry.url);
    const Result<Url> url = reference.empty() ? fail(ErrorCode::kInvalidArgument, "no location")
                                              : base_.resolve(reference);
    if (!url || !url->is_http()) {
      ++map.invalid;
    } else if (trust_ == SitemapTrust::kOwnSite && site_of_host(url->host()) != site_) {
      ++map.foreign;
    } else if (urls_.insert(url->href()).second) {
      if (map.entries.size() >= limits_.max_entries) return false;
      entry.url = url->href();
      map.entries.push_back(std::move(entry));
    }
    return map.invalid + map.foreign < 4 * limits_.max_entries;
  }

  Sitemap map;

 private:
  const Url& base_;
  std::string site_;
  SitemapTrust trust_;
  const SitemapLimits& limits_;
  std::unordered_set<std::string> urls_;
};

enum class Field { kNone, kLocation, kModified, kPublished, kTitle, kLanguage };

bool is_news(std::string_view space) {
  return space == "news" || space.find("sitemap-news") != std::string_view::npos;
}
bool is_other_extension(std::string_view space) {
  return space == "image" || space == "video" || space == "xhtml" ||
         space.find("sitemap-image") != std::string_view::npos ||
         space.find("sitemap-video") != std::string_view::npos ||
         space.find("xhtml") != std::string_view::npos;
}

Field field_of(std::string_view space, std::string_view name) {
  if (is_news(space)) {
    if (name == "publication_date") return Field::kPublished;
    if (name == "title") return Field::kTitle;
    return name == "language" ? Field::kLanguage : Field::kNone;
  }
  if (is_other_extension(space)) return Field::kNone;
  if (name == "loc") return Field::kLocation;
  return name == "lastmod" ? Field::kModified : Field::kNone;
}

class SitemapHandler final : public XmlHandler {
 public:
  explicit SitemapHandler(SitemapBuilder& builder) : builder_(builder) {}

  bool on_start(const XmlElement& element) override {
    ++depth_;
    if (depth_ == 1) {
      if (element.name == "urlset") builder_.map.format = SitemapFormat::kUrlSet;
      if (element.name == "sitemapindex") builder_.map.format = SitemapFormat::kIndex;
      return builder_.map.format != SitemapFormat::kNone;
    }
    const bool is_entry = element.name == "url" || element.name == "sitemap";
    if (is_entry && !is_other_extension(element.space)) {
      const bool goes_on = end_entry();
      in_entry_ = true;
      entry_depth_ = depth_;
      return goes_on;
    }
    if (in_entry_ && is_news(element.space) && element.name == "news") entry_.is_news = true;
    if (in_entry_) field_ = field_of(element.space, element.name);
    text_.clear();
    return true;
  }

  bool on_text(std::string_view text) override {
    if (field_ != Field::kNone && text_.size() < kMaxField) {
      text_ += text.substr(0, kMaxField - text_.size());
    }
    return true;
  }

  bool on_end() override {
    end_field();
    const bool goes_on = !in_entry_ || depth_ != entry_depth_ || end_entry();
    --depth_;
    return goes_on;
  }

  /// What was read of an entry that the file's end cut off is kept when it has its location.
  bool finish() { return !in_entry_ || entry_.url.empty() || end_entry(); }
  bool is_full() const { return is_full_; }

 private:
  bool end_entry() {
    if (!in_entry_) return true;
    in_entry_ = false;
    is_full_ = !builder_.add(std::exchange(entry_, {}));
    return !is_full_;
  }

  void end_field() {
    const std::string_view text = trim_ascii(text_);
    switch (std::exchange(field_, Field::kNone)) {
      case Field::kLocation:
        if (entry_.url.empty()) entry_.url = text;
        break;
      case Field::kModified:
        entry_.modified = parse_source_time(text);
        break;
      case Field::kPublished:
        entry_.published = parse_source_time(text);
        break;
      case Field::kTitle:
        entry_.title = collapse_whitespace(to_valid_utf8(text));
        break;
      case Field::kLanguage:
        entry_.language = to_valid_utf8(text);
        break;
      case Field::kNone:
        break;
    }
    text_.clear();
  }

  SitemapBuilder& builder_;
  SitemapEntry entry_;
  Field field_ = Field::kNone;
  std::string text_;
  int depth_ = 0, entry_depth_ = 0;
  bool in_entry_ = false, is_full_ = false;
};

bool is_text_list(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  bytes = trim_ascii(bytes.substr(0, 4096));
  return starts_with_ignoring_ascii_case(bytes, "http://") ||
         starts_with_ignoring_ascii_case(bytes, "https://");
}

ReadEnd read_text_list(std::string_view bytes, SitemapBuilder& builder) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  builder.map.format = SitemapFormat::kText;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    const std::string_view line = trim_ascii(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (line.empty()) continue;
    SitemapEntry entry;
    const bool is_absolute = line.find("://") != std::string_view::npos;  // the protocol: full URLs
    if (is_absolute && line.size() <= kMaxField) entry.url = to_valid_utf8(line);
    if (!builder.add(std::move(entry))) return ReadEnd::kTooManyEntries;
  }
  return ReadEnd::kComplete;
}

ReadEnd read_sitemap_xml(std::string_view bytes, const SitemapLimits& limits,
                         SitemapBuilder& builder) {
  SitemapHandler handler(builder);
  const ReadEnd end = read_xml(bytes, {}, {limits.max_bytes, limits.max_depth}, handler);
  if (end == ReadEnd::kHasDoctype) return end;
  if (builder.map.format == SitemapFormat::kNone) return ReadEnd::kUnknownFormat;
  const bool has_room = !handler.is_full() && handler.finish();
  return has_room ? end : ReadEnd::kTooManyEntries;
}

}  // namespace

Sitemap parse_sitemap(std::string_view bytes, const Url& base_url, const Url& site,
                      SitemapTrust trust, const SitemapLimits& limits) {
  SitemapBuilder builder(base_url, site, trust, limits);
  Inflated inflated;
  if (bytes.starts_with("\x1f\x8b")) {
    inflated = inflate(bytes, limits.max_bytes);
    bytes = inflated.bytes;
  }
  const bool is_cut = bytes.size() > limits.max_bytes;
  ReadEnd end = is_text_list(bytes) ? read_text_list(bytes.substr(0, limits.max_bytes), builder)
                                    : read_sitemap_xml(bytes, limits, builder);
  if (is_cut && end == ReadEnd::kComplete) end = ReadEnd::kTooManyBytes;
  const bool is_gzip_reason = end == ReadEnd::kComplete || end == ReadEnd::kTruncated;
  builder.map.end = is_gzip_reason && inflated.end != ReadEnd::kComplete ? inflated.end : end;
  return std::move(builder.map);
}

}  // namespace cuttings
