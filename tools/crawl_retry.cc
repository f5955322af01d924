// cuttings crawl retry: gives up nothing for ever.
#include "storage/article_store.h"
#include "tools/crawl_commands.h"
#include "tools/options.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

struct RetryOptions {
  std::vector<std::string> urls;
  std::string host;
  bool wants_all = false;
  MessageOptions messages;
  ConfigOptions config;
};

Result<std::int64_t> requeue(const RetryOptions& options, FrontierWriter& frontier) {
  if (options.urls.empty()) return frontier.requeue_failed(options.host);
  std::int64_t count = 0;
  for (const std::string& typed : options.urls) {
    auto url = parse_site_url(typed);
    if (!url) return fail(std::move(url.error()));
    auto is_known = frontier.requeue(*url);
    if (!is_known) return fail(std::move(is_known.error()));
    if (!*is_known)
      return fail(ErrorCode::kNotFound, url->without_credentials() + " is not in the queue",
                  "cuttings crawl why " + url->without_credentials() + " says more");
    ++count;
  }
  return count;
}

Result<ExitCode> run_retry(const RetryOptions& options) {
  if (options.urls.empty() && options.host.empty() && !options.wants_all)
    return fail(ErrorCode::kInvalidArgument, "nothing named to try again",
                "give URLs, --host HOST or --all");
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  if (auto reader = open_frontier(*config); !reader) return fail(std::move(reader.error()));
  const SystemClock clock;
  auto store = ArticleStore::open(config->store, clock);
  if (!store) return fail(std::move(store.error()));
  std::int64_t count = 0;
  const auto work = [&](std::span<const Saved>, FrontierWriter& frontier) -> Result<void> {
    auto requeued = requeue(options, frontier);
    if (!requeued) return fail(std::move(requeued.error()));
    count = *requeued;
    return {};
  };
  if (auto ok = (*store)->save_pages({}, work); !ok) return fail(std::move(ok.error()));
  options.messages.terminal().note(std::to_string(count) +
                                   " queued again; next: cuttings crawl run");
  return ExitCode::kOk;
}

}  // namespace

void add_crawl_retry_command(CLI::App& crawl, CommandRun& run) {
  auto options = std::make_shared<RetryOptions>();  // shared by the parser and the run
  CLI::App& retry =
      add_command(crawl,
                  {"retry", "Queue again what was given up",
                   "  cuttings crawl retry --host news.example.org\n"
                   "  cuttings crawl retry https://news.example.org/2026/ferry"},
                  [options, &run] { run = [options] { return run_retry(*options); }; });
  add_arguments(retry, "URL", options->urls, "These, whatever became of them");
  add_text(retry, "--host", options->host, "HOST", "All that was given up of this host");
  add_switch(retry, "--all", options->wants_all, "All that was given up");
  add_store_option(retry, options->config, "The archive; default: store.path");
  add_message_options(retry, options->messages);
  add_config_options(retry, options->config);
}

}  // namespace cuttings
