#pragma once
// Byline cuts: the part of a by-line that names who wrote, where one element holds more.

#include <cstddef>
#include <string>
#include <string_view>

namespace cuttings {

/// Without who took the pictures: "Text: Ann Lee" of "Text: Ann Lee Foto: Bo Ek" and of "Foto: Bo
/// Ek Text: Ann Lee". "Text and photos: Ann Lee" stays. O(text).
std::string_view without_pictures(std::string_view text);

/// "By Ann Lee" of "By Ann Lee Published March 5, 2024", "By Ann Lee Thursday, 9 November", "By Ann
/// Lee 5 min read": what stands before a date, a label of one, or a count. Whole where nothing
/// stands before it. O(text).
std::string_view before_date_part(std::string_view text);

/// True for "Foto: ...", "Photographs by ...": who took a picture did not write the article.
bool names_picture(std::string_view text);

/// "Jan Novák;Eva Malá" of "Jan Novák a Eva Malá" (Czech, Slovak), "Marco Rossi" of "Marco Rossi a
/// Palermo" (Italian, Spanish): the small word joins whole names, else a place stands behind it.
std::string without_places(std::string_view text);

/// Where " Associated Press" begins that ends `name` ("ANN LEE Associated Press"); 0 where no wire
/// service ends it.
std::size_t begin_of_wire(std::string_view name);

/// "王小明" of "王小明 北京报道": without the last word when it tells where a report was written.
std::string_view drop_report_place(std::string_view name);

/// True for "台北報導".
bool is_report_word(std::string_view name);

}  // namespace cuttings
