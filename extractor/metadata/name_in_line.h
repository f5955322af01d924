#pragma once
// Name in a line: whom a line of several statements names, told by labels and words of place.

#include <string_view>

namespace cuttings {

/// "李晓云" of "2026-03-04 来源：晚报 作者：李晓云 编辑：王强", "Ann Lee" of "4 March | Author: Ann
/// Lee": the name behind a label amid the line; empty where there is none. A view into `text`.
/// O(text).
std::string_view name_after_label(std::string_view text);

/// "박지은·김민수" of "박지은·김민수 기자 jieun@courier.example", "李曉雲" of
/// "記者李曉雲／北港報導": who reported by a line that says nothing else; empty where it does. A
/// view into `text`. O(text).
std::string_view names_of_reporters(std::string_view text);

/// "Ann Lee" of "Ann Lee · 4 March 2026 · 3 min" and "4 March 2026, Ann Lee": a whole name beside
/// the date of a line that says no more than a third thing; else empty. A view into `text`.
std::string_view name_beside_date(std::string_view text);

/// "Ann Lee" of "Ann Lee | ann@courier.example" and "Ann Lee, Reuters": a whole name beside a mail
/// address or an agency, and no third thing; else empty. A view into `text`.
std::string_view name_before_address(std::string_view text);

/// is_full_name(), and two to four characters of Chinese or Korean.
bool is_whole_name(std::string_view text);

/// True for "责任编辑：王强": who edited wrote it only where nobody else did.
bool names_editor(std::string_view text);

/// True for "2026-03-04 来源：晚报 作者：" and "4 March | By": a label ends the line, so that a
/// name follows in an element of its own. O(text).
bool ends_in_by_label(std::string_view text);

}  // namespace cuttings
