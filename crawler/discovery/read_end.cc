#include "crawler/discovery/read_end.h"

namespace cuttings {

std::string_view read_end_name(ReadEnd end) {
  switch (end) {
    case ReadEnd::kComplete:
      return "complete";
    case ReadEnd::kTruncated:
      return "truncated";
    case ReadEnd::kMalformed:
      return "malformed";
    case ReadEnd::kTooManyBytes:
      return "too_many_bytes";
    case ReadEnd::kTooManyEntries:
      return "too_many_entries";
    case ReadEnd::kTooDeep:
      return "too_deep";
    case ReadEnd::kHasDoctype:
      return "has_doctype";
    case ReadEnd::kUnknownFormat:
      return "unknown_format";
  }
  return "unknown_format";
}

}  // namespace cuttings
