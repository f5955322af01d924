#include "tests/extractor/render/random_body.h"

#include <array>
#include <random>
#include <string_view>

namespace cuttings::test {
namespace {

constexpr std::array<std::string_view, 44> kWords = {
    "boat", "harbour", "Ünal", "これは", "です。",  "وقال",  "«так»", "a_b",   "_x_",   "*",  "**",
    "`",    "```",     "[a]",  "(b)",    "![c](d)", "<div>", "</p>",  "&amp;", "&",     "#",  "##",
    "1.",   "2)",      "-",    "---",    "+",       "===",   ">",     "|",     "a|b",   "\\", "\\*",
    "~~~",  "~x~",     "“so”", "end.",   "(",       "!",     ":--",   "don't", "\"q\"", "…",  "\n"};
constexpr std::array<std::string_view, 5> kUrls = {
    "https://x.example/", "http://y.example/a_(b)?c=*d*&e=`f`", "https://z.example/[1]?&lt;=2",
    "javascript:alert(1)", "https://w.example/ü/|/~"};

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<unsigned>(n)); }
  bool one_in(int n) { return below(n) == 0; }

 private:
  std::mt19937 engine_;
};

std::string words(Dice& dice, int most) {
  std::string out;
  for (int n = 1 + dice.below(most); n > 0; --n) {
    out += kWords[static_cast<std::size_t>(dice.below(static_cast<int>(kWords.size())))];
    if (!dice.one_in(4)) out += ' ';
  }
  return out;
}

std::vector<Span> spans(Dice& dice) {
  std::vector<Span> out;
  for (int n = 1 + dice.below(5); n > 0; --n) {
    Span span;
    span.text = words(dice, 6);
    span.is_strong = dice.one_in(3);
    span.is_emphasis = dice.one_in(4);
    span.is_code = dice.one_in(8);
    if (dice.one_in(5)) span.href = kUrls[static_cast<std::size_t>(dice.below(5))];
    out.push_back(span);
  }
  return out;
}

BodyBlock random_block(Dice& dice) {
  constexpr std::array<BodyKind, 9> kKinds = {
      BodyKind::kParagraph, BodyKind::kParagraph, BodyKind::kHeading,
      BodyKind::kListItem,  BodyKind::kListItem,  BodyKind::kListItem,
      BodyKind::kCode,      BodyKind::kTable,     BodyKind::kImage};
  BodyBlock block;
  block.kind = kKinds[static_cast<std::size_t>(dice.below(9))];
  block.heading_level = 1 + dice.below(6);
  block.quote_depth = dice.one_in(4) ? dice.below(3) : 0;
  if (block.kind == BodyKind::kListItem) {
    block.list_depth = 1 + dice.below(3);
    block.is_ordered = dice.one_in(2);
    block.ordinal = dice.below(12);
  } else if (dice.one_in(4)) {
    block.list_depth = dice.below(4);
  }
  block.spans = spans(dice);
  if (block.kind == BodyKind::kTable) {
    block.has_header_row = dice.one_in(2);
    for (int r = dice.below(4); r >= 0; --r) {
      block.rows.emplace_back();
      for (int c = dice.below(3); c >= 0; --c) block.rows.back().push_back(spans(dice));
    }
  }
  block.image = static_cast<std::size_t>(dice.below(3));
  return block;
}

}  // namespace

Article random_article(unsigned seed) {
  Dice dice(seed);
  Article article;
  for (int n = 1 + dice.below(8); n > 0; --n) article.body.push_back(random_block(dice));
  article.images = {{"https://x.example/i.jpg", words(dice, 5), words(dice, 5), ""},
                    {"data:image/png;base64,AA", "no", "no", ""}};
  return article;
}

}  // namespace cuttings::test
