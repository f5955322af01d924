#include "extractor/metadata/byline_run.h"

#include <algorithm>

#include "config/base/text.h"
#include "extractor/metadata/authors.h"
#include "extractor/metadata/fold_word.h"
#include "extractor/metadata/name_in_line.h"

namespace cuttings {
namespace {

constexpr std::uint32_t kReach = 8;  // nodes: the elements between two texts of a line

/// ",", "and", ", und", "&": what stands between two names.
bool is_joint(std::string_view text) {
  constexpr std::size_t kMaxBytes = 8;
  constexpr std::string_view kWords[] = {
      "and", "und", "et", "y",  "e", "en", "og", "och", "i", "a",    "и",   "та", "ve", "és",
      "و",   "si",  "și", "ja", "&", "/",  "·",  "•",   "|", "with", "mit", "",   "、", "،"};
  if (text.size() > kMaxBytes) return false;
  while (text.starts_with(',') || text.starts_with(';') || text.starts_with(' '))
    text.remove_prefix(1);
  while (text.ends_with(',') || text.ends_with(' ')) text.remove_suffix(1);
  return std::find(std::begin(kWords), std::end(kWords), fold_word(text)) != std::end(kWords);
}

}  // namespace

void BylineRun::read(Node node, std::string_view text, bool is_near_heading) {
  read_list(node, text, is_near_heading);
  if (!is_near_heading) return;
  if (name_end_ > node.index()) read_role(text);
  read_line(node, text);
  const bool is_name = is_full_name(text) && !is_in_heading(node);
  name_ = text, name_at_ = node.index(), name_end_ = is_name ? node.index() + kReach : 0;
}

void BylineRun::read_list(Node node, std::string_view text, bool is_near_heading) {
  constexpr int kNear = 43, kFar = 35;  // as the names behind labels
  const bool is_in_reach = node.index() < end_;
  const bool is_link = node.parent().tag() == Tag::kA;  // "Authors", among links to other pages
  if (!is_link && (is_by_label(text) || is_small_by_label(text))) {
    state_ = State::kLabel;
  } else if (state_ == State::kName && is_in_reach && is_joint(text)) {
    state_ = State::kJoint;
  } else if ((state_ == State::kLabel || state_ == State::kJoint) && is_in_reach &&
             is_full_name(text)) {
    if (state_ == State::kJoint)
      out_.add(Field::kAuthor, Origin::kHtml, is_near_heading ? kNear : kFar, text, node.index());
    state_ = State::kName;
  } else {
    state_ = State::kNone;
  }
  end_ = node.index() + kReach;
}

void BylineRun::read_line(Node node, std::string_view text) {
  constexpr int kLabelled = 45, kReporter = 42, kBesideDate = 39;
  if (is_in_heading(node)) return;
  out_.add(Field::kAuthor, Origin::kHtml, kLabelled, name_after_label(text), node.index());
  out_.add(Field::kAuthor, Origin::kHtml, kBesideDate, name_beside_date(text), node.index());
  out_.add(Field::kAuthor, Origin::kHtml, kReporter, name_before_address(text), node.index());
  // "박지은·김민수": the mark joins names here, and syllables in Catalan.
  out_.add(Field::kAuthor, Origin::kHtml, kReporter,
           replace_all(names_of_reporters(text), "·", ";"), node.index());
}

void BylineRun::read_role(std::string_view text) {
  constexpr int kWeight = 41;  // as "Ann Lee, Senior Reporter" in one line
  if (is_occupation_line(text)) out_.add(Field::kAuthor, Origin::kHtml, kWeight, name_, name_at_);
}

bool BylineRun::is_in_heading(Node node) {
  constexpr int kLevels = 3;
  for (int level = 0; node && level < kLevels; ++level, node = node.parent())
    if (is_heading(node.tag())) return true;
  return false;
}

}  // namespace cuttings
