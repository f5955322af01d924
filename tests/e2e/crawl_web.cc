#include "tests/e2e/crawl_web.h"

#include <array>

#include "tests/support/fake_dns.h"

namespace cuttings {
namespace {

constexpr std::array<const char*, 48> kWords = {
    "harbour", "council", "morning", "ferry",  "island",  "bridge",  "letter",   "garden",
    "captain", "winter",  "market",  "school", "village", "station", "engineer", "painter",
    "opened",  "repairs", "counted", "moved",  "brought", "watched", "promised", "carried",
    "before",  "after",   "towards", "behind", "between", "without", "against",  "beside",
    "quiet",   "narrow",  "early",   "broken", "distant", "green",   "careful",  "wooden",
    "the",     "a",       "its",     "their",  "and",     "while",   "because",  "of"};

/// Numbers from a seed, the same everywhere (Knuth's MMIX constants).
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed * 2654435761u + 1) {}
  std::size_t below(std::size_t most) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state_ >> 33) % most;
  }

 private:
  std::uint64_t state_;
};

std::string sentence(Numbers& numbers) {
  std::string text = kWords[numbers.below(40)];
  text[0] = static_cast<char>(text[0] - 'a' + 'A');
  for (std::size_t words = 9 + numbers.below(9); words > 0; --words)
    text += std::string(words % 5 == 0 ? ", " : " ") + kWords[numbers.below(kWords.size())];
  return text + ".";
}

std::string paragraphs(int number, int edition) {
  Numbers numbers(static_cast<std::uint64_t>(number));
  std::string html;
  for (int i = 0; i < 6; ++i) {
    html += "<p>";
    for (int k = 0; k < 4; ++k) html += sentence(numbers) + " ";
    html += "</p>\n";
  }
  if (edition > 1) {
    Numbers more(static_cast<std::uint64_t>(number * 1000 + edition));
    html += "<p>" + sentence(more) + " " + sentence(more) + "</p>\n";
  }
  return html;
}

std::string title_of(int number) {
  Numbers numbers(static_cast<std::uint64_t>(number) + 77);
  std::string title = sentence(numbers);
  title.pop_back();
  return title;
}

std::string page(const std::string& head, const std::string& body) {
  return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">" + head +
         "</head><body><nav><a href=\"/\">Front page</a></nav>" + body +
         "<footer><p>Made for a test</p></footer></body></html>";
}

std::string links(const std::vector<std::string>& targets) {
  std::string html = "<ul>";
  for (const std::string& target : targets)
    html += "<li><a href=\"" + target + "\">Read about " + target + "</a></li>";
  return html + "</ul>";
}

LoopbackSite::Handler answer_with(std::string body, std::string type) {
  return [body = std::move(body), type = std::move(type)](const SiteRequest&, Reply& reply) {
    reply.answer(200, body, {{"Content-Type", type}});
  };
}

}  // namespace

std::string article_html(int number, int edition) {
  return page("<title>" + title_of(number) + "</title>",
              "<main><article><h1>" + title_of(number) + "</h1>\n" + paragraphs(number, edition) +
                  "</article></main>");
}

void CrawlWeb::begin_host(const std::string& host) {
  fake_dns::set(host, {"127.0.0.1"});
  hosts_.push_back(host);
}

std::string CrawlWeb::add_article(const std::string& host) {
  const auto number = static_cast<int>(articles_.size());
  const std::string target = "/2026/03/02/story-about-number-" + std::to_string(number) + ".html";
  site_.on_host(host, target, answer_with(article_html(number), "text/html; charset=utf-8"));
  articles_.push_back(site_.url(target, host));
  return target;
}

void CrawlWeb::add_feed_host(const std::string& host, int articles) {
  begin_host(host);
  std::string items;
  for (int i = 0; i < articles; ++i) {
    add_article(host);
    items += "<item><title>" + title_of(static_cast<int>(articles_.size()) - 1) + "</title><link>" +
             articles_.back() + "</link></item>";
  }
  site_.on_host(host, "/feed.xml",
                answer_with("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>" + host +
                                "</title>" + items + "</channel></rss>",
                            "application/rss+xml"));
  site_.on_host(host, "/",
                answer_with(page("<link rel=\"alternate\" type=\"application/rss+xml\" "
                                 "href=\"/feed.xml\"><title>" +
                                     host + "</title>",
                                 "<h1>" + host + "</h1>"),
                            "text/html"));
}

void CrawlWeb::add_sitemap_host(const std::string& host, int articles) {
  begin_host(host);
  std::string urls;
  for (int i = 0; i < articles; ++i) {
    add_article(host);
    urls += "<url><loc>" + articles_.back() + "</loc></url>";
  }
  site_.on_host(host, "/map.xml",
                answer_with("<?xml version=\"1.0\"?><urlset "
                            "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">" +
                                urls + "</urlset>",
                            "application/xml"));
  site_.on_host(host, "/robots.txt",
                answer_with("User-agent: *\nDisallow: /secret/\nSitemap: " +
                                site_.url("/map.xml", host) + "\n",
                            "text/plain"));
  site_.on_host(host, "/",
                answer_with(page("<title>" + host + "</title>", "<h1>Maps</h1>"), "text/html"));
}

void CrawlWeb::add_hub_host(const std::string& host, int articles) {
  std::vector<std::string> targets;
  for (int i = 0; i < articles; ++i) targets.push_back(add_article(host));
  add_link_host(host, targets);
}

void CrawlWeb::add_link_host(const std::string& host, const std::vector<std::string>& targets) {
  begin_host(host);
  site_.on_host(host, "/",
                answer_with(page("<title>" + host + "</title>", "<h1>Links</h1>" + links(targets)),
                            "text/html"));
}

Config CrawlWeb::config(const std::string& directory) const {
  return loopback_crawl(directory, site_.port(), hosts_);
}

Config loopback_crawl(const std::string& directory, int port,
                      const std::vector<std::string>& hosts) {
  Config config;
  config.store.path = directory + "/archive.db";
  config.fetch.user_agent = "crawltest/1.0 (+tests@example.org)";
  config.fetch.allow_networks = {"127.0.0.1/32"};
  config.fetch.connect_timeout_ms = 2'000;
  config.fetch.total_timeout_ms = 3'000;
  config.fetch.delay_ms = 0;
  config.crawl.merge_addresses = false;  // all hosts are at 127.0.0.1
  config.crawl.patience_s = 0;
  for (const std::string& host : hosts) {
    SiteOptions site;
    site.url = "http://" + host + ":" + std::to_string(port) + "/";
    config.sites.push_back(std::move(site));
  }
  return config;
}

}  // namespace cuttings
