#pragma once
// TagAttributes: the attributes of one start tag, and what tree construction asks of them. For the
// files of extractor/dom.

#include <span>
#include <string>
#include <string_view>

#include "extractor/dom/node.h"
#include "extractor/dom/open_elements.h"
#include "extractor/dom/tag_kind.h"

namespace cuttings {

class TagAttributes {
 public:
  /// Of attributes that outlive it.
  explicit TagAttributes(std::span<const Attribute> all) : all_(all) {}

  bool empty() const { return all_.empty(); }
  bool has(std::string_view name) const { return find(name) != nullptr; }
  /// "" when there is none.
  std::string_view value(std::string_view name) const;

  /// Whether the start tag leaves svg or math: html.spec.whatwg.org, "The rules for parsing tokens
  /// in foreign content".
  bool breaks_out(NameKey key, TagKind kind) const;
  /// What the element holds; `is_foreign`: it is one of svg or math, `is_math` of the latter.
  ElementSpace space(NameKey key, TagKind kind, bool is_foreign, bool is_math) const;
  /// Appends those that decide about the tree, each with a space before it: of input, font,
  /// annotation-xml.
  void append_kept(std::string& markup, NameKey key) const;

 private:
  const Attribute* find(std::string_view name) const;

  std::span<const Attribute> all_;
};

}  // namespace cuttings
