#pragma once
// TestCertificate: a key and a certificate of our own making, for TLS servers inside tests.

#include <string>

namespace cuttings {

struct TestCertificate {
  std::string certificate_pem, key_pem;

  /// A self-signed certificate for `host` (a DNS name, or an IP address), valid from and to so many
  /// hours from now. A client that trusts `certificate_pem` trusts it.
  static TestCertificate make(const std::string& host, int from_hours = -24, int to_hours = 24);
};

}  // namespace cuttings
