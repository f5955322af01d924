#include "tools/text_run.h"

#include "config/base/text.h"
#include "extractor/decode/decode.h"
#include "tools/input_file.h"
#include "tools/input_stream.h"
#include "tools/stop_signals.h"

namespace cuttings {

std::string guess_content_type(const std::string& path, std::string_view bytes) {
  const bool is_text = path.ends_with(".txt") && !trim_ascii(bytes).starts_with('<');
  return std::string(is_text ? kPlainText : "");
}

TextRepeats learn_text_repeats(const std::function<std::optional<Result<PageJob>>()>& next,
                               std::size_t max_bytes) {
  TextRepeats repeats;
  while (std::optional<Result<PageJob>> job = is_stop_requested() ? std::nullopt : next()) {
    if (!*job || (*job)->fetched || is_pipe((*job)->path)) continue;
    const PageJob& file = **job;
    if (!file.path.ends_with(".txt") && file.content_type != kPlainText) continue;
    Result<std::string> bytes = read_input(file.path, max_bytes);
    if (!bytes) continue;
    const std::string type =
        file.content_type.empty() ? guess_content_type(file.path, *bytes) : file.content_type;
    if (type == kPlainText) repeats.learn(decode_page(std::move(*bytes), type).text);
  }
  return repeats;
}

}  // namespace cuttings
