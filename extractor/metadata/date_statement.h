#pragma once
// Date statements: what a line of a page says of its dates, "Published 3 March, updated 5 March".

#include <string_view>
#include <vector>

#include "extractor/metadata/dates.h"

namespace cuttings {

/// A date and how far the words around it speak for publication (positive) or against it.
struct StatedDate {
  DateTime date;
  int bonus = 0;
  bool is_alone = false;
  bool is_change = false;  ///< a word of change stands before it
};

/// The first date of a line, and those after it that a word of publication stands before. Left out
/// are those that a word for something else stands before (other_date_words.inc: "Deadline").
/// O(text).
std::vector<StatedDate> read_date_statement(std::string_view text, DateOrder order);

/// True for "Published:", "Last updated", "Veröffentlicht am", "Deadline": a label that a date may
/// follow in another element. O(text).
bool is_date_label(std::string_view text);

}  // namespace cuttings
