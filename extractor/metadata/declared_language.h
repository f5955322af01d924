#pragma once
// The language a page declares.

#include <string>
#include <string_view>

namespace cuttings {

/// "en", "pt-BR", "zh-Hant-TW" of "EN", "pt_br", "zh-hant-tw" (RFC 5646, section 2.1.1); empty when
/// `tag` has no primary tag of two or three letters ("english", "x-default", "und").
std::string normalize_language(std::string_view tag);

}  // namespace cuttings
