#pragma once
// ClassWords: what the words of an element's class, id, role and itemprop say it is for.

#include <cstdint>
#include <string_view>

namespace cuttings {

/// Categories; a set is a bit mask. The order is the model's: append, never reorder without
/// training.
enum class ClassWord : std::uint8_t {
  kArticle,
  kBody,
  kComment,
  kNavigation,
  kFooter,
  kHeader,
  kSidebar,
  kRelated,
  kShare,
  kPromo,
  kAdvertisement,
  kAuthor,
  kCaption,
  kDate,
  kTitle,
  kLead,
  kTags,
  kConsent,
  kHidden,
  kForm,
  kCard,
  kProduct,
  kForum,
  kPaywall,
  kQuote,
  kMedia,
  kDocs,
  kTabs,
  kMeta,
  kMain,
  kReview,
  kQuestion,
  kCount
};

using ClassWords = std::uint64_t;
constexpr ClassWords bit(ClassWord word) { return ClassWords{1} << static_cast<unsigned>(word); }
constexpr bool has(ClassWords set, ClassWord word) { return (set & bit(word)) != 0; }

/// The categories of the words in one attribute value: "entry-content storyBody" -> {kArticle,
/// kBody}. Words are split at non-letters and at camelCase humps. O(bytes).
ClassWords classify_class_words(std::string_view value);

}  // namespace cuttings
