#include "extractor/decode/decode.h"

#include <gtest/gtest.h>

#include "config/base/utf8.h"
#include "extractor/decode/content_kind.h"
#include "extractor/decode/encoding.h"
#include "extractor/decode/meta_prescan.h"

namespace cuttings {
namespace {

using namespace std::string_literals;

// The standard's order:
// https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
TEST(Decode, BomBeatsTheHeader) {
  const DecodedPage page = decode_page("\xEF\xBB\xBF\xC3\xA9", "text/html; charset=windows-1251");
  EXPECT_EQ(page.text, "\xC3\xA9");
  EXPECT_EQ(page.encoding, "UTF-8");
  EXPECT_EQ(page.source, EncodingSource::kBom);
}

TEST(Decode, HeaderBeatsTheMeta) {
  const DecodedPage page =
      decode_page("<meta charset=koi8-r>\xCF\xE5", "text/html; charset=windows-1251");
  EXPECT_EQ(page.text, "<meta charset=koi8-r>Пе");
  EXPECT_EQ(page.source, EncodingSource::kHttpHeader);
}

TEST(Decode, MetaIsUsedWithoutAHeader) {
  const DecodedPage page = decode_page("<meta charset=koi8-r>\xF0\xC5", "text/html");
  EXPECT_EQ(page.text, "<meta charset=koi8-r>Пе");
  EXPECT_EQ(page.source, EncodingSource::kMeta);
}

TEST(Decode, Utf16ByBom) {
  EXPECT_EQ(decode_page("\xFF\xFE<\0p\0>\0\xE9\0"s, "").text, "<p>é");
  EXPECT_EQ(decode_page("\xFE\xFF\0<\0p\0>\0\xE9"s, "").text, "<p>é");
}

TEST(Decode, AsciiAndLatin1LabelsMeanWindows1252) {
  for (const char* label : {"ascii", "us-ascii", "latin1", "iso-8859-1", " ISO-8859-1\n", "cp1252"})
    EXPECT_EQ(encoding_from_label(label), "windows-1252") << label;
  EXPECT_EQ(decode_page("\x93q\x94 \x80", "text/html;charset=iso-8859-1").text, "“q” €");
}

// Expectations: the first bytes of each encoding's index in the Encoding standard, and Python's
// codecs.
TEST(Decode, EachFamilyIsConverted) {
  struct Case {
    const char* encoding;
    std::string bytes;
    const char* text;
  };
  const Case cases[] = {
      {"IBM866", "\x8F\xE0", "Пр"},
      {"ISO-8859-2", "\xB3\xF3\xBC", "łóź"},
      {"ISO-8859-5", "\xBF\xE0", "Пр"},
      {"ISO-8859-7", "\xC1\xE2", "Αβ"},
      {"ISO-8859-8-I", "\xF9\xEC", "של"},
      {"ISO-8859-15", "\xA4", "€"},
      {"ISO-8859-16", "\xAA\xDE", "ȘȚ"},
      {"KOI8-U", "\xA4", "є"},
      {"macintosh", "\x8E", "é"},
      {"windows-874", "\xA1", "ก"},
      {"windows-1250", "\xB3", "ł"},
      {"windows-1251", "\xCF\xF0", "Пр"},
      {"windows-1254", "\xFD", "ı"},
      {"windows-1256", "\xC8", "ب"},
      {"windows-1258", "\xFE", "₫"},
      {"x-mac-cyrillic", "\x8F", "П"},
      {"GBK", "\xC4\xE3\xBA\xC3", "你好"},
      {"gb18030", "\xC4\xE3\x81\x30\x81\x30", "你\xC2\x80"},
      {"Big5", "\xA7\x41\xA6\x6E", "你好"},
      {"EUC-JP", "\xC6\xFC\xCB\xDC", "日本"},
      {"Shift_JIS", "\x93\xFA\x96\x7B\x87\x40", "日本①"},
      {"ISO-2022-JP", "\x1B$BF|K\\\x1B(B", "日本"},
      {"EUC-KR", "\xC7\xD1\xB1\xDB\x81\x41", "한글갂"},
      {"x-user-defined", "a\x80", "a\xEF\x9E\x80"},
  };
  for (const Case& one : cases)
    EXPECT_EQ(convert_to_utf8(one.bytes, one.encoding), one.text) << one.encoding;
}

TEST(Decode, Utf7AndReplacementLabelsAreNeverUsed) {
  EXPECT_EQ(encoding_from_label("utf-7"), "");
  for (const char* label : {"utf-7", "hz-gb-2312", "iso-2022-kr", "iso-2022-cn", "replacement"}) {
    const std::string bytes = "<p>+ADw-script+AD4- ~{<:Ky2;~}";
    EXPECT_EQ(decode_page(bytes, "text/html; charset="s + label).text, bytes) << label;
  }
}

TEST(Decode, OutputIsAlwaysValidUtf8) {
  const std::string every_byte = [] {
    std::string bytes;
    for (int i = 0; i < 65536; ++i) (bytes += static_cast<char>(i >> 8)) += static_cast<char>(i);
    return bytes;
  }();
  for (const char* label : {"utf-8", "gbk", "big5", "euc-jp", "shift_jis", "euc-kr", "iso-2022-jp",
                            "utf-16le", "utf-16be", "windows-1252", "iso-8859-8", "x"})
    EXPECT_TRUE(is_valid_utf8(decode_page(every_byte, "text/html; charset="s + label).text))
        << label;
}

// Our choices (docs/parsing.md, "Decoding").
TEST(DecodeChoice, FewBadBytesInDeclaredUtf8StayUtf8) {
  const DecodedPage page = decode_page("é ü ß \xFF ö", "text/html; charset=utf-8");
  EXPECT_EQ(page.text, "é ü ß \xEF\xBF\xBD ö");
}

TEST(DecodeChoice, DeclaredUtf8ThatPlainlyIsNotFallsBack) {
  const DecodedPage page = decode_page(
      "<p>Die Gr\xFC\xDF"
      "e aus M\xFCnchen, sch\xF6n f\xFCr \xE4ltere M\xE4nner</p>",
      "text/html; charset=utf-8");
  EXPECT_NE(page.text.find("Größ"s.substr(0, 5)), 0u);
  EXPECT_NE(page.text.find("München"), std::string::npos);
}

TEST(DecodeChoice, ValidUtf8BeatsALegacyDeclaration) {
  const DecodedPage page = decode_page("Größe, Mädchen, schön", "text/html; charset=iso-8859-1");
  EXPECT_EQ(page.text, "Größe, Mädchen, schön");
  EXPECT_EQ(page.encoding, "UTF-8");
}

TEST(DecodeChoice, UndeclaredCyrillicIsDetected) {
  const std::string bytes =
      "\xCF\xE0\xF0\xEE\xEC \xE2\xE5\xF0\xED\xF3\xEB\xF1\xFF \xEF\xEE\xF1\xEB\xE5 \xEE\xE4\xE8\xED"
      "\xED\xE0\xE4\xF6\xE0\xF2\xE8 \xEB\xE5\xF2 \xE8 \xE2\xF1\xE5 \xE1\xFB\xEB\xE8 "
      "\xF0\xE0\xE4\xFB";
  EXPECT_EQ(decode_page(bytes, "").text.substr(0, 10), "Паром");
}

TEST(Prescan, FindsBothForms) {
  EXPECT_EQ(prescan_encoding("<meta charset=\"utf-8\">"), "UTF-8");
  EXPECT_EQ(
      prescan_encoding("<META http-equiv=Content-Type content='text/html; CHARSET = big5 ; x'>"),
      "Big5");
  EXPECT_EQ(prescan_encoding("<meta content='text/html; charset=big5'>"), "");
  EXPECT_EQ(prescan_encoding("<meta name=x content='y'><meta/charset=gbk>"), "GBK");
}

TEST(Prescan, PassesOverCommentsAndOtherTags) {
  EXPECT_EQ(prescan_encoding("<!-- <meta charset=big5> --><meta charset=gbk>"), "GBK");
  EXPECT_EQ(prescan_encoding("<!--><meta charset=big5>-->"), "Big5");
  EXPECT_EQ(prescan_encoding("<a title='<meta charset=big5>'><meta charset=gbk>"), "GBK");
  EXPECT_EQ(prescan_encoding("<metax charset=big5>"), "");
}

TEST(Prescan, Utf16MeansUtf8) { EXPECT_EQ(prescan_encoding("<meta charset=utf-16>"), "UTF-8"); }

TEST(ContentKind, NamesWhatIsNotHtml) {
  EXPECT_EQ(describe_non_html("%PDF-1.7\n%\xE2\xE3"), "a PDF document");
  EXPECT_EQ(describe_non_html("\x89PNG\r\n\x1A\n\0\0"s), "a PNG image");
  EXPECT_EQ(describe_non_html("PK\x03\x04\x14"), "a ZIP archive or Office document");
  EXPECT_EQ(describe_non_html(std::string(100, '\x01')), "binary data");
  EXPECT_EQ(describe_non_html(" \n"), "empty");
}

TEST(ContentKind, LetsHtmlAndTextPass) {
  for (const std::string& html :
       {"<!doctype html>"s, "just text"s, "\xEF\xBB\xBF<p>"s, "<\0h\0t\0"s,
        "<p>\0\0some text after NULs and so on"s, "\x1B$BF|K\\\x1B(B"s})
    EXPECT_EQ(describe_non_html(html), "");
}

}  // namespace
}  // namespace cuttings
