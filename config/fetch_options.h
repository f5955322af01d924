#pragma once
// [fetch], and parts of [identity] and [crawl]: how one page is asked for, and what it may cost.
// What happens past each limit: docs/fetching.md.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cuttings {

struct FetchOptions {
  std::string user_agent = "cuttings/0.1 (+https://example.org/bot)";
  std::int64_t connect_timeout_ms = 10'000;
  std::int64_t total_timeout_ms = 60'000;
  std::int64_t low_speed_bytes_per_s =
      1'000;  ///< slower than this for low_speed_time_s ends the transfer
  std::int64_t low_speed_time_s = 15;
  std::size_t max_body_bytes = 8u << 20;      ///< after content decoding
  std::size_t max_wire_bytes = 8u << 20;      ///< before it
  std::size_t max_header_bytes = 256u << 10;  ///< headers, 1xx and trailers together
  int max_redirects = 10;
  std::size_t max_url_bytes = 2048;
  bool allow_private = false;  ///< true: loopback, private and link-local addresses may be asked
  std::vector<std::string> allow_networks = {};  ///< "10.1.0.0/16": opened although private
  std::string ca_file = {};  ///< PEM file of the authorities to trust; empty: the system's
  bool obey_robots = true;
  int max_concurrent = 64;       ///< pages in flight
  int max_per_host = 1;          ///< connections to one host
  std::int64_t delay_ms = 2000;  ///< pause between two pages of one host

  bool operator==(const FetchOptions&) const = default;
};

}  // namespace cuttings
