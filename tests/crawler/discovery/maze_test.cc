// TrapGuard and link priorities in a maze (tests/support/maze.h), without a crawl around them.
#include <queue>
#include <set>

#include <gtest/gtest.h>

#include "crawler/discovery/article_links.h"
#include "crawler/discovery/link_scope.h"
#include "crawler/discovery/trap_guard.h"
#include "tests/support/maze.h"

namespace cuttings::test {
namespace {

const std::string kRoot = "https://maze.example.org";

TEST(Maze, NearlyAllArticlesWithinTwoThousandFetches) {
  LinkScopeOptions options;
  options.max_depth = 20;
  const LinkScope scope(*Url::parse(kRoot + "/"), options);
  TrapGuard guard;
  std::set<std::string> articles, seen{kRoot + "/"};
  for (int i = 0; i < 500; ++i) articles.insert(maze_article(kRoot, i));
  struct Queued {
    double priority;
    std::string url, via;
    int depth;
    bool operator<(const Queued& b) const { return priority < b.priority; }
  };
  std::priority_queue<Queued> queue;
  queue.push({1, kRoot + "/", "", 0});
  int fetches = 0, found = 0;
  while (!queue.empty() && fetches < 2000) {
    const Queued item = queue.top();
    queue.pop();
    const Url url = *Url::parse(item.url);
    if (!guard.allows(url)) continue;
    ++fetches;
    PageYield yield{articles.contains(item.url), 0};
    found += yield.is_article;
    for (const std::string& link : maze_links(kRoot, item.url)) {
      const Url to = *Url::parse(link);
      if (scope.judge(to, item.depth + 1) != LinkRefusal::kNone || !seen.insert(link).second)
        continue;
      yield.new_article_links += looks_like_article(to, {}) > kArticleLink;
      queue.push(
          {link_priority(to, {{}, item.depth + 1, false}, &guard), link, item.url, item.depth + 1});
    }
    guard.record(url, item.via, yield);
  }
  std::printf("maze: %d of 500 in %d fetches, %zu seen, %zu patterns\n", found, fetches,
              seen.size(), guard.size());
  EXPECT_GE(found, 495);
}

}  // namespace
}  // namespace cuttings::test
