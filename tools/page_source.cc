#include "tools/page_source.h"

#include <algorithm>

#include "config/base/text.h"
#include "crawler/engine/fetch_session.h"
#include "extractor/decode/mhtml.h"
#include "tools/input_file.h"
#include "tools/stop_signals.h"
#include "tools/text_run.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxSavedBytes = 64u << 20;  // a saved page carries its pictures with it

std::string name_of(const PageJob& job) { return job.path == "-" ? "standard input" : job.path; }

std::size_t most_bytes(const PageJob& job, const ExtractOptions& options) {
  const std::size_t most = options.limits.max_page_bytes;
  return is_saved_page_name(job.path) ? std::max(most, kMaxSavedBytes) : most;
}

/// The page of a file; one that a browser saved as MHTML comes with the address it had.
Result<PageInput> read_page_input(const PageJob& job, const ExtractOptions& options) {
  Result<std::string> bytes = read_input(job.path, most_bytes(job, options));
  if (!bytes) return fail(std::move(bytes.error()));
  if (!job.content_type.empty() || !is_mhtml(*bytes)) {
    std::string type =
        job.content_type.empty() ? guess_content_type(job.path, *bytes) : job.content_type;
    return PageInput{std::move(*bytes), job.url, std::move(type)};
  }
  Result<SavedPage> saved = read_mhtml(*bytes);
  if (!saved) return fail(std::move(saved.error()), name_of(job));
  return PageInput{std::move(saved->html), job.url.empty() ? saved->url : job.url,
                   std::move(saved->content_type)};
}

const char* kind_of(ErrorCode code) {
  if (code == ErrorCode::kTooLarge) return "too_large";
  return code == ErrorCode::kParse ? "not_html" : "unreadable";
}

}  // namespace

bool names_url(std::string_view name) {
  return starts_with_ignoring_ascii_case(name, "http://") ||
         starts_with_ignoring_ascii_case(name, "https://");
}

PageReading read_named_file(const PageJob& job, const ExtractOptions& options, SiteKnowledge site) {
  Result<PageInput> page = read_page_input(job, options);
  if (page) {
    page->site = site;
    return read_page_file(std::move(*page), name_of(job), options);
  }
  PageReading unread;
  unread.code = ExitCode::kInput;
  unread.error_kind = kind_of(page.error().code);
  unread.error = std::move(page.error());
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
