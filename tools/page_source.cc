#include "tools/page_source.h"

#include "config/base/text.h"
#include "crawler/engine/fetch_session.h"
#include "tools/input_file.h"
#include "tools/stop_signals.h"
#include "tools/text_run.h"

namespace cuttings {

bool names_url(std::string_view name) {
  return starts_with_ignoring_ascii_case(name, "http://") ||
         starts_with_ignoring_ascii_case(name, "https://");
}

PageReading read_named_file(const PageJob& job, const ExtractOptions& options, SiteKnowledge site) {
  Result<std::string> bytes = read_input(job.path, options.limits.max_page_bytes);
  if (bytes) {
    std::string type =
        job.content_type.empty() ? guess_content_type(job.path, *bytes) : job.content_type;
    PageInput page{std::move(*bytes), job.url, std::move(type)};
    page.site = site;
    return read_page_file(std::move(page), job.path == "-" ? "standard input" : job.path, options);
  }
  PageReading unread;
  unread.code = ExitCode::kInput;
  unread.error_kind = bytes.error().code == ErrorCode::kTooLarge ? "too_large" : "unreadable";
  unread.error = std::move(bytes.error());
  return unread;
}

PageReading load_page(const std::string& name, const std::string& url, const Config& config,
                      SiteKnowledge site) {
  if (!names_url(name)) return read_named_file({name, name, url}, config.extract, site);
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
