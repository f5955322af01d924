// A response out of a WARC record, with and without the exchange it came in.

#include "crawler/engine/stored_response.h"

#include <gtest/gtest.h>

#include "storage/warc/gzip.h"

namespace cuttings {
namespace {

WarcRecord record_of(std::string block, std::string type = "response") {
  WarcRecord record;
  record.fields = {{"WARC-Type", std::move(type)},
                   {"WARC-Target-URI", "<https://news.example.org/ferry>"},
                   {"WARC-Date", "2026-02-03T08:10:00Z"},
                   {"Content-Type", "text/html"}};
  record.block = std::move(block);
  return record;
}

std::string response(std::string_view headers, std::string_view body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + std::string(headers) + "\r\n" +
         std::string(body);
}

void expect_same(const WarcRecord& record, const FetchOptions& options = {}) {
  const FetchResult fetched = fetch_of_record(record, "", options);
  const FetchResult page = page_of_record({record, record.block}, options);
  EXPECT_EQ(page.url, fetched.url);
  EXPECT_EQ(page.final_url, fetched.final_url);
  EXPECT_EQ(page.started_at, fetched.started_at);
  EXPECT_EQ(page.status, fetched.status);
  EXPECT_EQ(page.headers, fetched.headers);
  EXPECT_EQ(page.body, fetched.body);
  EXPECT_EQ(page.error, fetched.error);
  EXPECT_EQ(page.message, fetched.message);
  EXPECT_EQ(page.is_cut_off, fetched.is_cut_off);
}

TEST(StoredResponse, ThePageAloneIsThatOfTheFetch) {
  expect_same(record_of(response("", "<p>The boat left.")));
  expect_same(record_of(response("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n")));
  expect_same(record_of(response("Transfer-Encoding: chunked\r\n", "<p>chunks were removed")));
  expect_same(record_of(response("Content-Encoding: gzip\r\n", "<p>stored decoded")));
  expect_same(record_of(response("Content-Encoding: identity\r\n", "<p>as it is")));
  expect_same(record_of(response("Content-Length: 1\r\nContent-Length: 2\r\n", "ab")));
  expect_same(record_of("HTTP/1.1 103 Early Hints\r\n\r\n" + response("", "late")));
  expect_same(record_of("HTTP/1.1 200 OK\r\nContent-Ty"));
  expect_same(record_of(""));
  expect_same(record_of("<p>no head", "resource"));
}

std::string text_of_many_words() {
  std::string text = "<p>";
  for (int i = 0; i < 4'000; ++i) text += std::to_string(i * 7919 % 10'007) + " boats ";
  return text;
}

TEST(StoredResponse, ACodedBodyThatEndsEarlyIsGivenAsFarAsItGoes) {
  const std::string text = text_of_many_words(), packed = gzip_member(text);
  for (const std::string& head :
       {std::string("Content-Encoding: gzip\r\n"), std::string("Transfer-Encoding: gzip\r\n")}) {
    for (const std::size_t cut : {std::size_t{4}, packed.size() / 2}) {
      const WarcRecord record = record_of(response(head, packed.substr(0, packed.size() - cut)));
      const FetchResult page = page_of_record({record, record.block}, {});
      EXPECT_EQ(page.error, FetchError::kNone) << head << cut << page.message;
      EXPECT_TRUE(page.is_cut_off) << head << cut;
      EXPECT_TRUE(text.starts_with(page.body)) << head << cut;
      EXPECT_GT(page.body.size(), text.size() / 3) << head << cut;
      expect_same(record);
    }
    const WarcRecord whole = record_of(response(head, packed));
    const FetchResult page = page_of_record({whole, whole.block}, {});
    EXPECT_EQ(page.body, text) << head;
    EXPECT_FALSE(page.is_cut_off) << head;
    FetchOptions options;
    options.max_body_bytes = 1000;
    EXPECT_EQ(page_of_record({whole, whole.block}, options).error, FetchError::kTooLarge) << head;
    expect_same(whole, options);
    const WarcRecord none = record_of(response(head, packed.substr(0, 5)));
    EXPECT_TRUE(page_of_record({none, none.block}, {}).body.size() <= 5) << head;
  }
  const WarcRecord removed =
      record_of(response("Transfer-Encoding: gzip, chunked\r\n", "<p>Plain"));
  EXPECT_EQ(page_of_record({removed, removed.block}, {}).body, "<p>Plain");
}

TEST(StoredResponse, ThePageAloneKeepsTheLimits) {
  FetchOptions options;
  options.max_body_bytes = 10;
  for (const std::size_t size : {10, 11})
    expect_same(record_of(response("", std::string(size, 'x'))), options);
  const WarcRecord large = record_of(response("", std::string(11, 'x')));
  EXPECT_EQ(page_of_record({large, large.block}, options).error, FetchError::kTooLarge);
}

TEST(StoredResponse, ABodyIsWhatStandsBehindTheHead) {
  const WarcRecord record = record_of(response("ETag: x\r\n", "<p>The boat\r\n\r\nleft."));
  const FetchResult page = page_of_record({record, record.block}, {});
  EXPECT_EQ(page.body, "<p>The boat\r\n\r\nleft.");
  EXPECT_EQ(page.url, "https://news.example.org/ferry");
  EXPECT_EQ(page.header("etag"), "x");
  EXPECT_TRUE(page.exchanges.empty());
}

}  // namespace
}  // namespace cuttings
