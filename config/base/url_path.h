#pragma once
// The path of a URL that is being parsed: segments with and without dots, and the drive letters of
// file URLs (https://url.spec.whatwg.org/#url-path).

#include <string_view>

#include "config/base/url_record.h"

namespace cuttings {

/// "C:" or "C|". https://url.spec.whatwg.org/#windows-drive-letter
bool is_windows_drive_letter(std::string_view text);

/// "C:" alone, or "/", "\", "?" or "#" after it.
/// https://url.spec.whatwg.org/#start-with-a-windows-drive-letter
bool starts_with_windows_drive_letter(std::string_view text);

/// "/C:" alone or "/C:/...": the path's first segment is a normalised drive letter.
bool begins_with_normalized_drive(std::string_view path);

/// Removes the last segment, but for the drive letter of a file URL.
/// https://url.spec.whatwg.org/#shorten-a-urls-path
void shorten_path(UrlRecord& url);

/// Adds `segment`, as the page has it, to `url`'s path, whose scheme must be known:
/// percent-encoded, or acting on the path if it is of dots. `is_followed`: a slash follows, hence
/// another segment. https://url.spec.whatwg.org/#path-state
void add_path_segment(UrlRecord& url, std::string_view segment, bool is_followed);

}  // namespace cuttings
