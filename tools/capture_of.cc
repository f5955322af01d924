#include "tools/capture_of.h"

#include "crawler/fetch_capture.h"

namespace cuttings {

Capture capture_of(const FetchResult& fetched, const PageReading& reading) {
  Capture capture = capture_of_fetch(fetched);
  capture.fetch.error_kind = reading.error_kind;
  capture.fetch.error = reading.error.message;
  capture.charset = reading.extraction.charset;
  if (reading.is_article()) capture.article = reading.extraction.article;
  return capture;
}

}  // namespace cuttings
