#pragma once
// WarcPages: the pages in a WARC or WACZ, one after the other, as fetches.

#include <cstddef>
#include <optional>
#include <string>

#include "config/fetch_options.h"
#include "crawler/fetch_result.h"
#include "storage/warc/warc_input.h"

namespace cuttings {

/// What becomes of a record whose bytes do not have the digest that it states.
enum class WrongDigest { kTake, kLeaveOut };

/// Passes over what is no page: requests, redirects, errors, images, style sheets. One thread.
class WarcPages {
 public:
  /// "-" is standard input. Error kNotFound or kIo.
  static Result<WarcPages> open(const std::string& path, const FetchOptions& limits,
                                WrongDigest wrong_digest = WrongDigest::kTake);

  /// The next page with its request, if the file holds that; empty at the end. An error names file,
  /// place and reason, and ends the file; a file without any page is one. A record too large to be
  /// a page gives a fetch that failed.
  std::optional<Result<FetchResult>> next();

  /// How many of the records so far had a wrong digest, where the first is, and what to do; empty
  /// for none.
  std::optional<Error> wrong_digests() const;

 private:
  WarcPages(WarcInput input, std::string path, const FetchOptions& limits, WrongDigest wrong_digest)
      : input_(std::move(input)),
        path_(std::move(path)),
        limits_(limits),
        wrong_digest_(wrong_digest) {}
  bool has_wrong_digest(const WarcRecord& record, const FetchResult& fetched);
  Result<std::optional<WarcRecord>> read();
  Result<std::string> request_of(const WarcRecord& response);
  std::optional<Result<FetchResult>> end();
  tl::unexpected<Error> broken(Error error);

  WarcInput input_;
  std::string path_;
  FetchOptions limits_;
  WrongDigest wrong_digest_;
  std::optional<WarcRecord> request_;  // the last one that was read
  std::optional<WarcRecord> ahead_;    // read while looking for a response's request
  std::optional<Error> ahead_error_;
  std::size_t record_count_ = 0, wrong_count_ = 0;
  std::string first_wrong_;  // where it is
  bool is_ended_ = false, has_page_ = false;
};

/// True for a 2xx response that says it is HTML or plain text, or says nothing; never for a
/// /robots.txt, which crawlers keep beside the pages.
bool is_page(const FetchResult& fetched);

}  // namespace cuttings
