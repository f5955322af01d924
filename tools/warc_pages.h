#pragma once
// WarcPages: the pages in a WARC or WACZ, one after the other, as fetches.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "config/fetch_options.h"
#include "crawler/fetch_result.h"
#include "storage/warc/segment_joiner.h"
#include "storage/warc/warc_input.h"

namespace cuttings {

/// What becomes of a record whose bytes do not have the digest that it states, and of those behind
/// a damaged one: kLeaveOut also ends a file where its first record is damaged.
enum class WrongDigest { kTake, kLeaveOut };

/// Passes over what is no page: requests, redirects, errors, images, style sheets. One thread.
class WarcPages {
 public:
  /// "-" is standard input. `joiner`, which outlives it, holds what is in segments over files.
  /// Error kNotFound or kIo.
  static Result<WarcPages> open(const std::string& path, const FetchOptions& limits,
                                SegmentJoiner& joiner,
                                WrongDigest wrong_digest = WrongDigest::kTake);

  /// The next page with its request, if the file holds that; empty at the end. An error names file,
  /// place and reason: the page behind it is the next; a file without any page is one. The tenth of
  /// a file is the last but one, which counts the others. A record too large to be a page gives a
  /// fetch that failed.
  std::optional<Result<FetchResult>> next();

  /// How many of the records so far had a wrong digest, where the first is, and what to do; empty
  /// for none.
  std::optional<Error> wrong_digests() const;

 private:
  WarcPages(WarcInput input, std::string path, const FetchOptions& limits, SegmentJoiner& joiner,
            WrongDigest wrong_digest)
      : input_(std::move(input)),
        path_(std::move(path)),
        limits_(limits),
        joiner_(&joiner),
        wrong_digest_(wrong_digest) {}
  bool has_wrong_digest(const WarcRecord& record, const FetchResult& fetched);
  void note_wrong(std::string_view field, const WarcRecord& record);
  Result<std::optional<WarcRecord>> read();
  std::optional<WarcRecord> join(WarcRecord segment);
  Result<std::string> request_of(const WarcRecord& response);
  std::optional<Result<FetchResult>> end();
  std::optional<Result<FetchResult>> tell(Error error);

  WarcInput input_;
  std::string path_;
  FetchOptions limits_;
  SegmentJoiner* joiner_;
  WrongDigest wrong_digest_;
  std::optional<WarcRecord> request_;  // the last one that was read
  std::optional<WarcRecord> ahead_;    // read while looking for a response's request
  std::optional<Error> ahead_error_;
  std::size_t record_count_ = 0, wrong_count_ = 0, error_count_ = 0;
  std::string first_wrong_;  // where it is
  bool is_ended_ = false, has_page_ = false;
};

/// What is told of the records whose segments were not all there, once all files were read.
std::vector<Error> unjoined_errors(SegmentJoiner& joiner);

/// True for a 2xx response that says it is HTML or plain text, or says nothing; never for a
/// /robots.txt, which crawlers keep beside the pages.
bool is_page(const FetchResult& fetched);

}  // namespace cuttings
