#include "extractor/metadata/character_references.h"

#include <array>
#include <charconv>
#include <utility>

#include "config/base/text.h"

namespace cuttings {
namespace {

/// Windows-1252 meaning of numeric references 0x80-0x9F
/// (https://html.spec.whatwg.org/#numeric-character-reference-end-state).
constexpr std::array<char32_t, 32> kC1 = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

constexpr std::pair<std::string_view, std::string_view> kNamed[] = {
    {"amp", "&"},    {"quot", "\""},  {"apos", "'"},   {"lt", "<"},     {"gt", ">"},
    {"nbsp", " "},   {"ndash", "–"},  {"mdash", "—"},  {"lsquo", "‘"},  {"rsquo", "’"},
    {"ldquo", "“"},  {"rdquo", "”"},  {"bdquo", "„"},  {"sbquo", "‚"},  {"hellip", "…"},
    {"laquo", "«"},  {"raquo", "»"},  {"auml", "ä"},   {"ouml", "ö"},   {"uuml", "ü"},
    {"Auml", "Ä"},   {"Ouml", "Ö"},   {"Uuml", "Ü"},   {"szlig", "ß"},  {"eacute", "é"},
    {"egrave", "è"}, {"ecirc", "ê"},  {"agrave", "à"}, {"aacute", "á"}, {"acirc", "â"},
    {"ccedil", "ç"}, {"iacute", "í"}, {"icirc", "î"},  {"oacute", "ó"}, {"ocirc", "ô"},
    {"uacute", "ú"}, {"ugrave", "ù"}, {"ucirc", "û"},  {"ntilde", "ñ"}, {"atilde", "ã"},
    {"otilde", "õ"}, {"aring", "å"},  {"oslash", "ø"}, {"aelig", "æ"},  {"Eacute", "É"},
    {"Aring", "Å"},  {"Oslash", "Ø"}, {"iuml", "ï"},   {"euml", "ë"},   {"copy", "©"},
    {"reg", "®"},    {"trade", "™"},  {"euro", "€"},   {"shy", ""},     {"deg", "°"}};

/// Appends what "#8217" or "#x2019" means; false when it is no number.
bool append_number(std::string& out, std::string_view name) {
  const bool is_hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
  const std::string_view digits = name.substr(is_hex ? 2 : 1);
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, is_hex ? 16 : 10);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.empty()) return false;
  append_utf8(out, value >= 0x80 && value < 0xA0 ? kC1[value - 0x80] : value);
  return true;
}

bool append_reference(std::string& out, std::string_view name) {
  if (name.starts_with('#')) return append_number(out, name);
  for (const auto& [known, text] : kNamed)
    if (name == known) return out += text, true;
  return false;
}

std::string decode_once(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '&') {
      out += text[i];
      continue;
    }
    const std::size_t end = text.substr(i, 12).find(';');
    if (end != std::string_view::npos && append_reference(out, text.substr(i + 1, end - 1)))
      i += end;
    else
      out += '&';
  }
  return out;
}

/// Without "<em>", "</b>" and the like: "<" followed by a letter or "/", up to ">".
std::string drop_tags(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_tag = text[i] == '<' && i + 1 < text.size() &&
                        (is_ascii_alpha(text[i + 1]) || text[i + 1] == '/');
    const std::size_t end = is_tag ? text.find('>', i) : std::string_view::npos;
    if (end == std::string_view::npos)
      out += text[i];
    else
      i = end;
    if (is_tag && end == std::string_view::npos) return out.append(text.substr(i + 1));
  }
  return out;
}

}  // namespace

std::string decode_character_references(std::string_view text) {
  if (text.find_first_of("&<") == std::string_view::npos) return std::string(text);
  std::string out = decode_once(text);
  if (out.find('&') != std::string::npos) out = decode_once(out);
  return out.find('<') == std::string::npos ? out : drop_tags(out);
}

}  // namespace cuttings
