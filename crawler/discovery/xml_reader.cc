#include "crawler/discovery/xml_reader.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

#include <libxml/SAX2.h>
#include <libxml/parser.h>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kChunk = 32 << 10;
constexpr int kMaxOpenNamespaces = 256;  // libxml2 looks them up one by one

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

xmlParserInputPtr load_nothing(const char*, const char*, xmlParserCtxtPtr) { return nullptr; }

void prepare_libxml2() {
  static std::once_flag once;
  std::call_once(once, [] {
    xmlInitParser();
    xmlSetExternalEntityLoader(load_nothing);
  });
}

/// What libxml2's callbacks share.
struct Reading {
  XmlHandler& handler;
  std::size_t max_depth;
  xmlParserCtxtPtr parser = nullptr;
  ReadEnd end = ReadEnd::kComplete;
  bool has_stopped = false;
  std::vector<int> namespaces = {};  ///< declared by each open element
  int open_namespaces = 0;
  std::vector<XmlAttribute> attributes = {};

  void stop(ReadEnd why) {
    end = why;
    has_stopped = true;
    xmlStopParser(parser);
  }
};

Reading& reading_of(void* context) { return *static_cast<Reading*>(context); }

void read_attributes(Reading& reading, int count, const xmlChar** attributes) {
  reading.attributes.clear();
  for (int i = 0; i < count; ++i, attributes += 5) {  // name, prefix, URI, value, value's end
    const std::string_view space =
        attributes[2] != nullptr ? view_of(attributes[2]) : view_of(attributes[1]);
    const std::string_view value(reinterpret_cast<const char*>(attributes[3]),
                                 static_cast<std::size_t>(attributes[4] - attributes[3]));
    // Without entity substitution libxml2 hands "&" over as "&#38;".
    reading.attributes.push_back({space, view_of(attributes[0]), replace_all(value, "&#38;", "&")});
  }
}

void on_start(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri,
              int namespace_count, const xmlChar**, int attribute_count, int,
              const xmlChar** attributes) {
  Reading& reading = reading_of(context);
  if (reading.has_stopped) return;
  reading.namespaces.push_back(namespace_count);
  reading.open_namespaces += namespace_count;
  if (reading.namespaces.size() > reading.max_depth) return reading.stop(ReadEnd::kTooDeep);
  if (reading.open_namespaces > kMaxOpenNamespaces) return reading.stop(ReadEnd::kMalformed);
  read_attributes(reading, attribute_count, attributes);
  const XmlElement element{uri != nullptr ? view_of(uri) : view_of(prefix), view_of(name),
                           reading.attributes};
  if (!reading.handler.on_start(element)) reading.stop(ReadEnd::kComplete);
}

void on_end(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  Reading& reading = reading_of(context);
  if (reading.has_stopped || reading.namespaces.empty()) return;
  reading.open_namespaces -= reading.namespaces.back();
  reading.namespaces.pop_back();
  if (!reading.handler.on_end()) reading.stop(ReadEnd::kComplete);
}

void on_text(void* context, const xmlChar* text, int length) {
  Reading& reading = reading_of(context);
  if (reading.has_stopped || length <= 0) return;
  const std::string_view piece(reinterpret_cast<const char*>(text),
                               static_cast<std::size_t>(length));
  if (!reading.handler.on_text(piece)) reading.stop(ReadEnd::kComplete);
}

void on_doctype(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  reading_of(context).stop(ReadEnd::kHasDoctype);
}

xmlSAXHandler make_callbacks() {
  xmlSAXHandler callbacks{};
  callbacks.initialized = XML_SAX2_MAGIC;
  callbacks.startElementNs = on_start;
  callbacks.endElementNs = on_end;
  callbacks.characters = on_text;
  callbacks.ignorableWhitespace = on_text;
  callbacks.cdataBlock = on_text;
  callbacks.internalSubset = on_doctype;
  return callbacks;
}

struct FreeParser {
  void operator()(xmlParserCtxtPtr parser) const { xmlFreeParserCtxt(parser); }
};

ReadEnd parse(std::string_view text, const XmlLimits& limits, XmlHandler& handler) {
  prepare_libxml2();
  xmlSAXHandler callbacks = make_callbacks();
  Reading reading{handler, std::min<std::size_t>(limits.max_depth, 255)};
  const std::unique_ptr<xmlParserCtxt, FreeParser> parser(
      xmlCreatePushParserCtxt(&callbacks, &reading, nullptr, 0, nullptr));
  if (!parser) return ReadEnd::kMalformed;
  reading.parser = parser.get();
  xmlCtxtUseOptions(parser.get(),
                    XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  for (std::size_t at = 0; at < text.size() && !reading.has_stopped; at += kChunk) {
    const std::string_view chunk = text.substr(at, kChunk);
    xmlParseChunk(parser.get(), chunk.data(), static_cast<int>(chunk.size()), 0);
    if (parser->disableSAX != 0 && !reading.has_stopped) return ReadEnd::kMalformed;
  }
  if (reading.has_stopped) return reading.end;
  xmlParseChunk(parser.get(), "", 0, 1);
  if (reading.has_stopped) return reading.end;
  return reading.namespaces.empty() ? ReadEnd::kComplete : ReadEnd::kTruncated;
}

}  // namespace

std::string_view XmlElement::attribute(std::string_view wanted) const {
  for (const XmlAttribute& attribute : attributes) {
    if (attribute.space.empty() && attribute.name == wanted) return attribute.value;
  }
  return {};
}

ReadEnd read_xml(std::string_view bytes, std::string_view content_type, const XmlLimits& limits,
                 XmlHandler& handler) {
  const MendedXml mended = mend_xml(bytes, content_type, limits.max_bytes);
  if (mended.has_internal_subset) return ReadEnd::kHasDoctype;
  const ReadEnd end = parse(mended.text, limits, handler);
  const bool is_at_cut = end == ReadEnd::kTruncated || end == ReadEnd::kComplete;
  return mended.is_cut && is_at_cut ? ReadEnd::kTooManyBytes : end;
}

}  // namespace cuttings
