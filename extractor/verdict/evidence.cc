#include "extractor/verdict/evidence.h"

#include <array>

namespace cuttings {

std::string_view evidence_name(Evidence evidence) {
  // In the order of the enumerators.
  static constexpr std::array<std::string_view, kEvidences> kNames = {
      "needs_script_text", "consent_text",      "bot_text",          "login_text",
      "paywall_text",      "not_found_text",    "server_error_text", "parked_text",
      "bot_markup",        "captcha_widget",    "consent_markup",    "password_field",
      "paywall_markup",    "app_root",          "script_redirect",   "parking_markup",
      "declared_not_free", "locked_part_empty", "http_status",       "cut_transfer",
      "cut_markup",        "unclosed_page",     "no_text",           "page_kind",
      "article_body"};
  return kNames[static_cast<std::size_t>(evidence)];
}

}  // namespace cuttings
