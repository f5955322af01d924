// Cases from Unicode 15, chapter 3.9 (tables 3-7, 3-8 to 3-11) and the Encoding standard.

#include "config/base/utf8.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace cuttings {
namespace {

using namespace std::string_literals;

#define FFFD "\xEF\xBF\xBD"

/// Runs on an exact-size heap copy, so that AddressSanitizer sees a read of one byte too many.
template <class Function>
auto on_exact_copy(const std::string& bytes, Function function) {
  const std::unique_ptr<char[]> copy(new char[bytes.size()]);
  std::copy(bytes.begin(), bytes.end(), copy.get());
  return function(std::string_view(copy.get(), bytes.size()));
}

TEST(Utf8, WellFormedBoundariesOfTable37) {
  const std::vector<std::string> cases = {"",
                                          "\x7F",
                                          "\0"s,
                                          "\xC2\x80",
                                          "\xDF\xBF",
                                          "\xE0\xA0\x80",
                                          "\xE0\xBF\xBF",
                                          "\xE1\x80\x80",
                                          "\xEC\xBF\xBF",
                                          "\xED\x80\x80",
                                          "\xED\x9F\xBF",
                                          "\xEE\x80\x80",
                                          "\xEF\xBF\xBF",
                                          "\xF0\x90\x80\x80",
                                          "\xF3\xBF\xBF\xBF",
                                          "\xF4\x80\x80\x80",
                                          "\xF4\x8F\xBF\xBF"};
  for (const std::string& bytes : cases) {
    EXPECT_TRUE(on_exact_copy(bytes, is_valid_utf8)) << testing::PrintToString(bytes);
    EXPECT_EQ(to_valid_utf8(bytes), bytes);
  }
}

struct Repair {
  std::string bytes, expected;
};

TEST(Utf8, MaximalIllFormedPartsBecomeOneReplacementEach) {
  const std::vector<Repair> cases = {
      // Lone continuation bytes and bytes that never occur.
      {"\x80", FFFD},
      {"\xBF", FFFD},
      {"\xC0", FFFD},
      {"\xC1", FFFD},
      {"\xF5", FFFD},
      {"\xFF", FFFD},
      {"a\x80"
       "b",
       "a" FFFD "b"},
      // Table 3-8: overlong forms.
      {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "A"},
      // Table 3-9: surrogates.
      {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "A"},
      // Table 3-10: other ill-formed sequences.
      {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", FFFD FFFD FFFD FFFD FFFD "A" FFFD FFFD "B"},
      // Table 3-11: truncated sequences.
      {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", FFFD FFFD FFFD FFFD "A"},
      // Cut off at the end of the input.
      {"\xC2", FFFD},
      {"\xE2\x82", FFFD},
      {"\xF0\x9F\x98", FFFD},
      {"x\xE0\xA0", "x" FFFD},
      // A cut sequence before a good one.
      {"\xE2\x82\xC3\xA9", FFFD "\xC3\xA9"},
      {"\xF0\x9F\x98\xE2\x82\xAC", FFFD "\xE2\x82\xAC"},
      // A BOM stays.
      {"\xEF\xBB\xBF"
       "a\xFF",
       "\xEF\xBB\xBF"
       "a" FFFD},
  };
  for (const Repair& c : cases) {
    EXPECT_FALSE(on_exact_copy(c.bytes, is_valid_utf8)) << testing::PrintToString(c.bytes);
    EXPECT_EQ(on_exact_copy(c.bytes, to_valid_utf8), c.expected) << testing::PrintToString(c.bytes);
  }
}

/// The fast path reads 32 and 8 bytes at a time: a bad byte must be found at every place of them.
TEST(Utf8, BadBytesAreFoundAtEveryOffset) {
  for (std::size_t size = 1; size < 80; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string bytes(size, 'a');
      bytes[at] = '\x80';
      EXPECT_FALSE(on_exact_copy(bytes, is_valid_utf8)) << size << " " << at;
      EXPECT_EQ(on_exact_copy(bytes, ascii_prefix_length), at);
    }
  }
}

TEST(Utf8, EveryCodePointSurvivesEncodingAndDecoding) {
  std::string text;
  for (char32_t c = 0; c <= 0x10FFFF; ++c)
    if (c < 0xD800 || c > 0xDFFF) append_utf8(text, c);
  ASSERT_TRUE(is_valid_utf8(text));
  EXPECT_EQ(count_code_points(text), 0x110000u - 0x800u);
  std::size_t offset = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const CodePoint decoded = decode_code_point(text, offset);
    ASSERT_EQ(decoded.value, c);
    offset += decoded.length;
  }
  EXPECT_EQ(offset, text.size());
}

TEST(Utf8, NoScalarValueBecomesTheReplacementCharacter) {
  for (const char32_t c : {char32_t{0xD800}, char32_t{0xDFFF}, char32_t{0x110000}}) {
    std::string text;
    append_utf8(text, c);
    EXPECT_EQ(text, FFFD);
  }
}

TEST(Utf8, DecodingIllFormedTextStaysInside) {
  const std::vector<std::string> cases = {"\x80", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xFF\xFF"};
  for (const std::string& bytes : cases) {
    on_exact_copy(bytes, [](std::string_view text) {
      for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = decode_code_point(text, i).length;
        EXPECT_GE(length, 1u);
        EXPECT_LE(i + length, text.size());
        i += length;
      }
      return 0;
    });
  }
}

}  // namespace
}  // namespace cuttings
