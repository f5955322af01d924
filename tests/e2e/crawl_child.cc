// crawl_child DIRECTORY PORT HOSTS DELAY_MS: one pass of a crawl over hosts h0.test, h1.test, ...
// of a LoopbackSite in another process; made to be killed (crawl_kill_test.cc). Prints the
// milliseconds from its start to the first fetch.

#include <cstdio>
#include <cstdlib>
#include <string>

#include "crawler/engine/crawl_run.h"
#include "tests/e2e/crawl_web.h"
#include "tests/support/fake_dns.h"

namespace {

using namespace cuttings;

int give_up(const Error& error) {
  std::fprintf(stderr, "crawl_child: %s\n", error.message.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  std::vector<std::string> hosts;
  for (int i = 0; i < std::atoi(argv[3]); ++i) {
    hosts.push_back("h" + std::to_string(i) + ".test");
    fake_dns::set(hosts.back(), {"127.0.0.1"});
  }
  Config config = loopback_crawl(argv[1], std::atoi(argv[2]), hosts);
  config.fetch.delay_ms = std::atoi(argv[4]);
  config.fetch.max_concurrent = kKillTestInFlight;
  const SystemClock clock;
  auto store = ArticleStore::open(config.store, clock);
  if (!store) return give_up(store.error());
  auto reader = FrontierReader::open(config.store);
  if (!reader) return give_up(reader.error());
  CrawlRun run(config, **store, **reader, clock);
  auto tally = run.run({});
  return tally ? 0 : give_up(tally.error());
}
