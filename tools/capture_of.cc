#include "tools/capture_of.h"

#include <utility>

#include "crawler/fetch_capture.h"

namespace cuttings {

Capture capture_of(FetchResult fetched, PageReading reading) {
  Capture capture = capture_of_fetch(std::move(fetched));
  capture.fetch.error_kind = reading.error_kind;
  capture.fetch.error = reading.error.message;
  capture.fetch.is_parked = is_parked(reading.extraction.article);
  capture.charset = reading.extraction.charset;
  if (reading.is_article()) put_article(capture, std::move(reading.extraction));
  return capture;
}

}  // namespace cuttings
