#pragma once
// Importers: lists of sources and pages people already have.

#include <string>
#include <string_view>
#include <vector>

#include "crawler/discovery/read_end.h"

namespace cuttings {

enum class ImportKind { kPage, kFeed };

struct ImportedUrl {
  std::string url;  ///< absolute http(s), as the parser serialises it
  std::string title = {};
  ImportKind kind = ImportKind::kPage;

  bool operator==(const ImportedUrl&) const = default;
};

struct ImportedList {
  ReadEnd end = ReadEnd::kComplete;
  std::vector<ImportedUrl> urls = {};  ///< in order, a URL once
  std::vector<int> bad_lines = {};     ///< numbers from 1, of lines without an http(s) URL
};

inline constexpr std::size_t kMaxImportBytes = 64u << 20;  ///< chosen by hand
inline constexpr std::size_t kMaxImportUrls = 1'000'000;   ///< chosen by hand

// Each takes the file's bytes, never fails and says by `end` how far it was read. Any thread. O(n).

/// OPML 1.0 and 2.0: each outline with xmlUrl as a feed, with url or htmlUrl alone as a page.
ImportedList import_opml(std::string_view bytes);
/// One URL a line, and behind a space its title; blank lines and those that begin with "#" are
/// passed over.
ImportedList import_text(std::string_view bytes);
/// CSV (RFC 4180; comma, semicolon or tab): columns by a header that names "url", else the first
/// column that holds URLs. "title" and "kind" are read when named.
ImportedList import_csv(std::string_view bytes);
/// JSON lines: an object with "url", or a string, a line.
ImportedList import_jsonl(std::string_view bytes);
/// One JSON value: each object's "url" or "uri" with its "title" or "name", and strings of lists,
/// wherever they stand, as in the bookmarks of Chrome and Firefox. What is no address is passed
/// over.
ImportedList import_json(std::string_view bytes);
/// Netscape bookmark file, as every browser exports: each <A HREF>, FEEDURL as a feed.
ImportedList import_bookmarks(std::string_view bytes);
/// The one of these that `bytes` look like.
ImportedList import_urls(std::string_view bytes);

}  // namespace cuttings
