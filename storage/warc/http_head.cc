#include "storage/warc/http_head.h"

#include "config/base/text.h"

namespace cuttings {

std::size_t http_head_size(std::string_view message) {
  std::size_t at = 0;
  while (at < message.size()) {
    const std::size_t end = message.find('\n', at);
    if (end == std::string_view::npos) break;
    const bool is_blank = trim_ascii(message.substr(at, end - at)).empty();
    at = end + 1;
    if (is_blank) return at;
  }
  return message.size();
}

}  // namespace cuttings
