#include "extractor/metadata/author_address.h"

#include <algorithm>
#include <string>
#include <vector>

#include "config/base/text.h"

namespace cuttings {
namespace {

/// What stands there is an author.
constexpr std::string_view kAuthors[] = {
    "/author/",       "/authors/",   "/autor/",         "/autores/",     "/autoren/",
    "/auteur/",       "/auteurs/",   "/autore/",        "/autori/",      "/autor-",
    "/auteur-",       "/staff/",     "/journalist/",    "/journalists/", "/journalister/",
    "/reporter/",     "/reporters/", "/writer/",        "/writers/",     "/columnist/",
    "/columnists/",   "/redakteur/", "/byline/",        "/firmas/",      "/contributor/",
    "/contributors/", "/skribent/",  "/correspondents/"};
/// There anybody may be, and a company's offers.
constexpr std::string_view kPeople[] = {"/people/",    "/profile/", "/profiles/", "/by/",
                                        "/redaktion/", "/firma/",   "/user/",     "/users/",
                                        "/persona/",   "/person/",  "/redactie/"};

template <std::size_t N>
bool holds_any(std::string_view href, const std::string_view (&folders)[N]) {
  return std::any_of(std::begin(folders), std::end(folders), [&](std::string_view folder) {
    return href.find(folder) != std::string_view::npos;
  });
}

/// "/@annlee" of "Ann Lee": a handle of the name's letters.
bool is_handle_of(std::string_view href, std::string_view name) {
  const std::size_t at = href.find("/@");
  if (at == href.npos) return false;
  const std::string_view handle = href.substr(at + 2);
  const std::string folded = replace_all(to_ascii_lower(name), " ", "");
  return to_ascii_lower(handle.substr(0, handle.find_first_of("/?#"))) == folded;
}

}  // namespace

bool may_lead_to_author(std::string_view href) {
  return holds_any(href, kAuthors) || holds_any(href, kPeople) || href.find("/@") != href.npos;
}

bool leads_to_author(std::string_view href, std::string_view name) {
  if (holds_any(href, kAuthors) || is_handle_of(href, name)) return true;
  if (!holds_any(href, kPeople)) return false;
  const std::string address = to_ascii_lower(href);
  const std::string folded = to_ascii_lower(name);
  const std::vector<std::string_view> words = split(folded, ' ');
  return std::all_of(words.begin(), words.end(), [&](std::string_view word) {
    return address.find(word) != std::string::npos;
  });
}

}  // namespace cuttings
