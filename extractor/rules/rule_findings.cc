#include "extractor/rules/rule_findings.h"

#include <algorithm>

#include "config/base/text.h"
#include "extractor/rules/xpath_page.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxFieldBytes = 500;  // of a title, name or date

std::string words_of(const XPathMatch& match) {
  std::string words =
      collapse_whitespace(match.is_element ? match.node.text_content() : match.text);
  return words.size() <= kMaxFieldBytes ? words : "";
}

std::string href_of(const XPathMatch& match) {
  return match.is_element ? std::string(match.node.attribute("href")) : match.text;
}

/// Sorted, without what lies inside another part.
PageParts outermost(PageParts parts) {
  std::sort(parts.begin(), parts.end());
  PageParts kept;
  for (const auto& part : parts)
    if (kept.empty() || part.first >= kept.back().second) kept.push_back(part);
  return kept;
}

class Finder {
 public:
  Finder(const Document& document, const SiteRule& rule) : document_(document), page_(document) {
    found_.rule = &rule;
    found_.body = outermost(first_parts(rule.body));
    for (const RuleXPath& xpath : rule.strip) add_parts(found_.strip, matches_of(xpath));
    add_by_class(rule.strip_id_or_class);
    found_.strip = outermost(std::move(found_.strip));
    found_.title = first_words(rule.title);
    found_.date = first_words(rule.date);
    found_.authors = all_words(rule.author);
    found_.single_page = first_href(rule.single_page_link);
    found_.next_page = first_href(rule.next_page_link);
  }

  RuleFindings take() { return std::move(found_); }

 private:
  std::vector<XPathMatch> matches_of(const RuleXPath& xpath) {
    auto matches = page_.find(xpath.expression);
    if (matches) return std::move(*matches);
    found_.problems.push_back(xpath.place + ": " + matches.error().message);
    return {};
  }

  static void add_parts(PageParts& parts, const std::vector<XPathMatch>& matches) {
    for (const XPathMatch& match : matches)
      if (match.node && (match.is_element || match.node.is_text()))
        parts.emplace_back(match.node.index(), match.node.subtree_end());
  }

  PageParts first_parts(const std::vector<RuleXPath>& xpaths) {
    PageParts parts;
    for (const RuleXPath& xpath : xpaths) {
      add_parts(parts, matches_of(xpath));
      if (!parts.empty()) break;
    }
    return parts;
  }

  void add_by_class(const std::vector<std::string>& words) {
    if (words.empty()) return;
    for (std::uint32_t i = 0; i < document_.size(); ++i) {
      const Node node = document_.node(i);
      const auto is_named = [&](const std::string& word) {
        return node.attribute("class").find(word) != std::string_view::npos ||
               node.attribute("id").find(word) != std::string_view::npos;
      };
      if (std::any_of(words.begin(), words.end(), is_named))
        found_.strip.emplace_back(i, node.subtree_end());
    }
  }

  std::vector<std::string> all_words(const std::vector<RuleXPath>& xpaths) {
    std::vector<std::string> all;
    for (const RuleXPath& xpath : xpaths) {
      for (const XPathMatch& match : matches_of(xpath))
        if (std::string words = words_of(match); !words.empty()) all.push_back(std::move(words));
      if (!all.empty()) break;
    }
    return all;
  }

  std::string first_words(const std::vector<RuleXPath>& xpaths) {
    std::vector<std::string> all = all_words(xpaths);
    return all.empty() ? "" : std::move(all.front());
  }

  std::string first_href(const std::vector<RuleXPath>& xpaths) {
    for (const RuleXPath& xpath : xpaths)
      for (const XPathMatch& match : matches_of(xpath))
        if (std::string href(trim_ascii(href_of(match))); !href.empty()) return href;
    return "";
  }

  const Document& document_;
  XPathPage page_;
  RuleFindings found_;
};

}  // namespace

RuleFindings find_by_rule(const Document& document, const SiteRule& rule) {
  return Finder(document, rule).take();
}

bool is_within(const PageParts& parts, std::uint32_t index) {
  const auto after =
      std::upper_bound(parts.begin(), parts.end(), index,
                       [](std::uint32_t at, const auto& part) { return at < part.first; });
  return after != parts.begin() && index < std::prev(after)->second;
}

}  // namespace cuttings
