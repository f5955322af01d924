#include "tools/warc_pages.h"

#include <array>

#include "config/base/stated_digest.h"
#include "config/base/text.h"
#include "config/base/url.h"
#include "crawler/engine/stored_response.h"
#include "tools/input_stream.h"
#include "tools/stop_signals.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxUrlShown = 200;
constexpr std::size_t kMaxErrorsTold = 10;  // of a file

FetchResult too_large(const WarcRecord& record) {
  FetchResult result;
  result.url = result.final_url = std::string(record.field("WARC-Target-URI"));
  result.error = FetchError::kTooLarge;
  result.message = result.url + ": its record of " + std::string(record.field("Content-Length")) +
                   " bytes is too large for a page";
  return result;
}

// wget writes it in angle brackets.
std::string_view url_of(const WarcRecord& record) {
  const std::string_view uri = record.field("WARC-Target-URI");
  const bool is_bracketed = uri.starts_with('<') && uri.ends_with('>');
  return is_bracketed ? uri.substr(1, uri.size() - 2) : uri;
}

bool is_request_of(const WarcRecord& request, const WarcRecord& response) {
  return request.field("WARC-Type") == "request" &&
         request.field("WARC-Target-URI") == response.field("WARC-Target-URI");
}

}  // namespace

std::vector<Error> unjoined_errors(SegmentJoiner& joiner) {
  std::vector<Error> errors;
  for (std::string& message : joiner.take_unjoined())
    errors.push_back({ErrorCode::kParse, std::move(message),
                      "its segments may lie in other files: name these too"});
  return errors;
}

bool is_page(const FetchResult& fetched) {
  if (fetched.status < 200 || fetched.status > 299) return false;
  if (const auto url = Url::parse(fetched.final_url); url && url->path() == "/robots.txt")
    return false;
  const std::string_view type = fetched.header("content-type");
  const std::string_view media = trim_ascii(type.substr(0, type.find(';')));
  if (media.empty()) return true;
  constexpr std::array<std::string_view, 3> kPages = {"text/html", "application/xhtml+xml",
                                                      "text/plain"};
  for (const std::string_view page : kPages)
    if (equals_ignoring_ascii_case(media, page)) return true;
  return false;
}

Result<WarcPages> WarcPages::open(const std::string& path, const FetchOptions& limits,
                                  SegmentJoiner& joiner, WrongDigest wrong_digest) {
  const Damage damage = wrong_digest == WrongDigest::kTake ? Damage::kIsPassed : Damage::kEnds;
  auto input = WarcInput::open(path, damage, wait_for_bytes);
  if (!input) return fail(std::move(input.error()));
  return WarcPages(std::move(*input), path, limits, joiner, wrong_digest);
}

// Of many errors the last is told with their number, when the file ends.
std::optional<Result<FetchResult>> WarcPages::tell(Error error) {
  is_ended_ |= wrong_digest_ == WrongDigest::kLeaveOut || is_stop_requested();
  const std::string name = display_name(path_);
  if (is_stop_requested())
    return fail(ErrorCode::kIo, "stopped before all of " + name + " was read");
  if (++error_count_ > kMaxErrorsTold && !is_ended_) return std::nullopt;
  const std::string read = std::to_string(record_count_);
  return fail(ErrorCode::kIo, name + ": " + error.message,
              record_count_ == 0   ? "is it a WARC or WACZ file?"
              : record_count_ == 1 ? "1 record before it was read"
                                   : read + " records before it were read");
}

Result<std::optional<WarcRecord>> WarcPages::read() {
  if (ahead_error_) return fail(std::move(*std::exchange(ahead_error_, std::nullopt)));
  if (ahead_) return std::exchange(ahead_, std::nullopt);
  while (true) {
    auto record = input_.next();
    if (!record || !*record) return record;
    ++record_count_;
    if (!is_segment(**record)) return record;
    if (auto whole = join(std::move(**record))) return whole;
  }
}

// The record of which `segment` was the last one wanting.
std::optional<WarcRecord> WarcPages::join(WarcRecord segment) {
  constexpr std::string_view kField = "WARC-Block-Digest";
  has_page_ = true;  // or part of one, which is told when it stays alone
  if (is_digest_wrong(segment.field(kField), segment.block)) {
    note_wrong(kField, segment);
    if (wrong_digest_ == WrongDigest::kLeaveOut) return {};
  }
  return joiner_->take(std::move(segment));
}

// The request stands before its response (wget) or behind it (Heritrix, warcio, we).
Result<std::string> WarcPages::request_of(const WarcRecord& response) {
  if (request_ && is_request_of(*request_, response)) {
    std::string block = std::move(request_->block);
    request_.reset();
    return block;
  }
  auto next = read();
  if (!next) {
    ahead_error_ = std::move(next.error());  // this response is whole: told with the next call
    return std::string();
  }
  if (!*next) return std::string();
  if (is_request_of(**next, response)) return std::move((*next)->block);
  ahead_ = std::move(*next);
  return std::string();
}

std::optional<Result<FetchResult>> WarcPages::next() {
  while (!is_ended_) {
    auto record = read();
    if (!record) {
      if (auto told = tell(std::move(record.error()))) return told;
      continue;
    }
    if (!*record) return end();
    if ((*record)->field("WARC-Type") == "request") {
      request_ = std::move(**record);
      continue;
    }
    if (!holds_response(**record)) continue;
    has_page_ |= (*record)->is_passed_over;
    if ((*record)->is_passed_over) return too_large(**record);
    FetchResult fetched = fetch_of_record(**record, {}, limits_);
    if (has_wrong_digest(**record, fetched) && wrong_digest_ == WrongDigest::kLeaveOut) {
      has_page_ = true;  // told, so that the file is not said to be without any
      continue;
    }
    if (!is_page(fetched)) continue;
    has_page_ = true;
    auto request = request_of(**record);
    if (request) fetched.exchanges.front().request_bytes = std::move(*request);
    return fetched;
  }
  return std::nullopt;
}

bool WarcPages::has_wrong_digest(const WarcRecord& record, const FetchResult& fetched) {
  const std::string_view field = wrong_digest(record, fetched);
  if (field.empty()) return false;
  note_wrong(field, record);
  return true;
}

void WarcPages::note_wrong(std::string_view field, const WarcRecord& record) {
  if (++wrong_count_ > 1) return;
  const std::string_view url = url_of(record).substr(0, kMaxUrlShown);
  first_wrong_ =
      std::string(field) + " of " + std::string(url) + " at byte " + std::to_string(record.offset);
}

std::optional<Error> WarcPages::wrong_digests() const {
  if (wrong_count_ == 0) return {};
  const bool is_one = wrong_count_ == 1;
  const bool is_taken = wrong_digest_ == WrongDigest::kTake;
  return Error{ErrorCode::kParse,
               display_name(path_) + ": " + std::to_string(wrong_count_) +
                   (is_one ? " record is not what its digest says: "
                           : " records are not what their digests say, first ") +
                   first_wrong_,
               is_taken ? "taken all the same: get the file anew, or leave such out by --strict"
                        : "left out: get the file anew"};
}

std::optional<Result<FetchResult>> WarcPages::end() {
  is_ended_ = true;
  if (error_count_ > kMaxErrorsTold)
    return tell({ErrorCode::kParse,
                 "damaged in " + std::to_string(error_count_ - kMaxErrorsTold) + " more places"});
  if (has_page_ || error_count_ > 0) return std::nullopt;
  return tell({ErrorCode::kParse, record_count_ == 0 ? "it is empty" : "no page is in it"});
}

}  // namespace cuttings
