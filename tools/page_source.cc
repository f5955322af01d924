#include "tools/page_source.h"

#include "config/base/text.h"
#include "crawler/engine/fetch_session.h"
#include "tools/input_file.h"
#include "tools/stop_signals.h"

namespace cuttings {

bool names_url(std::string_view name) {
  return starts_with_ignoring_ascii_case(name, "http://") ||
         starts_with_ignoring_ascii_case(name, "https://");
}

namespace {

/// True for a .txt file that does not begin with markup: saved pages are called so, too.
bool is_text_file(const std::string& path, std::string_view bytes) {
  return path.ends_with(".txt") && !trim_ascii(bytes).starts_with('<');
}

}  // namespace

PageReading read_named_file(const std::string& path, const std::string& url,
                            const ExtractOptions& options, SiteKnowledge site) {
  Result<std::string> bytes = read_input(path, options.limits.max_page_bytes);
  const std::string content_type = bytes && is_text_file(path, *bytes) ? "text/plain" : "";
  if (bytes) {
    PageInput page{std::move(*bytes), url, content_type};
    page.site = site;
    return read_page_file(std::move(page), path == "-" ? "standard input" : path, options);
  }
  PageReading unread;
  unread.code = ExitCode::kInput;
  unread.error_kind = bytes.error().code == ErrorCode::kTooLarge ? "too_large" : "unreadable";
  unread.error = std::move(bytes.error());
  return unread;
}

PageReading load_page(const std::string& name, const std::string& url, const Config& config,
                      SiteKnowledge site) {
  if (!names_url(name)) return read_named_file(name, url, config.extract, site);
  const SystemClock clock;
  FetchSession session(config.fetch, clock);
  const StopListener listener(
      [](void* running) { static_cast<FetchSession*>(running)->request_stop(); }, &session);
  PageReading reading;
  session.run({{name}},
              [&](FetchResult fetched) { reading = read_fetch(fetched, config.extract, site); });
  return reading;
}

}  // namespace cuttings
