#include "storage/warc/zlib_recipe.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>

#include "config/base/digest.h"
#include "config/base/text.h"
#include "storage/warc/little_endian.h"
#include "storage/warc/zlib_input.h"

namespace cuttings {
namespace {

constexpr std::size_t kHeaderBytes = 10, kTrailerBytes = 8;  // RFC 1952, section 2.3
constexpr std::size_t kPieceBytes = 16 << 10;
constexpr std::size_t kMaxBytes = 1 << 30;                       // zlib counts in 32 bits
constexpr std::size_t kMaxFlushes = 256;                         // more do not pay for their list
constexpr std::string_view kPlainHeader("\x1f\x8b\x08\x00", 4);  // deflate, no further fields
constexpr std::string_view kFlushMark("\x00\x00\xff\xff", 4);    // an empty stored block's lengths

// RFC 1952, section 2.3.1: CRC32, ISIZE.
std::string trailer_of(std::string_view plain) {
  std::string trailer;
  append_le32(trailer, crc32(0, zlib_input(plain), static_cast<uInt>(plain.size())));
  append_le32(trailer, plain.size());
  return trailer;
}

struct Inflated {
  std::string plain;
  std::vector<std::size_t> flushes;
  std::size_t consumed = 0;
};

// Block by block (Z_BLOCK), so that the empty stored blocks that flushes leave are seen.
class BlockInflater {
 public:
  BlockInflater(std::string_view deflated, std::size_t max_bytes)
      : in_(deflated), max_bytes_(max_bytes) {
    is_ready_ = inflateInit2(&z_, -MAX_WBITS) == Z_OK;
    z_.next_in = zlib_input(in_);
    z_.avail_in = static_cast<uInt>(in_.size());
  }
  ~BlockInflater() {
    if (is_ready_) inflateEnd(&z_);
  }
  BlockInflater(const BlockInflater&) = delete;
  BlockInflater& operator=(const BlockInflater&) = delete;

  std::optional<Inflated> run() {
    if (!is_ready_) return {};
    while (true) {
      const std::size_t before = out_.plain.size();
      out_.plain.resize(before + kPieceBytes);
      z_.next_out = reinterpret_cast<Bytef*>(out_.plain.data() + before);
      z_.avail_out = kPieceBytes;
      const int code = inflate(&z_, Z_BLOCK);
      out_.plain.resize(before + kPieceBytes - z_.avail_out);
      if (out_.plain.size() > max_bytes_) return {};
      if (code == Z_STREAM_END) break;
      if (code != Z_OK) return {};
      if ((z_.data_type & kAtBlockEnd) != 0) note_block_end();
      if (out_.flushes.size() > kMaxFlushes) return {};
    }
    out_.consumed = in_.size() - z_.avail_in;
    return std::move(out_);
  }

 private:
  static constexpr int kAtBlockEnd = 128, kUnusedBits = 63;

  void note_block_end() {
    const std::size_t size = out_.plain.size(), used = in_.size() - z_.avail_in;
    const bool is_empty_stored = size == block_begin_ && (z_.data_type & kUnusedBits) == 0 &&
                                 used >= kFlushMark.size() &&
                                 in_.substr(0, used).ends_with(kFlushMark);
    if (is_empty_stored) out_.flushes.push_back(size);
    block_begin_ = size;
  }

  std::string_view in_;
  std::size_t max_bytes_;
  z_stream z_{};
  bool is_ready_ = false;
  Inflated out_;
  std::size_t block_begin_ = 0;
};

// Gives what zlib makes to `take` piece by piece, until it says no. False when it did, or zlib.
bool deflate_pieces(std::string_view plain, const ZlibRecipe& recipe,
                    const std::function<bool(std::string_view)>& take) {
  z_stream z{};
  if (plain.size() > kMaxBytes || deflateInit2(&z, recipe.level, Z_DEFLATED, -MAX_WBITS,
                                               recipe.memory, Z_DEFAULT_STRATEGY) != Z_OK)
    return false;
  std::array<char, kPieceBytes> piece;
  const auto feed = [&](std::size_t from, std::size_t to, int flush) {
    z.next_in = zlib_input(plain.substr(from, to - from));
    z.avail_in = static_cast<uInt>(to - from);
    do {
      z.next_out = reinterpret_cast<Bytef*>(piece.data());
      z.avail_out = static_cast<uInt>(piece.size());
      if (deflate(&z, flush) == Z_STREAM_ERROR) return false;
      if (!take({piece.data(), piece.size() - z.avail_out})) return false;
    } while (z.avail_out == 0);
    return true;
  };
  std::size_t at = 0;
  bool ok = true;
  for (const std::size_t flush : recipe.flushes) {
    ok = ok && flush >= at && flush <= plain.size() && feed(at, flush, Z_SYNC_FLUSH);
    at = flush;
  }
  ok = ok && feed(at, plain.size(), Z_FINISH);
  deflateEnd(&z);
  return ok;
}

bool makes(const ZlibRecipe& recipe, std::string_view plain, std::string_view wanted) {
  std::size_t at = 0;
  const auto is_same = [&](std::string_view piece) {
    if (wanted.substr(at, piece.size()) != piece) return false;
    at += piece.size();
    return true;
  };
  return deflate_pieces(plain, recipe, is_same) && at == wanted.size();
}

// The most used first: zlib's default, the fastest (nginx), the best.
std::vector<ZlibRecipe> candidates(const ZlibRecipe& last) {
  std::vector<ZlibRecipe> all;
  if (last.level != 0) all.push_back(last);
  for (const int level : {6, 1, 9, 5, 4, 2, 3, 7, 8})
    for (const int memory : {8, 9}) {
      const ZlibRecipe one{level, memory, {}, {}};
      if (one != last) all.push_back(one);
    }
  return all;
}

template <class Number>
bool parse_number(std::string_view text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string text_of(const ZlibRecipe& recipe) {
  std::string text = std::to_string(recipe.level) + " " + std::to_string(recipe.memory) + " " +
                     hex_of(recipe.header);
  for (std::size_t i = 0; i < recipe.flushes.size(); ++i)
    text += (i == 0 ? " " : ",") + std::to_string(recipe.flushes[i]);
  return text;
}

std::optional<ZlibRecipe> parse_zlib_recipe(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, ' ');
  ZlibRecipe recipe;
  if (parts.size() < 3 || parts.size() > 4 || !parse_number(parts[0], recipe.level) ||
      !parse_number(parts[1], recipe.memory))
    return {};
  auto header = bytes_of_hex(parts[2]);
  if (!header || header->size() != kHeaderBytes) return {};
  recipe.header = std::move(*header);
  if (parts.size() == 4)
    for (const std::string_view flush : split(parts[3], ','))
      if (!parse_number(flush, recipe.flushes.emplace_back())) return {};
  return recipe;
}

std::optional<UnpackedGzip> unpack_gzip(std::string_view gzip, std::size_t max_bytes) {
  thread_local ZlibRecipe last;  // pages of a site were packed alike
  if (!gzip.starts_with(kPlainHeader) || gzip.size() < kHeaderBytes + kTrailerBytes ||
      gzip.size() > kMaxBytes)
    return {};
  const std::string_view deflated = gzip.substr(kHeaderBytes);
  auto inflated = BlockInflater(deflated, std::min(max_bytes, kMaxBytes)).run();
  if (!inflated || deflated.substr(inflated->consumed) != trailer_of(inflated->plain)) return {};
  for (ZlibRecipe recipe : candidates(last)) {
    recipe.flushes = inflated->flushes;
    if (!makes(recipe, inflated->plain, deflated.substr(0, inflated->consumed))) continue;
    last = {recipe.level, recipe.memory, {}, {}};
    recipe.header = gzip.substr(0, kHeaderBytes);
    return UnpackedGzip{std::move(inflated->plain), std::move(recipe)};
  }
  return {};
}

std::optional<std::string> repack_gzip(std::string_view plain, const ZlibRecipe& recipe) {
  std::string out = recipe.header;
  const auto append = [&](std::string_view piece) {
    out += piece;
    return true;
  };
  if (!deflate_pieces(plain, recipe, append)) return {};
  return out + trailer_of(plain);
}

}  // namespace cuttings
