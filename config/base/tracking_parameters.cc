#include "config/base/tracking_parameters.h"

#include <algorithm>
#include <array>

#include "config/base/text.h"

namespace cuttings {
namespace {

// Both tables chosen by hand from the services' own documentation of their parameters; a name is
// listed only if its service owns it, so that no site can mean something else by it.

constexpr std::array<std::string_view, 4> kPrefixes = {
    "utm_",       // Google Analytics campaign tags, used by everyone since
    "mtm_",       // Matomo
    "hsa_",       // HubSpot ads
    "at_custom",  // AT Internet, numbered
};

constexpr auto kNames = std::to_array<std::string_view>({
    // Click identifiers.
    "dclid",
    "fbclid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "igsh",
    "igshid",
    "li_fat_id",
    "msclkid",
    "rb_clickid",
    "srsltid",
    "ttclid",
    "twclid",
    "wbraid",
    "wickedid",
    "yclid",
    "ysclid",
    "epik",
    "_openstat",
    // Analytics across domains and campaigns.
    "_ga",
    "_gl",
    "at_campaign",
    "at_medium",
    "pk_campaign",
    "pk_kwd",
    "pk_keyword",
    "pk_medium",
    "pk_source",
    "pk_content",
    "wt_mc",
    "wt.mc_id",
    "xtor",
    "spm",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    // Mailing services.
    "_hsenc",
    "_hsmi",
    "hsctatracking",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "ml_subscriber",
    "ml_subscriber_hash",
    "oly_anon_id",
    "oly_enc_id",
    "vero_conv",
    "vero_id",
});

}  // namespace

bool is_tracking_parameter(std::string_view name) {
  const auto is_prefix = [&](std::string_view prefix) {
    return starts_with_ignoring_ascii_case(name, prefix);
  };
  const auto is_name = [&](std::string_view known) {
    return equals_ignoring_ascii_case(name, known);
  };
  return std::any_of(kPrefixes.begin(), kPrefixes.end(), is_prefix) ||
         std::any_of(kNames.begin(), kNames.end(), is_name);
}

}  // namespace cuttings
