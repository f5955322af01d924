#include "extractor/decode/mhtml.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

// The form browsers built on Chromium write ("Webpage, Single File").
std::string saved_by_a_browser(const std::string& encoding, const std::string& body) {
  return "From: <Saved by Blink>\r\n"
         "Snapshot-Content-Location: https://news.example/ferry\r\n"
         "Subject: =?utf-8?Q?Ferry?=\r\n"
         "MIME-Version: 1.0\r\n"
         "Content-Type: multipart/related;\r\n"
         "\ttype=\"text/html\";\r\n"
         "\tboundary=\"----MultipartBoundary--x1----\"\r\n"
         "\r\n"
         "\r\n"
         "------MultipartBoundary--x1----\r\n"
         "Content-Type: text/html\r\n"
         "Content-ID: <frame-2@mhtml.blink>\r\n"
         "Content-Location: https://ads.example/frame\r\n"
         "\r\n"
         "<p>An advertisement\r\n"
         "------MultipartBoundary--x1----\r\n"
         "Content-Type: text/html; charset=\"utf-8\"\r\n"
         "Content-Transfer-Encoding: " +
         encoding +
         "\r\n"
         "Content-Location: https://news.example/ferry\r\n"
         "\r\n" +
         body +
         "\r\n"
         "------MultipartBoundary--x1----\r\n"
         "Content-Type: image/png\r\n"
         "Content-Transfer-Encoding: base64\r\n"
         "\r\n"
         "iVBORw0KGgo=\r\n"
         "------MultipartBoundary--x1------\r\n";
}

TEST(Mhtml, IsToldByItsHeader) {
  EXPECT_TRUE(is_mhtml(saved_by_a_browser("8bit", "<p>a")));
  EXPECT_TRUE(is_mhtml("MIME-Version: 1.0\nContent-type: Multipart/Related; boundary=x\n\n"));
  EXPECT_FALSE(is_mhtml("Content-Type: text/html\r\n\r\n<p>a"));
  EXPECT_FALSE(is_mhtml("<p>Content-Type: multipart/related; boundary=x"));
  EXPECT_FALSE(is_mhtml("Dear reader\nContent-Type: multipart/related; boundary=x\n\n"));
  EXPECT_FALSE(is_mhtml(""));
}

TEST(Mhtml, ThePageIsTheOneTheBrowserNoted) {
  const auto page = read_mhtml(saved_by_a_browser("8bit", "<p>The ferry is back"));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->html, "<p>The ferry is back\r\n");
  EXPECT_EQ(page->content_type, "text/html; charset=\"utf-8\"");
  EXPECT_EQ(page->url, "https://news.example/ferry");
}

// The examples of RFC 2045, sections 6.7 and 6.8, in this form.
TEST(Mhtml, TransferEncodingsAreUndone) {
  const auto quoted = read_mhtml(saved_by_a_browser(
      "quoted-printable", "<p class=3D\"a\">Now's the time =\r\nfor f=C3=A4hren, a =zz=\r\n b=3D"));
  ASSERT_TRUE(quoted);
  EXPECT_EQ(quoted->html, "<p class=\"a\">Now's the time for f\xC3\xA4hren, a =zz b=\r\n");
  const auto base64 = read_mhtml(saved_by_a_browser("BASE64", "PHA+RsOk\r\naHJlPC9wPg=="));
  ASSERT_TRUE(base64);
  EXPECT_EQ(base64->html, "<p>F\xC3\xA4hre</p>");
}

TEST(Mhtml, WithoutANoteTheFirstPageIsIt) {
  const std::string file =
      "Content-Type: multipart/related; boundary=b\n\n"
      "--b\nContent-Type: text/css\nContent-Location: https://a.example/s\n\np{}\n"
      "--b\nContent-Type: text/html\nContent-Location: https://a.example/1\n\n<p>one --b two\n"
      "--b\nContent-Type: text/html\n\n<p>two\n--b--\n";
  const auto page = read_mhtml(file);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->html, "<p>one --b two\n");
  EXPECT_EQ(page->url, "https://a.example/1");
  const auto cut = read_mhtml(file.substr(0, file.find("two\n")));
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->html, "<p>one --b ");
}

TEST(Mhtml, WithoutAPageItIsAnError) {
  const auto none = read_mhtml(
      "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--\n");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kParse);
  EXPECT_FALSE(read_mhtml("Content-Type: multipart/related\n\n"));
}

}  // namespace
}  // namespace cuttings
