// TLS: an identity that cannot be checked is never taken for good.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/e2e/fetching.h"
#include "tests/support/bad_answers.h"
#include "tests/support/fake_dns.h"
#include "tests/support/loopback_site.h"
#include "tests/support/test_certificate.h"

namespace cuttings {
namespace {

using ::testing::HasSubstr;

/// Options that trust exactly this certificate.
class Trusting {
 public:
  explicit Trusting(const TestCertificate& certificate)
      : path_(std::filesystem::temp_directory_path() /
              ("cuttings-ca-" + std::to_string(getpid()) + ".pem")) {
    std::ofstream(path_) << certificate.certificate_pem;
    options.ca_file = path_;
  }
  ~Trusting() { std::filesystem::remove(path_); }
  FetchOptions options = loopback_options();

 private:
  std::filesystem::path path_;
};

TEST(FetchTls, ATrustedCertificateIsTaken) {
  const auto certificate = TestCertificate::make("good.test");
  fake_dns::set("good.test", {"127.0.0.1"});
  LoopbackSite site(certificate);
  site.page("/a", "a");
  const Trusting trusting(certificate);
  const FetchResult result = fetch(trusting.options, site.url("/a", "good.test"));
  EXPECT_EQ(result.message, "");
  EXPECT_EQ(result.body, "a");
}

TEST(FetchTls, ASelfSignedCertificateIsRefused) {
  LoopbackSite site(TestCertificate::make("127.0.0.1"));
  const FetchResult result = fetch(site.url("/a"));
  EXPECT_EQ(error_of(result), "tls");
  EXPECT_THAT(result.message, HasSubstr("self-signed"));
  EXPECT_TRUE(site.requests().empty());
}

TEST(FetchTls, AnExpiredCertificateIsRefused) {
  const auto certificate = TestCertificate::make("127.0.0.1", -48, -24);
  LoopbackSite site(certificate);
  const Trusting trusting(certificate);
  const FetchResult result = fetch(trusting.options, site.url("/a"));
  EXPECT_EQ(error_of(result), "tls");
  EXPECT_THAT(result.message, HasSubstr("expired"));
  EXPECT_TRUE(site.requests().empty());
}

TEST(FetchTls, ACertificateNotYetValidIsRefused) {
  const auto certificate = TestCertificate::make("127.0.0.1", 24, 48);
  LoopbackSite site(certificate);
  const Trusting trusting(certificate);
  EXPECT_EQ(error_of(fetch(trusting.options, site.url("/a"))), "tls");
  EXPECT_TRUE(site.requests().empty());
}

TEST(FetchTls, ACertificateOfAnotherHostIsRefused) {
  const auto certificate = TestCertificate::make("good.test");
  fake_dns::set("other.test", {"127.0.0.1"});
  LoopbackSite site(certificate);
  const Trusting trusting(certificate);
  EXPECT_EQ(error_of(fetch(trusting.options, site.url("/a", "other.test"))), "tls");
  EXPECT_EQ(error_of(fetch(trusting.options, site.url("/a"))), "tls");
  EXPECT_TRUE(site.requests().empty());
}

TEST(FetchTls, AServerWithoutTlsIsRefused) {
  LoopbackSite plain;
  std::string url = plain.url("/a");
  url.replace(0, 4, "https");
  const FetchResult result = fetch(url);
  EXPECT_EQ(error_of(result), "tls") << result.message;
}

TEST(FetchTls, AMissingCaFileIsNoReasonToTrust) {
  LoopbackSite site(TestCertificate::make("127.0.0.1"));
  FetchOptions options = loopback_options();
  options.ca_file = "/nonexistent/ca.pem";
  EXPECT_EQ(error_of(fetch(options, site.url("/a"))), "tls");
}

}  // namespace
}  // namespace cuttings
