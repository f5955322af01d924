#pragma once
// Evidence: the closed list of what speaks for a verdict docs/verdicts.md explains each; a test
// compares the two.

#include <string_view>

namespace cuttings {

enum class Evidence {
  // what the page says to its reader (vocabulary/<language>.txt)
  kNeedsScriptText,  ///< asks to turn on JavaScript
  kConsentText,      ///< asks to accept cookies or the processing of data
  kBotText,          ///< asks to prove one is human, or says the reader is blocked
  kLoginText,        ///< asks to log in or register
  kPaywallText,      ///< says that the rest is for subscribers
  kNotFoundText,     ///< says that the page does not exist or is gone
  kServerErrorText,  ///< says that the site failed or is under maintenance
  kParkedText,       ///< says that the domain is for sale
  // what the page is built of (vocabulary/markup.txt)
  kBotMarkup,       ///< a bot wall vendor's challenge page
  kCaptchaWidget,   ///< a captcha
  kConsentMarkup,   ///< a consent manager's dialog
  kPasswordField,   ///< a password field that is shown
  kPaywallMarkup,   ///< a paywall vendor's box
  kAppRoot,         ///< the root element of a JavaScript application, without text
  kScriptRedirect,  ///< a script that leads elsewhere
  kParkingMarkup,   ///< a parking vendor's page
  // what it declares
  kDeclaredNotFree,  ///< isAccessibleForFree is false, or a locked content tier
  kLockedPartEmpty,  ///< the part that is declared not free holds no text
  kHttpStatus,       ///< the response's status says so
  // how it ends
  kCutTransfer,   ///< fewer bytes than Content-Length, or WARC-Truncated
  kCutMarkup,     ///< ends inside a tag, a comment or a script
  kUnclosedPage,  ///< ends with open elements and without </body> or </html>
  // what is left of it
  kNoText,    ///< no block of text was kept
  kPageKind,  ///< the scorer takes it for another kind of page
  // where the text comes from
  kArticleBody,  ///< its text is schema.org articleBody: the HTML shows little of it
};

/// "needs_script_text", ...: the stable name used in JSON, the store and docs.
std::string_view evidence_name(Evidence evidence);

inline constexpr int kEvidences = static_cast<int>(Evidence::kArticleBody) + 1;

}  // namespace cuttings
