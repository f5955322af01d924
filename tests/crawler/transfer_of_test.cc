#include "crawler/transfer_of.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

bool is_short(const Headers& headers, std::string_view body) {
  const Transfer transfer = transfer_of(200, headers, body);
  EXPECT_EQ(transfer.http_status, 200);
  return transfer.received_bytes < transfer.declared_bytes;
}

TEST(TransferOf, AContentLengthTellsWhetherTheBodyIsWhole) {  // RFC 9110, section 8.6
  EXPECT_TRUE(is_short({{"content-type", "text/html"}, {"content-length", "11"}}, "0123456789"));
  EXPECT_FALSE(is_short({{"content-length", "10"}}, "0123456789"));
  EXPECT_FALSE(is_short({{"content-length", " 9 "}}, "0123456789"));
  EXPECT_FALSE(is_short({}, "0123456789"));
}

TEST(TransferOf, OfABodyThatWasNotSentAsItIsNothingIsTold) {
  EXPECT_FALSE(is_short({{"content-length", "99"}, {"content-encoding", "gzip"}}, "x"));
  EXPECT_FALSE(is_short({{"transfer-encoding", "chunked"}, {"content-length", "99"}}, "x"));
}

TEST(TransferOf, ALengthThatIsNoneTellsNothing) {
  for (const char* value : {"", "-5", "12 bytes", "0x99", "999999999999999999999999999999"})
    EXPECT_FALSE(is_short({{"content-length", value}}, "x")) << value;
  EXPECT_FALSE(is_short({{"content-length", "99"}, {"content-length", "1"}}, "x"));
}

}  // namespace
}  // namespace cuttings
