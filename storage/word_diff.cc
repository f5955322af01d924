#include "storage/word_diff.h"

#include <algorithm>
#include <cstdint>
#include <span>

#include "config/base/text.h"

namespace cuttings {
namespace {

using Words = std::vector<std::string_view>;
using WordSpan = std::span<const std::string_view>;

constexpr int kMaxEdits = 2000;  // its traces take 8 MB
constexpr std::string_view kBreak = "\n\n";

/// Words and breaks between paragraphs.
Words words_of(std::string_view text) {
  Words words;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const bool is_space = is_ascii_space(text[i]);
    while (i < text.size() && is_ascii_space(text[i]) == is_space) ++i;
    const std::string_view run = text.substr(begin, i - begin);
    if (!is_space)
      words.push_back(run);
    else if (std::count(run.begin(), run.end(), '\n') > 1)
      words.push_back(kBreak);
  }
  return words;
}

/// Gathers words of one kind after the other into parts.
class Parts {
 public:
  void add(DiffKind kind, std::string_view word) {
    if (parts_.empty() || parts_.back().kind != kind) parts_.push_back({kind, {}});
    std::string& text = parts_.back().text;
    const bool is_joined = text.empty() || word == kBreak || text.ends_with(kBreak);
    text.append(is_joined ? "" : " ").append(word);
  }
  void add(DiffKind kind, WordSpan words) {
    for (const std::string_view word : words) add(kind, word);
  }
  std::vector<DiffPart> take() { return std::move(parts_); }

 private:
  std::vector<DiffPart> parts_;
};

/// Myers' greedy algorithm. furthest(k) is the furthest x on diagonal k = x - y.
class Myers {
 public:
  Myers(WordSpan before, WordSpan after) : a_(before), b_(after) {}

  /// False when more than kMaxEdits are needed.
  bool run() {
    const int most = static_cast<int>(std::min<std::size_t>(a_.size() + b_.size(), kMaxEdits));
    std::vector<int> furthest(static_cast<std::size_t>(2 * most + 3), 0);
    const auto at = [&](int k) -> int& { return furthest[static_cast<std::size_t>(k + most + 1)]; };
    for (int edits = 0; edits <= most; ++edits) {
      for (int k = -edits; k <= edits; k += 2) {
        const bool is_down = k == -edits || (k != edits && at(k - 1) < at(k + 1));
        int x = is_down ? at(k + 1) : at(k - 1) + 1;
        while (is_same(x, x - k)) ++x;
        at(k) = x;
      }
      std::vector<int>& trace = traces_.emplace_back();
      for (int k = -edits; k <= edits; k += 2) trace.push_back(at(k));
      const int end = static_cast<int>(a_.size()) - static_cast<int>(b_.size());
      const bool is_on = end >= -edits && end <= edits && (end - edits) % 2 == 0;
      if (is_on && at(end) >= static_cast<int>(a_.size())) return true;
    }
    return false;
  }

  /// The words of both in order, after run() gave true.
  void write(Parts& parts) const {
    struct Step {
      DiffKind kind;
      std::string_view word;
    };
    std::vector<Step> steps;  // from the end
    int x = static_cast<int>(a_.size()), y = static_cast<int>(b_.size());
    for (int edits = static_cast<int>(traces_.size()) - 1; edits >= 0; --edits) {
      const int k = x - y;
      const bool is_down =
          edits > 0 && (k == -edits || (k != edits && before(edits, k - 1) < before(edits, k + 1)));
      const int from = edits == 0 ? 0 : is_down ? before(edits, k + 1) : before(edits, k - 1) + 1;
      for (; x > from; --x, --y)
        steps.push_back({DiffKind::kSame, a_[static_cast<std::size_t>(x - 1)]});
      if (edits == 0) break;
      if (is_down)
        steps.push_back({DiffKind::kAdded, b_[static_cast<std::size_t>(--y)]});
      else
        steps.push_back({DiffKind::kRemoved, a_[static_cast<std::size_t>(--x)]});
    }
    for (auto step = steps.rbegin(); step != steps.rend(); ++step)
      parts.add(step->kind, step->word);
  }

 private:
  bool is_same(int x, int y) const {
    return x >= 0 && y >= 0 && x < static_cast<int>(a_.size()) && y < static_cast<int>(b_.size()) &&
           a_[static_cast<std::size_t>(x)] == b_[static_cast<std::size_t>(y)];
  }
  /// The furthest x on diagonal k one edit earlier.
  int before(int edits, int k) const {
    const int last = edits - 1;
    if (k < -last || k > last) return -1;
    return traces_[static_cast<std::size_t>(last)][static_cast<std::size_t>((k + last) / 2)];
  }

  WordSpan a_, b_;
  std::vector<std::vector<int>>
      traces_;  ///< by number of edits: x of diagonals -edits, -edits + 2, ...
};

/// Within a run of changes, what was removed goes before what was added.
std::vector<DiffPart> in_order(const std::vector<DiffPart>& parts) {
  std::vector<DiffPart> ordered;
  for (std::size_t i = 0; i < parts.size();) {
    if (parts[i].kind == DiffKind::kSame) {
      ordered.push_back(parts[i++]);
      continue;
    }
    Parts removed, added;
    for (; i < parts.size() && parts[i].kind != DiffKind::kSame; ++i)
      (parts[i].kind == DiffKind::kRemoved ? removed : added)
          .add(parts[i].kind, words_of(parts[i].text));
    for (Parts* part : {&removed, &added})
      for (DiffPart& one : part->take()) ordered.push_back(std::move(one));
  }
  return ordered;
}

}  // namespace

std::vector<DiffPart> diff_words(std::string_view before, std::string_view after) {
  const Words a = words_of(before), b = words_of(after);
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t head = 0, tail = 0;
  while (head < shorter && a[head] == b[head]) ++head;
  while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  const WordSpan old_middle = WordSpan(a).subspan(head, a.size() - head - tail);
  const WordSpan new_middle = WordSpan(b).subspan(head, b.size() - head - tail);
  Parts parts;
  parts.add(DiffKind::kSame, WordSpan(a).first(head));
  Myers myers(old_middle, new_middle);
  if (myers.run()) {
    myers.write(parts);
  } else {
    parts.add(DiffKind::kRemoved, old_middle);
    parts.add(DiffKind::kAdded, new_middle);
  }
  parts.add(DiffKind::kSame, WordSpan(a).last(tail));
  return in_order(parts.take());
}

}  // namespace cuttings
