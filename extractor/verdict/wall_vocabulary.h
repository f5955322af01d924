#pragma once
// WallVocabulary: the words and the markup of pages that are no article, read from the data files
// of extractor/verdict/vocabulary/ (built into the program).

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "extractor/blocks/word_ends.h"
#include "extractor/verdict/phrase_index.h"

namespace cuttings {

/// What a phrase of <language>.txt speaks of; the sections of those files, in this order.
enum class Topic : std::uint8_t {
  kNeedsScript,
  kConsent,
  kBot,
  kLogin,
  kPaywall,
  kOffer,
  kNotFound,
  kServerError,
  kParked,
};
inline constexpr std::size_t kTopics = 9;
std::string_view topic_name(Topic topic);  ///< "needs_script", ...: the section's name

/// What a line of markup.txt gives away; the sections of that file, in this order.
enum class Mark : std::uint8_t {
  kBotPage,
  kCaptcha,
  kConsentManager,
  kPaywallBox,
  kAppRoot,
  kRedirect,
  kParkingPage,
  kLockedTier,
};
inline constexpr std::size_t kMarks = 8;
using Marks = std::uint8_t;  ///< a bit a Mark
constexpr Marks bit(Mark mark) { return static_cast<Marks>(1u << static_cast<unsigned>(mark)); }

struct WallVocabulary {
  PhraseIndex phrases;  ///< tag: a Topic
  PhraseIndex scripts;  ///< tag: a Mark; pieces of inline script text
  PhraseIndex links;    ///< tag: a Mark; pieces of src, href and action
  /// "id name", "class name", "tag name", "attr name", "meta name=content": exact, lower case.
  std::unordered_map<std::string, Mark> names;
  WordEnds name_ends;  ///< of the names without their kind

  /// The mark of "kind name", or no bit. `name` is folded to ASCII lower case.
  Marks mark_of(std::string_view kind, std::string_view name) const;
};

/// The vocabulary the program was built with; read once (about 2 ms). Any thread.
const WallVocabulary& wall_vocabulary();

/// Reads `files` (markup.txt and <language>.txt, in any order) as wall_vocabulary() does; `problem`
/// gets the first line that is in no known section or has no known form, empty when all is well.
WallVocabulary read_wall_vocabulary(std::span<const std::string_view> files, std::string& problem);

}  // namespace cuttings
