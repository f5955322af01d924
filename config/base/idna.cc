#include "config/base/idna.h"

#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include <memory>

#include "config/base/host_parser.h"
#include "config/base/text.h"

namespace cuttings {
namespace {

/// What beStrict = false leaves unchecked: CheckHyphens and VerifyDnsLength.
constexpr std::uint32_t kUnchecked = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                     UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                     UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

/// Made once; ICU's instances are immutable and shared by threads. Null if ICU's data is missing.
const icu::IDNA* uts46() {
  static const std::unique_ptr<const icu::IDNA> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<const icu::IDNA>(icu::IDNA::createUTS46Instance(
        UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII |
            UIDNA_NONTRANSITIONAL_TO_UNICODE,
        status));
  }();
  return instance.get();
}

bool is_ascii(std::string_view text) { return ascii_prefix_length(text) == text.size(); }

/// True when a label begins with "xn--", in any case.
bool has_punycode_label(std::string_view domain) {
  for (const std::string_view label : split(domain, '.'))
    if (starts_with_ignoring_ascii_case(label, "xn--")) return true;
  return false;
}

/// UTS #46 revision 33, section 4, step 4.1: a Punycode label that decodes to nothing or to ASCII
/// alone is an error. ICU learnt that in 76; Debian 12 has 72. Such a label ends in its delimiter.
bool has_needless_punycode(std::string_view ascii_domain) {
  for (const std::string_view label : split(ascii_domain, '.'))
    if (label.starts_with("xn--") && label.ends_with('-')) return true;
  return false;
}

/// UTS #46, section 4.1, rule 4: without CheckHyphens a decoded label must not begin with "xn--".
/// ICU has that rule only as a part of the hyphen check, which is off here.
bool has_nested_punycode(const std::string& ascii_domain) {
  if (ascii_domain.find("xn--xn--") == std::string::npos) return false;
  std::string decoded;
  icu::StringByteSink<std::string> sink(&decoded);
  icu::IDNAInfo info;
  UErrorCode status = U_ZERO_ERROR;
  uts46()->nameToUnicodeUTF8(ascii_domain, sink, info, status);
  return U_FAILURE(status) || has_punycode_label(decoded);
}

/// Capital sharp s is mapped to sharp s since Unicode 15.1; ICU 72 (Unicode 15.0) maps it to "ss".
std::string map_as_newer_unicode(std::string_view domain) {
  return replace_all(std::string(domain), "\u1E9E", "\u00DF");
}

}  // namespace

Result<std::string> domain_to_ascii(std::string_view domain) {
  if (is_ascii(domain) && !has_punycode_label(domain)) return to_ascii_lower(domain);
  if (domain.size() > kMaxIdnaBytes)
    return fail(ErrorCode::kInvalidArgument, "international host too long");
  if (uts46() == nullptr) return fail(ErrorCode::kInternal, "cannot load ICU's IDNA data");

  std::string ascii;
  icu::StringByteSink<std::string> sink(&ascii);
  icu::IDNAInfo info;
  UErrorCode status = U_ZERO_ERROR;
  uts46()->nameToASCII_UTF8(map_as_newer_unicode(domain), sink, info, status);
  if (U_FAILURE(status) || (info.getErrors() & ~kUnchecked) != 0 || has_needless_punycode(ascii) ||
      has_nested_punycode(ascii))
    return fail(ErrorCode::kInvalidArgument, "host is not a valid international domain");
  return ascii;
}

}  // namespace cuttings
