#include "extractor/plain_text.h"

#include "config/base/digest.h"
#include "config/base/text.h"
#include "extractor/blocks/phrases.h"
#include "extractor/decode/content_kind.h"
#include "extractor/decode/decode.h"
#include "extractor/fingerprint.h"
#include "extractor/language.h"

namespace cuttings {
namespace {

bool ends_sentence(std::string_view line) {
  for (const std::string_view mark : {".", "!", "?", "…", "。", "！", "？", ".\"", ".”", "؟"})
    if (line.ends_with(mark)) return true;
  return false;
}

/// True for reasons whose phrases no article uses as a line of its own, even as a sentence.
bool is_never_prose(Reason reason) {
  return reason == Reason::kSkipLink || reason == Reason::kPlaceholder ||
         reason == Reason::kAdvertisement || reason == Reason::kConsent;
}

/// A whole sentence stays unless it is of a kind no article says: without a page around it there
/// is nothing but its words to judge by.
Reason residue_of(std::string_view line) {
  const Reason says = match_phrase(line, count_words(line));
  if (says == Reason::kCreditLine || says == Reason::kNone) return Reason::kNone;
  return is_never_prose(says) || !ends_sentence(line) ? says : Reason::kNone;
}

/// What is kept and said of the lines that were taken so far.
struct SiftedText {
  std::string text;
  KeptBlocks counts;
  std::vector<BlockReport> blocks;
  bool has_gap = false;  // a blank line stands behind the last kept line
};

void keep(SiftedText& sifted, std::string_view line) {
  if (!sifted.text.empty()) sifted.text.append(sifted.has_gap ? "\n\n" : "\n");
  sifted.text.append(line);
  sifted.has_gap = false;
  ++sifted.counts.kept;
}

/// The texts' shared lines, or null where they are most of this one: a copy of another.
const TextRepeats* believable(const TextRepeats* texts, std::string_view text) {
  if (texts == nullptr) return nullptr;
  std::size_t words = 0, shared = 0;
  for (const std::string_view line : split(text, '\n')) {
    const std::size_t more = count_words(line);
    words += more;
    if (texts->is_repeat(line)) shared += more;
  }
  return 2 * shared > words ? nullptr : texts;
}

void sift(SiftedText& sifted, std::string_view line, const TextRepeats* texts,
          const ExtractOptions& options) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  const std::string_view words = trim_ascii(line);
  if (words.empty()) {
    sifted.has_gap = true;
    return;
  }
  Reason residue = residue_of(words);
  if (residue == Reason::kNone && texts != nullptr && texts->is_repeat(words))
    residue = Reason::kRunRepeat;
  const bool is_kept = residue == Reason::kNone;
  if (is_kept) keep(sifted, line);
  ++sifted.counts.all;
  if (options.report_blocks)
    sifted.blocks.push_back({std::string(words), "text", is_kept,
                             is_kept ? Reason::kBodyText : residue, is_kept ? 1.0 : 0.0});
}

/// A paragraph a line: plain text has no other marks.
std::vector<BodyBlock> body_of_lines(std::string_view text) {
  std::vector<BodyBlock> body;
  for (const std::string_view line : split(text, '\n')) {
    if (trim_ascii(line).empty()) continue;
    BodyBlock block;
    block.spans.push_back({std::string(line)});
    body.push_back(std::move(block));
  }
  return body;
}

}  // namespace

Result<Extraction> extract_text(PageInput page, const ExtractOptions& options) {
  if (const std::string_view kind = describe_non_html(page.bytes); !kind.empty())
    return fail(ErrorCode::kParse, "body is " + std::string(kind) + ", not text",
                "give a text file");
  if (page.bytes.size() > options.limits.max_page_bytes)
    return fail(ErrorCode::kTooLarge, "text is larger than the page limit",
                "raise limits or split the file");
  const DecodedPage decoded = decode_page(std::move(page.bytes), page.content_type);
  SiftedText sifted;
  const TextRepeats* texts = believable(page.site.texts, decoded.text);
  for (const std::string_view line : split(decoded.text, '\n')) sift(sifted, line, texts, options);

  Extraction extraction;
  extraction.charset = decoded.encoding;
  extraction.block_counts = sifted.counts;
  extraction.blocks = std::move(sifted.blocks);
  Article& article = extraction.article;
  article.url = std::move(page.url);
  article.text = std::move(sifted.text);
  article.body = body_of_lines(article.text);
  article.word_count = count_words(article.text);
  article.content_hash = sha256_hex(article.text);
  article.fingerprint = fingerprint(article.text);
  article.metadata.language = settle_language("", article.text).code;
  if (!article.metadata.language.empty()) article.metadata.sources["language"] = "detected";
  return extraction;
}

}  // namespace cuttings
