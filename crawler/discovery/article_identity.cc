#include "crawler/discovery/article_identity.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "config/base/canonical_url.h"
#include "config/base/public_suffix.h"
#include "config/base/text.h"
#include "crawler/discovery/article_links.h"

namespace cuttings {
namespace {

std::string_view without_slash(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

bool is_home_page(const Url& url) {
  const std::string path = to_ascii_lower(without_slash(url.path()));
  const bool is_root = path.empty() || path == "/index.html" || path == "/index.php" ||
                       path == "/home" || path == "/amp";
  return is_root && url.query().empty();
}

/// What a page's address may have behind that of its article: "/amp", "/page/2", "/2", "/print".
bool is_variant_suffix(std::string_view rest) {
  for (const std::string_view part : split(rest, '/')) {
    const bool is_number = std::ranges::all_of(part, is_ascii_digit) && part.size() <= 3;
    if (part.empty() || part == "amp" || part == "page" || part == "print" || part == "seite" ||
        part == "all" || is_number) {
      continue;
    }
    return false;
  }
  return true;
}

/// True when `declared` is a section that `page` lies in, not the page.
bool is_section_of(const Url& declared, const Url& page) {
  const std::string_view above = without_slash(declared.path());
  if (declared.host() != page.host() || !page.path().starts_with(above)) return false;
  const std::string_view rest = page.path().substr(above.size());
  if (!rest.starts_with('/') || without_slash(rest).empty()) return false;
  return !is_variant_suffix(rest) && looks_like_article(declared, {}) < kArticleLink;
}

/// Why `declared` is not believed for `page`; empty when it is.
std::string_view refusal_of(const Url& declared, const Url& page) {
  if (!declared.is_http()) return "not an http address";
  if (site_of_host(declared.host()) != site_of_host(page.host())) return "another site";
  if (is_home_page(declared) && !is_home_page(page)) return "a home page";
  return is_section_of(declared, page) ? "the section the page lies in" : std::string_view();
}

std::string without_amp_fields(std::string_view query) {
  std::string out;
  for (const std::string_view field : split(query, '&')) {
    const std::string lower = to_ascii_lower(field);
    if (lower == "amp" || lower == "amp=1" || lower == "amp=true" || lower == "outputtype=amp") {
      continue;
    }
    if (!out.empty()) out += '&';
    out += field;
  }
  return out;
}

/// https://amp.dev: the inner address of Google's cache and viewer, or empty.
std::string address_in_amp_cache(const Url& url) {
  std::string_view path = url.path();
  if (url.host().ends_with(".cdn.ampproject.org") && path.starts_with("/c/")) {
    path.remove_prefix(3);
  } else if (url.host().starts_with("www.google.") && path.starts_with("/amp/")) {
    path.remove_prefix(5);
  } else {
    return {};
  }
  const bool is_secure = path.starts_with("s/");
  if (is_secure) path.remove_prefix(2);
  std::string inner(is_secure ? "https://" : "http://");
  inner += path;
  if (!url.query().empty()) inner += "?" + std::string(url.query());
  return inner;
}

/// The page's address behind an AMP address; empty when `url` has no form of one.
std::optional<Url> page_of_amp(const Url& url) {
  const std::string cached = address_in_amp_cache(url);
  std::string host(url.host()), path(url.path());
  if (!cached.empty()) {
    const Result<Url> inner = Url::parse(cached);
    if (!inner) return {};
    return page_of_amp(*inner).value_or(*inner);  // once: the inner address is no cache's
  }
  if (host.starts_with("amp.") && !registrable_domain(host.substr(4)).empty()) host.erase(0, 4);
  if (path.ends_with("/amp/")) path.resize(path.size() - 4);
  if (path.ends_with("/amp")) path.resize(path.size() - 4);
  if (path.ends_with(".amp.html")) path.replace(path.size() - 9, 9, ".html");
  if (path.ends_with(".amp")) path.resize(path.size() - 4);
  if (path.starts_with("/amp/")) path.erase(0, 4);
  const std::string query = without_amp_fields(url.query());
  if (host == url.host() && path == url.path() && query == url.query()) return {};
  std::string text = std::string(url.scheme()) + "://" + host;
  if (url.port()) text += ":" + std::to_string(*url.port());
  text += path.empty() ? "/" : path;
  if (!query.empty()) text += "?" + query;
  Result<Url> page = Url::parse(text);
  return page ? std::optional<Url>(std::move(*page)) : std::nullopt;
}

}  // namespace

std::string_view identity_evidence_name(IdentityEvidence evidence) {
  switch (evidence) {
    case IdentityEvidence::kFinalUrl:
      return "final_url";
    case IdentityEvidence::kCanonical:
      return "canonical";
    case IdentityEvidence::kOgUrl:
      return "og_url";
    case IdentityEvidence::kAmpOfUrl:
      return "amp_url";
  }
  return "final_url";
}

ArticleIdentity identify_article(const IdentityClues& clues) {
  ArticleIdentity identity;
  Result<Url> page = Url::parse(clues.final_url);
  if (!page) page = Url::parse(clues.requested_url);
  if (!page) return identity;
  const std::optional<Url> behind_amp = page_of_amp(*page);
  // A cache speaks for the site whose page it holds.
  const bool is_cache = !address_in_amp_cache(*page).empty() && behind_amp;
  const Url& speaker = is_cache ? *behind_amp : *page;
  const std::pair<const std::string&, IdentityEvidence> declared[] = {
      {clues.canonical, IdentityEvidence::kCanonical}, {clues.og_url, IdentityEvidence::kOgUrl}};
  for (const auto& [address, evidence] : declared) {
    if (trim_ascii(address).empty() || trim_ascii(address).starts_with('#')) continue;
    const Result<Url> url = page->resolve(address);
    const std::string_view refusal = url ? refusal_of(*url, speaker) : "no address";
    if (refusal.empty()) {
      const bool says_nothing = canonical_url(*url) == canonical_url(*page);
      if (says_nothing && behind_amp && (clues.is_amp || is_cache)) continue;  // AMP only
      identity.key = canonical_url(*url).href();
      identity.evidence = says_nothing ? IdentityEvidence::kFinalUrl : evidence;
      return identity;
    }
    if (!identity.refused.empty()) identity.refused += "; ";
    identity.refused += std::string(identity_evidence_name(evidence)) + ": ";
    identity.refused += refusal;
  }
  const bool is_amp = behind_amp && (clues.is_amp || is_cache);
  identity.key = canonical_url(is_amp ? *behind_amp : *page).href();
  if (is_amp) identity.evidence = IdentityEvidence::kAmpOfUrl;
  return identity;
}

}  // namespace cuttings
