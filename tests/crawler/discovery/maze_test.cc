// A site of 500 articles inside about a million addresses, as a function from URL to links.
#include <queue>
#include <set>

#include <gtest/gtest.h>

#include "crawler/discovery/article_links.h"
#include "crawler/discovery/link_scope.h"
#include "crawler/discovery/trap_guard.h"

namespace cuttings::test {
namespace {

const std::string kRoot = "https://maze.example.org";
std::string article(int i) {
  return kRoot + "/news/" + std::to_string(10'000 + i) + "-boat-left-harbour-" + std::to_string(i);
}

/// Articles are listed ten a page in 10 sections; everything else is the maze.
std::vector<std::string> links_of(const std::string& url) {
  std::vector<std::string> out;
  unsigned h = 7;
  for (const char c : url) h = h * 31 + static_cast<unsigned char>(c);
  const auto maze = [&](unsigned k) {
    const std::string a = std::to_string((h + k * 7919u) % 1000),
                      b = std::to_string((h * 3 + k) % 1000);
    switch (k % 5) {
      case 0:
        return kRoot + "/browse/w" + a + "/w" + b;
      case 1:
        return kRoot + "/list?page=" + a + "&tag=" + b;
      case 2:
        return kRoot + "/stories/" + a + "-quay-wall-and-stone-" + b;  // shaped like articles
      case 3:
        return kRoot + "/calendar/" + std::to_string(2027 + h % 900) + "/" + a;
      default:
        return kRoot + "/shop?color=" + a + "&sort=" + b;
    }
  };
  for (unsigned k = 0; k < 30; ++k) out.push_back(maze(k));
  if (url == kRoot + "/") {
    for (int s = 0; s < 10; ++s) out.push_back(kRoot + "/section/" + std::to_string(s));
  }
  for (int s = 0; s < 10; ++s) {
    const std::string section = kRoot + "/section/" + std::to_string(s);
    for (int p = 0; p < 5; ++p) {
      if (url != section + (p == 0 ? "" : "/" + std::to_string(p))) continue;
      for (int i = 0; i < 10; ++i) out.push_back(article(s * 50 + p * 10 + i));
      if (p < 4) out.push_back(section + "/" + std::to_string(p + 1));
    }
  }
  return out;
}

TEST(Maze, NearlyAllArticlesWithinTwoThousandFetches) {
  LinkScopeOptions options;
  options.max_depth = 20;
  const LinkScope scope(*Url::parse(kRoot + "/"), options);
  TrapGuard guard;
  std::set<std::string> articles, seen{kRoot + "/"};
  for (int i = 0; i < 500; ++i) articles.insert(article(i));
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
    for (const std::string& link : links_of(item.url)) {
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
