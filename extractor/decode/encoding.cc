#include "extractor/decode/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "config/base/text.h"

namespace cuttings {
namespace {

struct Label {
  std::string_view label;
  std::string_view name;
};
constexpr Label kLabels[] = {
#define LABEL(label, name) {label, name},
#include "extractor/decode/encoding_labels.inc"
#undef LABEL
};

constexpr char16_t kIso885916[96] = {
#include "extractor/decode/iso_8859_16.inc"
};

// ICU's converter for a name of the standard, where ICU means something else by that name.
constexpr Label kConverters[] = {
    {"IBM866", "ibm-866_P100-1995"},
    {"ISO-8859-8-I", "iso-8859-8"},
    {"windows-874", "windows-874-2000"},
    {"windows-1252", "ibm-5348_P100-1997"},
    {"GBK", "gb18030"},
    {"Big5", "Big5-HKSCS"},
    {"Shift_JIS", "ibm-943_P15A-2003"},
    {"EUC-KR", "windows-949-2000"},
};

const char* converter_name(std::string_view encoding) {
  for (const Label& entry : kConverters)
    if (entry.label == encoding) return entry.name.data();
  for (const Label& entry : kLabels)
    if (entry.name == encoding) return entry.name.data();
  return "ibm-5348_P100-1997";
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(std::string_view encoding) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(converter_name(encoding), &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

// https://encoding.spec.whatwg.org/#x-user-defined-decoder
std::string convert_user_defined(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(out, byte < 0x80 ? char32_t{byte} : char32_t{0xF780} + byte - 0x80);
  }
  return out;
}

std::string convert_iso_8859_16(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(out, byte < 0xA0 ? char32_t{byte} : char32_t{kIso885916[byte - 0xA0]});
  }
  return out;
}

}  // namespace

std::string_view encoding_from_label(std::string_view label) {
  const std::string wanted = to_ascii_lower(trim_ascii(label));
  const auto* found =
      std::lower_bound(std::begin(kLabels), std::end(kLabels), wanted,
                       [](const Label& entry, std::string_view key) { return entry.label < key; });
  return found != std::end(kLabels) && found->label == wanted ? found->name : std::string_view();
}

std::string convert_to_utf8(std::string_view bytes, std::string_view encoding) {
  if (encoding == "UTF-8") return to_valid_utf8(bytes);
  if (encoding == "x-user-defined") return convert_user_defined(bytes);
  if (encoding == "ISO-8859-16") return convert_iso_8859_16(bytes);
  const Converter converter = open_converter(encoding);
  constexpr std::size_t kMost = 1u << 30;  // ICU counts in int32_t; the page limit is far below
  if (converter == nullptr || bytes.size() > kMost) return to_valid_utf8(bytes);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(),
                                status);
  if (U_FAILURE(status)) return to_valid_utf8(bytes);
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 4);
  text.toUTF8String(out);
  return out;
}

}  // namespace cuttings
