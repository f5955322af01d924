#include "extractor/metadata/json_ld.h"

#include <algorithm>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "config/base/text.h"
#include "extractor/metadata/character_references.h"
#include "extractor/metadata/json_repair.h"
#include "extractor/metadata/title.h"

namespace cuttings {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxObjects = 2000;

/// How far a schema.org type speaks of the page's article: 3 an article, 2 another work, 1 the
/// page, 0 something else.
int rank_of_type(std::string_view type) {
  for (const std::string_view word : {"Article", "BlogPosting", "Report", "SocialMediaPosting"})
    if (type.find(word) != std::string_view::npos) return 3;
  for (const std::string_view word :
       {"Recipe", "HowTo", "Review", "Product", "VideoObject", "Event", "Course", "Book", "Movie",
        "PodcastEpisode", "DiscussionForumPosting", "CreativeWork", "QAPage", "Dataset"})
    if (type == word) return 2;
  return type.ends_with("Page") ? 1 : 0;
}

const json* member(const json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string_view as_text(const json* value) {
  const auto* text = value == nullptr ? nullptr : value->get_ptr<const json::string_t*>();
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

/// The value itself, or its first element when it is an array.
const json* first(const json* value) {
  return value != nullptr && value->is_array() ? (value->empty() ? nullptr : &value->front())
                                               : value;
}

/// A text, or an object's `key`.
std::string_view text_or_member(const json* value, const char* key) {
  value = first(value);
  if (value == nullptr) return {};
  return value->is_object() ? as_text(first(member(*value, key))) : as_text(value);
}

/// A script without any quote may have them as character references, or as a word processor writes
/// them.
std::string with_plain_quotes(std::string_view script) {
  std::string text(script);
  if (text.find('"') != std::string::npos) return text;
  if (text.find("&quot;") != std::string::npos) return decode_character_references(text);
  for (const std::string_view quote : {"“", "”", "„"}) text = replace_all(text, quote, "\"");
  return text;
}

/// A text, a number in decimal, or the "@value" of an object (JSON-LD 1.1 section 4.3).
std::string text_or_number(const json* value) {
  value = first(value);
  if (const json* inner = value == nullptr ? nullptr : member(*value, "@value")) value = inner;
  if (value != nullptr && value->is_number_integer()) return value->dump();
  return std::string(as_text(value));
}

class Reader {
 public:
  Reader(std::string_view page_url, Candidates& out) : page_url_(page_url), out_(out) {}

  void read(const std::vector<std::string_view>& scripts) {
    for (const std::string_view script : scripts) parse(script);
    for (const json& document : documents_) walk(document);
    for (const json* object : objects_) index(*object);
    bool has_main = false;
    for (const json* object : objects_) has_main |= rank(*object) == 3 && is_this_page(*object);
    const bool has_article = std::any_of(objects_.begin(), objects_.end(),
                                         [](const json* object) { return rank(*object) == 3; });
    for (const json* object : objects_)
      if (!has_article) add_event_days(*object);
    const json* titled = has_main ? nullptr : first_titled_article();
    for (const json* object : objects_) {
      const int kind = rank(*object);
      if (kind == 0) add_site(*object);
      if (kind == 0) continue;
      const bool is_main = kind < 3 || (has_main ? is_this_page(*object) : object == titled);
      static constexpr int kWeights[] = {0, 55, 70, 95};
      add_work(*object, is_main ? kWeights[kind] : 20);
    }
  }

 private:
  void parse(std::string_view script) {
    script = trim_ascii(script);
    if (script.empty() || script.size() > kMaxJsonBytes) return;
    json document(json::value_t::discarded);
    if (is_json_within_limits(script)) document = json::parse(script, nullptr, false);
    if (document.is_discarded()) {
      const std::string mended = repair_json(with_plain_quotes(script));
      if (mended.empty() || !is_json_within_limits(mended)) return;
      document = json::parse(mended, nullptr, false);
    }
    if (!document.is_discarded()) documents_.push_back(std::move(document));
  }

  /// Lists the objects that may speak of the page: members of arrays, @graph, and what a page is
  /// about. Depth is bounded by kMaxJsonDepth; the stack is ours.
  void walk(const json& document) {
    std::vector<const json*> stack = {&document};
    while (!stack.empty() && objects_.size() < kMaxObjects) {
      const json* value = stack.back();
      stack.pop_back();
      if (value->is_array())
        for (auto i = value->rbegin(); i != value->rend(); ++i) stack.push_back(&*i);
      if (!value->is_object()) continue;
      objects_.push_back(value);
      for (const char* name : {"mainEntity", "mainEntityOfPage", "@graph"})
        if (const json* inner = member(*value, name)) stack.push_back(inner);
    }
  }

  void index(const json& object) {
    const std::string_view id = as_text(member(object, "@id"));
    if (!id.empty() && object.size() > 1) by_id_.emplace(id, &object);
  }

  static int rank(const json& object) {
    const json* type = member(object, "@type");
    if (type == nullptr) return 0;
    if (!type->is_array()) return rank_of_type(as_text(type));
    int best = 0;
    for (const json& one : *type) best = std::max(best, rank_of_type(as_text(&one)));
    return best;
  }

  /// The first article, or the first (of 30) whose headline the page's <title> or headings repeat.
  const json* first_titled_article() const {
    constexpr std::size_t kMaxArticles = 30;
    std::vector<const json*> articles;
    for (const json* object : objects_)
      if (articles.size() < kMaxArticles && rank(*object) == 3) articles.push_back(object);
    if (articles.size() < 2) return articles.empty() ? nullptr : articles[0];
    const std::vector<std::string> shown = shown_titles();
    const auto titled = std::find_if(articles.begin(), articles.end(), [&](const json* article) {
      const std::string_view headline = as_text(first(member(*article, "headline")));
      const std::string key = headline.size() > kMaxTitle ? "" : title_key(headline);
      return !key.empty() && std::any_of(shown.begin(), shown.end(), [&](const std::string& title) {
        return title.find(key) != std::string::npos;
      });
    });
    return titled == articles.end() ? articles[0] : *titled;
  }

  /// The title_key()s of <title> and the first headings.
  std::vector<std::string> shown_titles() const {
    constexpr std::size_t kMaxShown = 16;
    std::vector<std::string> shown;
    for (const Candidate& title : out_.of(Field::kTitle))
      if (title.origin == Origin::kHtml && title.weight != kSubheadingWeight &&
          title.value.size() <= 2 * kMaxTitle && shown.size() < kMaxShown)
        shown.push_back(title_key(title.value));
    return shown;
  }

  bool is_this_page(const json& object) const {
    if (page_url_.empty()) return false;
    for (const char* name : {"url", "mainEntityOfPage", "@id"})
      if (same_page(text_or_member(member(object, name), "@id"))) return true;
    return false;
  }

  bool same_page(std::string_view url) const {
    const auto tail = [](std::string_view u) {
      u = u.substr(0, u.find_first_of("?#"));
      const std::size_t scheme = u.find("://");
      if (scheme != std::string_view::npos) u.remove_prefix(scheme + 3);
      while (u.ends_with('/')) u.remove_suffix(1);
      return u;
    };
    return !url.empty() && tail(url) == tail(page_url_);
  }

  void add(Field field, int weight, std::string_view text) {
    out_.add(field, Origin::kJsonLd, weight, decode_character_references(text));
  }

  void add_site(const json& object) {
    const std::string_view type = as_text(member(object, "@type"));
    if (type == "WebSite") add(Field::kSitename, 85, as_text(member(object, "name")));
    if (type.ends_with("Organization")) add(Field::kSitename, 50, as_text(member(object, "name")));
  }

  void add_event_days(const json& object) {
    if (!as_text(first(member(object, "@type"))).ends_with("Event")) return;
    for (const char* name : {"startDate", "endDate", "doorTime"})
      add(Field::kEventDay, 50, text_or_number(member(object, name)));
  }

  void add_work(const json& work, int weight) {
    const auto text = [&](const char* name) {
      return text_or_member(member(work, name), "@value");
    };
    const auto date = [&](const char* name) { return text_or_number(member(work, name)); };
    const bool is_page = weight == 55;
    add(Field::kTitle, is_page ? 30 : weight, text("headline"));
    if (text("headline").empty()) add(Field::kTitle, is_page ? 30 : weight - 5, text("name"));
    add(Field::kPublished, weight, date("datePublished"));
    if (date("datePublished").empty()) add(Field::kPublished, weight - 25, date("dateCreated"));
    add(Field::kModified, weight, date("dateModified"));
    add(Field::kDescription, weight - 10, text("description"));
    add(Field::kLanguage, weight - 20, text_or_member(member(work, "inLanguage"), "alternateName"));
    add(Field::kPagetype, weight, as_text(first(member(work, "@type"))));
    add(Field::kImage, weight - 10, text_or_member(member(work, "image"), "url"));
    add(Field::kLicense, weight, text_or_member(member(work, "license"), "@id"));
    add(Field::kSection, weight, text("articleSection"));
    add(Field::kSitename, weight - 15, text_or_member(member(work, "publisher"), "name"));
    add_people(member(work, "author"), weight);
    if (member(work, "author") == nullptr) add_people(member(work, "creator"), weight - 10);
    add_free(member(work, "isAccessibleForFree"), weight);
    add_tags(member(work, "keywords"), weight);
  }

  void add_people(const json* value, int weight) {
    if (value == nullptr) return;
    if (const json* list = member(*value, "@list")) value = list;
    if (!value->is_array()) return add_person(*value, weight);
    for (const json& one : *value)
      add_person(one.is_array() && !one.empty() ? one.front() : one, weight);
  }

  void add_person(const json& value, int weight) {
    const json* person = &value;
    if (const auto known = by_id_.find(as_text(member(value, "@id")));
        known != by_id_.end() && member(value, "name") == nullptr)
      person = known->second;
    if (!person->is_object()) return add(Field::kAuthor, weight, as_text(person));
    // A schema.org Role stands between: {"@type": "Role", "author": {"name": "Ann Lee"}}.
    if (const json* inner = member(*person, "author"); inner != nullptr && inner->is_object())
      if (member(*person, "name") == nullptr) person = inner;
    const bool is_group =
        as_text(first(member(*person, "@type"))).find("Organization") != std::string_view::npos;
    if (const json* name = member(*person, "name"); name != nullptr && name->is_array()) {
      for (const json& one : *name) add(Field::kAuthor, weight, as_text(&one));
      return;
    }
    std::string name(text_or_member(member(*person, "name"), "@value"));
    if (name.empty())
      name.append(as_text(member(*person, "givenName")))
          .append(" ")
          .append(as_text(member(*person, "familyName")));
    add(Field::kAuthor, is_group ? std::min(weight, kOrganisationWeight) : weight, name);
  }

  void add_free(const json* value, int weight) {
    if (value == nullptr) return;
    if (const auto* flag = value->get_ptr<const json::boolean_t*>())
      return add(Field::kFree, weight, *flag ? "true" : "false");
    add(Field::kFree, weight, to_ascii_lower(as_text(value)));
  }

  void add_tags(const json* value, int weight) {
    if (value == nullptr) return;
    if (!value->is_array()) return add(Field::kTag, weight, as_text(value));
    for (const json& tag : *value) add(Field::kTag, weight, text_or_member(&tag, "name"));
  }

  static constexpr std::size_t kMaxTitle = 300;  // bytes; longer ones are texts
  std::string_view page_url_;
  Candidates& out_;
  std::vector<json> documents_;
  std::vector<const json*> objects_;
  std::unordered_map<std::string_view, const json*> by_id_;
};

}  // namespace

void collect_json_ld(const std::vector<std::string_view>& scripts, std::string_view page_url,
                     Candidates& out) {
  Reader(page_url, out).read(scripts);
}

}  // namespace cuttings
