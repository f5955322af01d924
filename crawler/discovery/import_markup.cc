// Imports of marked-up lists: OPML and browsers' bookmarks.
#include "crawler/discovery/import_list.h"
#include "crawler/discovery/xml_reader.h"
#include "extractor/decode/decode.h"
#include "extractor/dom/document.h"

namespace cuttings {
namespace {

/// http://opml.org/spec2.opml; names of attributes in any case, as files in the wild have them.
class OpmlHandler final : public XmlHandler {
 public:
  explicit OpmlHandler(ImportBuilder& builder) : builder_(builder) {}

  bool on_start(const XmlElement& element) override {
    if (equals_ignoring_ascii_case(element.name, "opml")) is_opml_ = true;
    if (!is_opml_) return false;
    if (!equals_ignoring_ascii_case(element.name, "outline")) return true;
    std::string_view feed, page, url, text, title;
    for (const XmlAttribute& attribute : element.attributes) {
      if (equals_ignoring_ascii_case(attribute.name, "xmlUrl")) feed = attribute.value;
      if (equals_ignoring_ascii_case(attribute.name, "htmlUrl")) page = attribute.value;
      if (equals_ignoring_ascii_case(attribute.name, "url")) url = attribute.value;
      if (equals_ignoring_ascii_case(attribute.name, "text")) text = attribute.value;
      if (equals_ignoring_ascii_case(attribute.name, "title")) title = attribute.value;
    }
    if (title.empty()) title = text;
    if (!feed.empty() && builder_.add(feed, title, ImportKind::kFeed)) return goes_on();
    if (!builder_.add(url, title, ImportKind::kPage)) {
      (void)builder_.add(page, title, ImportKind::kPage);  // a folder has no address
    }
    return goes_on();
  }
  bool on_text(std::string_view) override { return true; }
  bool on_end() override { return true; }
  bool is_opml() const { return is_opml_; }

 private:
  bool goes_on() const { return builder_.list.end != ReadEnd::kTooManyEntries; }

  ImportBuilder& builder_;
  bool is_opml_ = false;
};

}  // namespace

ImportedList import_opml(std::string_view bytes) {
  ImportBuilder builder(bytes.size());
  OpmlHandler handler(builder);
  const ReadEnd end = read_xml(bytes, {}, {kMaxImportBytes, 200}, handler);
  if (!handler.is_opml() && end != ReadEnd::kHasDoctype) {
    builder.list.end = ReadEnd::kUnknownFormat;
  } else if (builder.list.end == ReadEnd::kComplete) {
    builder.list.end = end;
  }
  return std::move(builder.list);
}

ImportedList import_bookmarks(std::string_view bytes) {
  ImportBuilder builder(bytes.size());
  std::string text = decode_page(std::string(bytes.substr(0, kMaxImportBytes)), {}).text;
  const Result<Document> page = Document::parse(std::move(text), ParseLimits{});
  if (!page) {
    builder.list.end = ReadEnd::kTooManyBytes;
    return std::move(builder.list);
  }
  for (std::uint32_t i = 0; i < page->size(); ++i) {
    const Node node = page->node(i);
    if (node.tag_name() != "a") continue;
    const std::string title = node.text_content();
    if (builder.add(node.attribute("feedurl"), title, ImportKind::kFeed)) continue;
    (void)builder.add(node.attribute("href"), title, ImportKind::kPage);  // place:, javascript:
  }
  return std::move(builder.list);
}

}  // namespace cuttings
