#include "crawler/discovery/feed.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "config/base/text.h"
#include "crawler/discovery/feed_builder.h"
#include "crawler/discovery/xml_reader.h"

namespace cuttings {
namespace {

/// Which vocabulary an element belongs to, by its namespace or its bare, undeclared prefix.
enum class Space { kCore, kAtom, kDublinCore, kContent, kSyndication, kFeedburner, kOther };

Space space_of(std::string_view space) {
  const auto has = [&](std::string_view part) { return space.find(part) != space.npos; };
  if (space.empty()) return Space::kCore;
  if (space == "dc" || space == "dcterms" || has("purl.org/dc/")) return Space::kDublinCore;
  if (space == "content" || has("rss/1.0/modules/content")) return Space::kContent;
  if (space == "sy" || has("rss/1.0/modules/syndication")) return Space::kSyndication;
  if (has("feedburner")) return Space::kFeedburner;
  if (space == "atom" || has("2005/Atom") || has("purl.org/atom/")) return Space::kAtom;
  if (has("purl.org/rss/1.0/modules")) return Space::kOther;
  const bool is_rss = space == "rdf" || has("purl.org/rss/") || has("netscape.com/rdf") ||
                      has("userland.com") || has("rdf-syntax-ns") || has("rssboard.org/rss-spec");
  return is_rss ? Space::kCore : Space::kOther;
}

/// What an element's text is for.
enum class Field {
  kNone,
  kTitle,
  kLink,
  kGuid,
  kPublished,
  kUpdated,
  kContent,
  kOrigLink,
  kTtl,
  kHour,
  kPeriod,
  kFrequency,
  kLanguage,
};

struct FieldName {
  Space space;
  std::string_view name;
  Field field;
};

constexpr FieldName kEntryFields[] = {
    {Space::kCore, "title", Field::kTitle},
    {Space::kCore, "link", Field::kLink},
    {Space::kCore, "guid", Field::kGuid},
    {Space::kCore, "pubDate", Field::kPublished},
    {Space::kAtom, "title", Field::kTitle},
    {Space::kAtom, "id", Field::kGuid},
    {Space::kAtom, "published", Field::kPublished},
    {Space::kAtom, "issued", Field::kPublished},
    {Space::kAtom, "updated", Field::kUpdated},
    {Space::kAtom, "modified", Field::kUpdated},
    {Space::kAtom, "content", Field::kContent},
    {Space::kDublinCore, "title", Field::kTitle},
    {Space::kDublinCore, "date", Field::kPublished},
    {Space::kDublinCore, "created", Field::kPublished},
    {Space::kDublinCore, "modified", Field::kUpdated},
    {Space::kContent, "encoded", Field::kContent},
    {Space::kFeedburner, "origLink", Field::kOrigLink},
};

constexpr FieldName kFeedFields[] = {
    {Space::kCore, "title", Field::kTitle},
    {Space::kCore, "link", Field::kLink},
    {Space::kCore, "ttl", Field::kTtl},
    {Space::kCore, "language", Field::kLanguage},
    {Space::kAtom, "title", Field::kTitle},
    {Space::kDublinCore, "language", Field::kLanguage},
    {Space::kSyndication, "updatePeriod", Field::kPeriod},
    {Space::kSyndication, "updateFrequency", Field::kFrequency},
};

Field field_of(std::span<const FieldName> names, Space space, std::string_view name) {
  for (const FieldName& known : names) {
    if (known.space == space && equals_ignoring_ascii_case(known.name, name)) return known.field;
  }
  return Field::kNone;
}

int number_in(std::string_view text) {
  text = trim_ascii(text);
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

int minutes_of_period(std::string_view period) {
  constexpr std::pair<std::string_view, int> kPeriods[] = {{"hourly", 60},
                                                           {"daily", 1440},
                                                           {"weekly", 10'080},
                                                           {"monthly", 43'200},
                                                           {"yearly", 525'600}};
  for (const auto& [name, minutes] : kPeriods) {
    if (equals_ignoring_ascii_case(trim_ascii(period), name)) return minutes;
  }
  return 0;
}

// RFC 4287, 4.2.7.2: the same as "alternate".
constexpr std::string_view kAlternate = "http://www.iana.org/assignments/relation/alternate";

bool has_word(std::string_view words, std::string_view wanted) {
  const std::vector<std::string_view> parts = split(words, ' ');
  return std::ranges::any_of(
      parts, [&](std::string_view part) { return equals_ignoring_ascii_case(part, wanted); });
}

/// RSS, RDF and Atom as one state machine: which element we are in tells where its text belongs.
class FeedHandler final : public XmlHandler {
 public:
  FeedHandler(const Url& base, const FeedLimits& limits) : limits_(limits), builder_(limits) {
    bases_.push_back({0, base});
  }

  bool on_start(const XmlElement& element) override {
    ++depth_;
    const Space space = space_of(element.space);
    push_base(element);
    if (depth_ == 1) return read_root(space, element.name);
    if (is_item(space, element.name)) return begin_entry(element);
    if (capture_ != Field::kNone) return true;  // markup inside a field
    if (depth_ == entry_depth_ + 1 && in_entry_) {
      begin_entry_field(space, element);
    } else if (!in_entry_) {
      begin_feed_field(space, element);
    }
    return true;
  }

  bool on_text(std::string_view text) override {
    if (capture_ == Field::kContent) {
      raw_.has_content |= !trim_ascii(text).empty();
    } else if (capture_ != Field::kNone && text_.size() < limits_.max_field_bytes) {
      text_ += text.substr(0, limits_.max_field_bytes - text_.size());
    }
    return true;
  }

  bool on_end() override {
    if (capture_ != Field::kNone && depth_ == capture_depth_) end_field();
    bool goes_on = true;
    if (in_entry_ && depth_ == entry_depth_) goes_on = end_entry();
    if (bases_.size() > 1 && bases_.back().depth == depth_) bases_.pop_back();
    --depth_;
    return goes_on;
  }

  Feed take(ReadEnd end) {
    if (in_entry_ && !is_full_ && !raw_.link.empty()) end_entry();
    Feed& feed = builder_.feed();
    if (period_minutes_ > 0 && !feed.ttl) {
      feed.ttl = std::chrono::minutes(std::max(1, period_minutes_ / frequency_));
    }
    feed.end = is_full_ ? ReadEnd::kTooManyEntries : end;
    if (feed.format == FeedFormat::kNone && end != ReadEnd::kHasDoctype) {
      feed.end = ReadEnd::kUnknownFormat;
    }
    return std::move(feed);
  }

 private:
  struct Base {
    int depth;
    Url url;
  };

  bool read_root(Space space, std::string_view name) {
    FeedFormat& format = builder_.feed().format;
    if (equals_ignoring_ascii_case(name, "rss")) format = FeedFormat::kRss;
    if (equals_ignoring_ascii_case(name, "channel")) format = FeedFormat::kRss;
    if (equals_ignoring_ascii_case(name, "rdf")) format = FeedFormat::kRdf;
    if (equals_ignoring_ascii_case(name, "feed") && space != Space::kOther) {
      format = FeedFormat::kAtom;
    }
    return format != FeedFormat::kNone;
  }

  bool is_atom() { return builder_.feed().format == FeedFormat::kAtom; }
  const Url& base() const { return bases_.back().url; }

  void push_base(const XmlElement& element) {
    for (const XmlAttribute& attribute : element.attributes) {
      const bool is_xml = attribute.space == "xml" || attribute.space.ends_with("1998/namespace");
      if (!is_xml || attribute.name != "base" || bases_.size() > 32) continue;
      Result<Url> url = base().resolve(attribute.value);
      if (url && url->is_http()) bases_.push_back({depth_, std::move(*url)});
      return;
    }
  }

  /// Item tags begin a new entry wherever they stand: an unclosed element before them must not
  /// swallow the rest of the feed.
  bool is_item(Space space, std::string_view name) {
    if (is_atom()) return space != Space::kOther && equals_ignoring_ascii_case(name, "entry");
    return space == Space::kCore && equals_ignoring_ascii_case(name, "item");
  }

  bool begin_entry(const XmlElement& element) {
    const bool goes_on = !in_entry_ || end_entry();
    capture_ = Field::kNone;
    in_entry_ = true;
    entry_depth_ = depth_;
    raw_ = {};
    for (const XmlAttribute& attribute : element.attributes) {
      if (attribute.name == "about") raw_.guid = attribute.value;  // rdf:about
    }
    return goes_on;
  }

  bool end_entry() {
    in_entry_ = false;
    is_full_ = !builder_.add(raw_);
    return !is_full_;
  }

  void begin_entry_field(Space space, const XmlElement& element) {
    if (space == Space::kCore && is_atom()) space = Space::kAtom;  // no namespace given
    if (space == Space::kAtom && element.name == "link") return entry_link(element);
    const Field field = field_of(kEntryFields, space, element.name);
    if (field == Field::kNone) return;
    if (field == Field::kLink && !element.attribute("href").empty()) return entry_link(element);
    if (field == Field::kGuid && !is_atom()) {
      raw_.guid_is_link = !equals_ignoring_ascii_case(element.attribute("isPermaLink"), "false");
    }
    if (field == Field::kTitle && is_atom()) {
      const std::string_view type = element.attribute("type");
      raw_.title_is_plain = type.empty() || type == "text" || type == "xhtml";
    }
    if (field == Field::kContent && !element.attribute("src").empty()) {
      raw_.content_link = resolve_link(base(), element.attribute("src"));
    }
    begin_field(field);
  }

  void entry_link(const XmlElement& element) {
    const std::string_view rel = element.attribute("rel");
    if (!rel.empty() && !has_word(rel, "alternate") && rel != kAlternate) return;
    const std::string_view type = element.attribute("type");
    const bool is_page = type.empty() || contains_ignoring_ascii_case(type, "html");
    if (!raw_.link.empty() && !(is_page && !link_is_page_)) return;
    raw_.link = resolve_link(base(), element.attribute("href"));
    link_is_page_ = is_page;
  }

  void begin_feed_field(Space space, const XmlElement& element) {
    if (space == Space::kCore && is_atom()) space = Space::kAtom;
    if (element.name == "link" && !element.attribute("href").empty()) return feed_link(element);
    if (space == Space::kCore && element.name == "hour") return begin_field(Field::kHour);
    const int head_depth = is_atom() ? 2 : 3;
    if (depth_ == head_depth) begin_field(field_of(kFeedFields, space, element.name));
  }

  void feed_link(const XmlElement& element) {
    const std::string_view rel = element.attribute("rel");
    const std::string url = resolve_link(base(), element.attribute("href"));
    Feed& feed = builder_.feed();
    if (url.empty()) return;
    if (has_word(rel, "hub") && feed.hubs.size() < 8) feed.hubs.push_back(url);
    if (has_word(rel, "self")) feed.self_url = url;
    if (has_word(rel, "next")) feed.next_url = url;
    if ((rel.empty() || has_word(rel, "alternate")) && feed.home_url.empty()) feed.home_url = url;
  }

  void begin_field(Field field) {
    capture_ = field;
    capture_depth_ = depth_;
    text_.clear();
  }

  void end_field() {
    const Field field = std::exchange(capture_, Field::kNone);
    text_ = to_valid_utf8(text_);  // the field cap may have cut a character
    if (in_entry_) return end_entry_field(field);
    end_feed_field(field);
  }

  void end_entry_field(Field field) {
    const auto take_first = [&](std::string& into) {
      if (into.empty()) into = trim_ascii(text_);
    };
    if (field == Field::kTitle) take_first(raw_.title);
    if (field == Field::kPublished) take_first(raw_.published);
    if (field == Field::kUpdated) take_first(raw_.updated);
    if (field == Field::kGuid) raw_.guid = trim_ascii(text_);
    if (field == Field::kLink && raw_.link.empty()) raw_.link = resolve_link(base(), text_);
    if (field == Field::kOrigLink) raw_.orig_link = resolve_link(base(), text_);
  }

  void end_feed_field(Field field) {
    Feed& feed = builder_.feed();
    const int number = number_in(text_);
    if (field == Field::kTitle && feed.title.empty()) feed.title = feed_title(text_, false);
    if (field == Field::kLink && feed.home_url.empty()) feed.home_url = resolve_link(base(), text_);
    if (field == Field::kLanguage) feed.language = trim_ascii(text_);
    if (field == Field::kTtl && number > 0) feed.ttl = std::chrono::minutes(number);
    if (field == Field::kHour && number >= 0 && number <= 24) feed.skip_hours |= 1u << number % 24;
    if (field == Field::kPeriod) period_minutes_ = minutes_of_period(text_);
    if (field == Field::kFrequency && number > 0) frequency_ = number;
  }

  const FeedLimits& limits_;
  FeedBuilder builder_;
  std::vector<Base> bases_;
  int depth_ = 0, entry_depth_ = 0, capture_depth_ = 0;
  bool in_entry_ = false, is_full_ = false, link_is_page_ = false;
  RawEntry raw_;
  Field capture_ = Field::kNone;
  std::string text_;
  int period_minutes_ = 0, frequency_ = 1;
};

bool is_json(std::string_view bytes, std::string_view content_type) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  bytes = trim_ascii(bytes.substr(0, 4096));
  return bytes.starts_with('{') ||
         (contains_ignoring_ascii_case(content_type, "json") && !bytes.starts_with('<'));
}

}  // namespace

Feed parse_feed(std::string_view bytes, const Url& base_url, const FeedHeaders& headers,
                const FeedLimits& limits) {
  Feed feed;
  if (is_json(bytes, headers.content_type)) {
    const bool is_cut = bytes.size() > limits.max_bytes;
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    feed = parse_json_feed(to_valid_utf8(bytes.substr(0, limits.max_bytes)), base_url, limits);
    if (is_cut) feed.end = ReadEnd::kTooManyBytes;
  } else {
    FeedHandler handler(base_url, limits);
    const ReadEnd end =
        read_xml(bytes, headers.content_type, {limits.max_bytes, limits.max_depth}, handler);
    feed = handler.take(end);
  }
  read_link_header(headers.link, base_url, feed);
  return feed;
}

bool looks_like_feed(std::string_view bytes) {
  const std::string head = to_ascii_lower(bytes.substr(0, 4096));
  for (const std::string_view mark : {"<rss", "<feed", "<rdf:rdf", "jsonfeed.org/version"}) {
    const std::size_t at = head.find(mark);
    if (at != std::string::npos && head.substr(0, at).find("<html") == std::string::npos)
      return true;
  }
  return false;
}

bool is_feed(std::string_view bytes, const Url& url) {
  return looks_like_feed(bytes) && parse_feed(bytes, url).format != FeedFormat::kNone;
}

}  // namespace cuttings
