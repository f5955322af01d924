#pragma once
// A gzip body of the web as what is in it and how zlib was asked to pack it: most servers pack with
// zlib, whose output is the same for the same settings. So it need not be kept as it came.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cuttings {

/// What zlib makes the same bytes from.
struct ZlibRecipe {
  int level = 0;                     ///< 1 to 9
  int memory = 0;                    ///< memLevel: 8 is zlib's default, 9 Apache's
  std::string header = {};           ///< the ten bytes of the gzip header (RFC 1952, section 2.3)
  std::vector<std::size_t> flushes;  ///< Z_SYNC_FLUSH after so many bytes of what is in it

  bool operator==(const ZlibRecipe&) const = default;
};

/// "6 8 1f8b0800000000000003 4096,8192" and back; empty for anything else.
std::string text_of(const ZlibRecipe& recipe);
std::optional<ZlibRecipe> parse_zlib_recipe(std::string_view text);

struct UnpackedGzip {
  std::string plain;
  ZlibRecipe recipe;
};

/// What is in `gzip`, at most `max_bytes`, and the recipe by which repack_gzip() makes exactly
/// these bytes again. Empty when it is not one sound member with a plain header, or was not made by
/// a zlib like ours. Any thread, each of which remembers the last recipe. O(n), up to 18 beginnings
/// are packed.
std::optional<UnpackedGzip> unpack_gzip(std::string_view gzip, std::size_t max_bytes);

/// Empty only when zlib refuses: there is no memory, or the recipe makes no sense. O(n).
std::optional<std::string> repack_gzip(std::string_view plain, const ZlibRecipe& recipe);

}  // namespace cuttings
