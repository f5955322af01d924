#pragma once
// fetch_of_record(): an HTTP response out of a WARC, as the fetch it was: what the live crawl had
// in its hands, so that the same article comes of it.

#include <string>
#include <string_view>

#include "config/fetch_options.h"
#include "crawler/fetch_result.h"
#include "storage/warc/warc_reader.h"
#include "storage/warc/warc_record.h"

namespace cuttings {

/// Undoes chunks and content codings, within the limits of `options`. `request_bytes` go into the
/// exchange; they may be empty. What is wrong with the response is in the result's error. A body
/// that does not carry the coding its head names is taken as it is: some tools store it decoded.
/// Of a coded body that ends early what could be unpacked is taken, and is_cut_off is true.
/// Any thread. O(block).
FetchResult fetch_of_record(const WarcRecord& response, std::string request_bytes,
                            const FetchOptions& options);

/// The same for who only reads the page: without the exchange, and with one copy of the body.
FetchResult page_of_record(const RecordView& response, const FetchOptions& options);

/// The name of the record's field whose digest its bytes do not have: "WARC-Block-Digest" or
/// "WARC-Payload-Digest"; "" when none is wrong. `fetched` is what fetch_of_record() made of it.
/// What the payload is differs from tool to tool: with its chunks, without, or decoded; one that is
/// truncated may be told of as it was. Any thread. O(block).
std::string_view wrong_digest(const WarcRecord& response, const FetchResult& fetched);

/// True for a response to an http(s) URL, and for a `resource` record.
bool holds_response(const WarcRecord& record);

}  // namespace cuttings
