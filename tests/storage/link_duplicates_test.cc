// link_duplicates(): copies are told apart from what only looks alike, and nothing is lost.

#include "storage/upkeep/link_duplicates.h"

#include <gtest/gtest.h>

#include "config/base/digest.h"
#include "extractor/fingerprint.h"
#include "storage/upkeep/take_down.h"
#include "tests/storage/store_fixture.h"

namespace cuttings {
namespace {

/// `words` made-up words; the same for the same seed.
std::string made_up_text(unsigned seed, int words = 300) {
  std::string text;
  for (int i = 0; i < words; ++i) {
    seed = seed * 1664525u + 1013904223u;
    text += "w" + std::to_string((seed >> 16) % 4000) + (i % 12 == 11 ? ". " : " ");
  }
  return text;
}

class LinkDuplicates : public StoreTest {
 protected:
  static void read(Article& article, const std::string& url, const std::string& text) {
    article.url = "https://" + url;
    article.text = text;
    article.fingerprint = fingerprint(text);
    article.content_hash = sha256_hex(text);
  }
  Saved keep(const std::string& url, const std::string& text) {
    Capture captured = capture(text, "https://" + url);
    read(*captured.article, url, text);
    return save(*open(), captured);
  }
  /// As reextract does with another reading of the stored bytes.
  void read_again(std::int64_t article_id, const std::string& url, const std::string& text) {
    Reading reading{article_id, article_of(text), ""};
    read(reading.article, url, text);
    ASSERT_TRUE(open()->replace_readings({&reading, 1}, ""));
  }
  DuplicateCounts link() {
    auto counts = link_duplicates(options_, clock_);
    EXPECT_TRUE(counts) << (counts ? "" : counts.error().message);
    return counts ? *counts : DuplicateCounts{};
  }
  std::string links() {
    return sql(
        "SELECT a.url || ' ' || kind || ' ' || o.url FROM duplicates d JOIN articles a ON a.id ="
        " d.article_id JOIN articles o ON o.id = d.of_article_id ORDER BY a.id");
  }
};

TEST_F(LinkDuplicates, CopiesAreLinkedAsTheyAreStored) {
  keep("one.test/story", made_up_text(1));
  EXPECT_EQ(links(), "");
  keep("two.test/same", made_up_text(1));
  keep("three.test/near", made_up_text(1) + "Reported by the agency.");
  keep("four.test/other", made_up_text(2));
  const std::string kept = links();
  EXPECT_EQ(kept,
            "https://two.test/same exact https://one.test/story\n"
            "https://three.test/near near https://one.test/story");
  link();
  EXPECT_EQ(links(), kept);
}

TEST_F(LinkDuplicates, ANewVersionIsLinkedByItsNewText) {
  keep("one.test/story", made_up_text(1));
  keep("two.test/same", made_up_text(1));
  keep("two.test/same", made_up_text(2));
  EXPECT_EQ(links(), "");
  keep("two.test/same", made_up_text(1) + "Reported by the agency.");
  EXPECT_EQ(links(), "https://two.test/same near https://one.test/story");
}

TEST_F(LinkDuplicates, CopiesOfWhatChangedAreLookedAtAgain) {
  keep("one.test/story", made_up_text(1));
  keep("two.test/same", made_up_text(1));
  keep("three.test/same", made_up_text(1));
  keep("one.test/story", made_up_text(2));
  EXPECT_EQ(links(), "https://three.test/same exact https://two.test/same");
  keep("one.test/story", made_up_text(1));
  EXPECT_EQ(links(),
            "https://two.test/same exact https://one.test/story\n"
            "https://three.test/same exact https://one.test/story");
}

TEST_F(LinkDuplicates, AnotherReadingKeepsTheLinksRight) {
  const Saved one = keep("one.test/story", made_up_text(3) + made_up_text(1, 200));
  const Saved two = keep("two.test/same", made_up_text(4) + made_up_text(1, 200));
  EXPECT_EQ(links(), "");  // each with much of its site's own
  read_again(two.article_id, "two.test/same", made_up_text(1, 200));
  EXPECT_EQ(links(), "");
  read_again(one.article_id, "one.test/story", made_up_text(1, 200));
  EXPECT_EQ(links(), "https://two.test/same exact https://one.test/story");
  read_again(two.article_id, "two.test/same", made_up_text(5));
  EXPECT_EQ(links(), "");
}

TEST_F(LinkDuplicates, CopiesPointAtWhatCameFirstAndStayAsTheyAre) {
  keep("one.test/story", made_up_text(1));
  keep("two.test/same", made_up_text(1));
  keep("three.test/near", made_up_text(1) + "Reported by the agency.");
  keep("four.test/other", made_up_text(2));
  const DuplicateCounts counts = link();
  EXPECT_EQ(counts.articles, 4u);
  EXPECT_EQ(counts.exact, 1u);
  EXPECT_EQ(counts.near, 1u);
  EXPECT_EQ(links(),
            "https://two.test/same exact https://one.test/story\n"
            "https://three.test/near near https://one.test/story");
  EXPECT_EQ(sql("SELECT count(*) FROM articles WHERE text <> ''"), "4");
}

TEST_F(LinkDuplicates, FindingThemAgainGivesTheSameRows) {
  keep("one.test/story", made_up_text(1));
  keep("two.test/same", made_up_text(1));
  link();
  const std::string before = links();
  EXPECT_EQ(link().exact, 1u);
  EXPECT_EQ(links(), before);
}

TEST_F(LinkDuplicates, NoLinkNamesWhatWasTakenDown) {
  keep("one.test/story", made_up_text(1));
  keep("two.test/same", made_up_text(1));
  keep("three.test/same", made_up_text(1));
  link();
  ASSERT_TRUE(take_down(options_, {"https://one.test/story", ""}, clock_));
  EXPECT_EQ(links(), "");
  EXPECT_EQ(link().articles, 2u);
  EXPECT_EQ(links(), "https://three.test/same exact https://two.test/same");
}

}  // namespace
}  // namespace cuttings
