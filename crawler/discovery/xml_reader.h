#pragma once
// read_xml(): libxml2's streaming parser behind plain calls. xml_reader.cc is the only file that
// knows libxml2. Nothing is loaded, no entity is declared or expanded.

#include <span>
#include <string>
#include <string_view>

#include "crawler/discovery/read_end.h"

namespace cuttings {

struct XmlAttribute {
  std::string_view space;  ///< namespace URI, may be empty
  std::string_view name;   ///< local name
  std::string value;
};

struct XmlElement {
  std::string_view space;  ///< namespace URI; the prefix itself when it was never declared
  std::string_view name;   ///< local name, case as written
  std::span<const XmlAttribute> attributes;

  /// The value of the attribute `name` without namespace, or empty.
  std::string_view attribute(std::string_view name) const;
};

/// Told of each element in document order; views live for the call. Return false to stop.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual bool on_start(const XmlElement& element) = 0;
  virtual bool on_text(std::string_view text) = 0;  ///< also CDATA; a run may come in pieces
  virtual bool on_end() = 0;
};

struct XmlLimits {
  std::size_t max_bytes = 16u << 20;
  std::size_t max_depth = 200;
};

/// Reads `bytes` and tells `handler`; returns how it ended (kComplete also when the handler
/// stopped). Any thread. O(bytes).
ReadEnd read_xml(std::string_view bytes, std::string_view content_type, const XmlLimits& limits,
                 XmlHandler& handler);

/// `bytes` as UTF-8 that an XML parser takes, cut at `max_bytes`: decoded by BOM, what the bytes
/// are, XML declaration and `content_type`; what precedes the first "<" and the declaration
/// dropped; a DOCTYPE without internal subset dropped; HTML's named references turned into
/// characters, bare
/// "&" and "<" escaped, control characters dropped. O(n).
struct MendedXml {
  std::string text;
  bool has_internal_subset = false;
  bool is_cut = false;
};
MendedXml mend_xml(std::string_view bytes, std::string_view content_type, std::size_t max_bytes);

}  // namespace cuttings
