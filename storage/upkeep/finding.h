#pragma once
// Finding: one thing that is wrong with a store.

#include <string>
#include <vector>

namespace cuttings {

struct Finding {
  std::string kind;   ///< "database", "foreign_key", "index", "pointer", "row", "record", "seal"
  std::string place;  ///< "articles 12", "warc/x.warc.gz byte 1234"
  std::string url;    ///< of the capture or article it belongs to; "" when it is not known
  std::string what;   ///< one line for a person
};

/// What a look at a store found.
struct Findings {
  std::size_t examined = 0;        ///< rows or records
  std::vector<Finding> all;        ///< empty: sound
  std::size_t taken_down = 0;      ///< articles without text, by intent
  std::size_t removed_bodies = 0;  ///< pages without bytes, by intent
  std::string left_out;            ///< what could not be looked at, and why; "" for nothing
};

}  // namespace cuttings
