#include "extractor/metadata/name_in_line.h"

#include <algorithm>
#include <vector>

#include "config/base/text.h"
#include "extractor/metadata/authors.h"
#include "extractor/metadata/date_text.h"
#include "extractor/metadata/dates.h"
#include "extractor/metadata/name_parts.h"

namespace cuttings {
namespace {

/// `least` to `most` code points, all in [first, last].
bool is_in_script(std::string_view text, std::uint32_t first, std::uint32_t last, int least,
                  int most) {
  int count = 0;
  for (std::size_t i = 0; i < text.size(); ++count) {
    const auto [c, length] = decode_code_point(text, i);
    if (c < first || c > last || count >= most) return false;
    i += length;
  }
  return count >= least;
}

bool is_han_name(std::string_view text) { return is_in_script(text, 0x4E00, 0x9FFF, 2, 4); }
bool is_hangul_name(std::string_view text) { return is_in_script(text, 0xAC00, 0xD7A3, 2, 4); }

/// "李晓云" of "李晓云 编辑：王强", "Ayşe Demir" of "Ayşe Demir Kaynak: ...": a name, and no label.
std::string_view name_before_label(std::string_view text) {
  for (const std::string_view end : {"|", "　", "\u00A0", "/", "·"})
    text = text.substr(0, text.find(end));
  if (const std::string_view word = text.substr(0, text.find(' ')); is_han_name(word)) return word;
  if (const std::size_t colon = text.find(':'); colon != text.npos)
    text = text.substr(0, std::min(colon, text.rfind(' ', colon)));
  text = trim_ascii(text);
  return is_full_name(text) ? text : std::string_view();
}

std::vector<std::string_view> split_at(std::string_view text, std::string_view bar) {
  std::vector<std::string_view> parts;
  for (std::size_t at = text.find(bar); at != text.npos; at = text.find(bar)) {
    parts.push_back(trim_ascii(text.substr(0, at)));
    text.remove_prefix(at + bar.size());
  }
  parts.push_back(trim_ascii(text));
  return parts;
}

bool ends_statement(std::string_view text) {
  return text.ends_with(' ') || text.ends_with('|') || text.ends_with("　") ||
         text.ends_with("\u00A0");
}

/// "박지은 기자", "박지은·김민수 기자 jieun@courier.example".
std::string_view names_before_reporter(std::string_view text) {
  const std::size_t at = text.find(" 기자");
  if (at == text.npos) return {};
  const std::string_view rest = trim_ascii(text.substr(at + std::string_view(" 기자").size()));
  if (!rest.empty() && (rest.find('@') == rest.npos || rest.find(' ') != rest.npos)) return {};
  const std::string_view names = text.substr(0, at);
  for (std::string_view left = names; !left.empty();) {
    const std::size_t joint = left.find("·");
    if (!is_hangul_name(left.substr(0, joint))) return {};
    left = joint == left.npos ? "" : left.substr(joint + std::string_view("·").size());
  }
  return names;
}

}  // namespace

std::string_view name_after_label(std::string_view text) {
  constexpr std::string_view kLabels[] = {"作者",    "记者",   "記者",   "撰文",   "Author",
                                          "Autor",   "Autora", "Auteur", "Autore", "Автор",
                                          "Muhabir", "Haber",  "Yazar",  "الكاتب", "نویسنده"};
  for (const std::string_view label : kLabels) {
    const std::size_t at = text.find(label, 1);
    if (at == text.npos || !ends_statement(text.substr(0, at))) continue;
    std::string_view after = text.substr(at + label.size());
    const bool has_wide = after.starts_with("：");
    if (!has_wide && !after.starts_with(':')) continue;
    after.remove_prefix(has_wide ? std::string_view("：").size() : 1);
    return name_before_label(trim_ascii(after));
  }
  return {};
}

std::string_view name_beside_date(std::string_view text) {
  constexpr std::size_t kMaxBytes = 90, kMaxParts = 3;
  if (text.size() > kMaxBytes || !may_hold_date(text)) return {};
  const auto is_count = [](std::string_view part) {  // "4 min", "812 words"
    return !part.empty() && is_ascii_digit(part[0]) &&
           find_dates(part, DateOrder::kDayFirst, 1).empty();
  };
  for (const std::string_view bar : {" · ", " • ", " | ", " — ", " – ", " / ", ", "}) {
    std::vector<std::string_view> parts = split_at(text, bar);
    if (bar != ", ") std::erase_if(parts, is_count);
    const std::size_t most = bar == ", " ? 2 : kMaxParts;
    if (parts.size() < 2 || parts.size() > most) continue;
    std::string_view name;
    bool has_date = false;
    for (const std::string_view part : parts) {
      if (name.empty() && is_full_name(part) && !is_placeholder_name(part)) name = part;
      has_date |= may_hold_date(part) && !find_dates(part, DateOrder::kDayFirst, 1).empty();
    }
    if (has_date && !name.empty()) return name;
  }
  return {};
}

std::string_view name_before_address(std::string_view text) {
  constexpr std::size_t kMaxBytes = 90;
  if (text.size() > kMaxBytes) return {};
  for (const std::string_view bar : {" | ", " · ", " • ", " – ", " — ", " - ", ", ", " / "}) {
    const std::vector<std::string_view> parts = split_at(text, bar);
    if (parts.size() != 2 || !is_full_name(parts[0])) continue;
    const bool is_address = parts[1].find('@') != text.npos && parts[1].find(' ') == text.npos;
    if (is_address || names_agency(parts[1])) return parts[0];
  }
  return {};
}

bool is_whole_name(std::string_view text) {
  return is_full_name(text) || is_han_name(text) || is_hangul_name(text);
}

bool names_editor(std::string_view text) {
  constexpr std::string_view kLabels[] = {"责任编辑",  "責任編輯", "责编",       "責編",
                                          "编辑",      "編輯",     "Edited by",  "Edited By",
                                          "EDITED BY", "Editor:",  "Editing by", "editing by"};
  return std::any_of(std::begin(kLabels), std::end(kLabels),
                     [&](std::string_view label) { return text.starts_with(label); });
}

bool ends_in_by_label(std::string_view text) {
  constexpr std::size_t kMaxLabel = 24;
  for (const std::string_view space : {"　", "\u00A0", " ", "|"}) {
    const std::size_t at = text.rfind(space);
    if (at == text.npos) continue;
    const std::string_view label = text.substr(at + space.size());
    const std::string_view before = trim_ascii(text.substr(0, at + space.size()));
    const bool has_colon = label.ends_with(':') || label.ends_with("：");
    const bool has_bar = before.ends_with('|') || before.ends_with("·") || before.ends_with("•");
    if (label.size() <= kMaxLabel && (has_colon || has_bar) && is_by_label(label)) return true;
  }
  return false;
}

std::string_view names_of_reporters(std::string_view text) {
  constexpr std::size_t kMaxBytes = 90;
  if (text.size() > kMaxBytes) return {};
  if (const std::string_view names = names_before_reporter(text); !names.empty()) return names;
  for (const std::string_view open : {"［", "〔", "[", "【", "（", "("})
    if (text.starts_with(open)) text.remove_prefix(open.size());
  const std::size_t stroke = std::min(text.find("／"), text.find('/'));
  for (const std::string_view role : {"記者", "记者"}) {
    if (!text.starts_with(role)) continue;
    std::size_t end = stroke;  // or the bracket that ends the line
    for (const std::string_view close : {"）", ")", "】", "］"})
      if (end == text.npos && text.ends_with(close)) end = text.size() - close.size();
    if (end == text.npos) continue;
    const std::string_view name = trim_ascii(text.substr(role.size(), end - role.size()));
    if (is_han_name(name)) return name;
  }
  return {};
}

}  // namespace cuttings
