#pragma once
// BylineRun: by-lines that are spread over several elements without names of their own, told by
// the order of their texts.

#include <cstdint>
#include <string_view>

#include "extractor/dom/document.h"
#include "extractor/metadata/candidates.h"

namespace cuttings {

/// Reads the texts of a page in order. Two runs name authors:
/// "By" | "Ann Lee" | "and" | "Bo Ek": a label, and names with what joins them between;
/// "Ann Lee" | "Political correspondent": a whole name, below it what such a person does.
/// and two kinds of line: one that labels the author behind other statements, and one of the
/// reporters of a Korean or Chinese paper. Does not own `out`. One thread.
class BylineRun {
 public:
  explicit BylineRun(Candidates& out) : out_(out) {}

  /// `text` is that of `node`, trimmed; the first name behind a label is not added here: it may
  /// be less than a whole one, which the reader of labels knows. O(text).
  void read(Node node, std::string_view text, bool is_near_heading);

  /// True when the text read last is a label, of either kind.
  bool is_at_label() const { return state_ == State::kLabel; }

 private:
  enum class State { kNone, kLabel, kName, kJoint };

  void read_list(Node node, std::string_view text, bool is_near_heading);
  void read_line(Node node, std::string_view text);
  void read_role(std::string_view text);
  static bool is_in_heading(Node node);

  Candidates& out_;
  State state_ = State::kNone;
  std::uint32_t end_ = 0;  ///< the run ends before this node
  std::string_view name_;  ///< the line before, where it may be a name
  std::uint32_t name_at_ = 0, name_end_ = 0;
};

}  // namespace cuttings
