// cuttings crawl: builds and keeps an archive of whole sites.
#include "tools/crawl_commands.h"
#include "tools/parser.h"
#include "tools/progress.h"

namespace cuttings {

Result<std::unique_ptr<FrontierReader>> open_frontier(const Config& config) {
  auto reader = FrontierReader::open(config.store);
  if (reader || reader.error().code != ErrorCode::kNotFound) return reader;
  return fail(ErrorCode::kStore, "no archive at " + config.store.path,
              "begin one: cuttings crawl init DIR, then in it: cuttings crawl add URL");
}

Result<Url> parse_site_url(const std::string& typed) {
  auto url = Url::parse(typed.find("://") == std::string::npos ? "https://" + typed : typed);
  if (!url) return fail(std::move(url.error()), "not a URL: " + typed);
  if (!url->is_http())
    return fail(ErrorCode::kInvalidArgument,
                url->without_credentials() + " is no http or https URL",
                "try: cuttings crawl add https://news.example.org");
  return url;
}

std::string moment_words(std::int64_t unix_ms, WallTime now) {
  if (unix_ms == 0) return "never";
  const double seconds = static_cast<double>(unix_ms - now.time_since_epoch().count()) / 1000;
  if (seconds >= 1) return "in " + duration_words(seconds);
  return seconds > -1 ? "now" : duration_words(-seconds) + " ago";
}

void add_crawl_command(CLI::App& program, CommandRun& run) {
  CLI::App& crawl = add_command_group(
      program, {"crawl", "Build and keep an archive of whole sites",
                "  cuttings crawl init ~/news --contact you@example.org && cd ~/news\n"
                "  cuttings crawl add https://news.example.org\n"
                "  cuttings crawl run\n"
                "  cuttings crawl status"});
  add_crawl_init_command(crawl, run);
  add_crawl_add_command(crawl, run);
  add_crawl_import_command(crawl, run);
  add_crawl_run_command(crawl, run);
  add_crawl_watch_command(crawl, run);
  add_crawl_status_command(crawl, run);
  add_crawl_why_command(crawl, run);
  add_crawl_retry_command(crawl, run);
  add_crawl_control_command(crawl, run);
}

}  // namespace cuttings
