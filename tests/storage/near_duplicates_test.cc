// 20,000 generated texts: 5,000 families of a text, two copies and an unrelated one.
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "extractor/fingerprint.h"
#include "storage/copy_links.h"
#include "storage/sqlite/open_store.h"
#include "tests/storage/store_fixture.h"

namespace cuttings::test {
namespace {

using Words = std::vector<std::string>;

Words new_text(std::mt19937& engine) {
  Words words(150 + engine() % 650);
  for (std::string& word : words) {
    const double u = static_cast<double>(engine() % 100'000) / 100'000.0;
    word = "w" + std::to_string(static_cast<int>(8000 * u * u * u));
  }
  return words;
}

/// A syndicated copy: up to one word in 100 changed, a credit line, perhaps the last 3 % cut.
Words copy_of(Words words, std::mt19937& engine) {
  for (std::size_t i = engine() % (words.size() / 100 + 1); i > 0; --i) {
    words[engine() % words.size()] = "edit" + std::to_string(engine() % 100);
  }
  if (engine() % 2 == 0) words.resize(words.size() - words.size() * 3 / 100);
  for (const char* word : {"by", "the", "agency"}) words.emplace_back(word);
  return words;
}

std::string print_of(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += word + " ";
  return fingerprint(text);
}

/// A store whose articles are fingerprints and nothing else.
class Prints : public StoreTest {
 protected:
  Prints() : db_(std::move(*sqlite::open_for_writing(options_.path, clock_))) {
    EXPECT_TRUE(
        db_.execute("BEGIN; INSERT INTO sites VALUES (1, 'a.test', 'a.test', NULL, '', NULL)"));
  }
  void add(std::int64_t id, const std::string& print) {
    const std::string name = std::to_string(id);
    EXPECT_TRUE(db_.run(
        "INSERT INTO articles (id, uid, url, site_id, hostname, text, word_count, fingerprint,"
        " content_hash, first_seen_at, last_checked_at, last_changed_at, row_digest)"
        " VALUES (?1, ?2, ?2, 1, 'a.test', '', 0, ?3, ?2, '', '', '', '')",
        {id, std::string_view(name), std::string_view(print)}));
  }
  std::vector<NearCopy> near(std::int64_t id, const std::string& print) {
    auto found = find_near_copies(db_, {id, "", print});
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    return found ? *found : std::vector<NearCopy>();
  }

  sqlite::Database db_;
};

class NearDuplicates : public Prints, public testing::WithParamInterface<unsigned> {};
// The distance was chosen on the first seed; the second was not looked at before.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
INSTANTIATE_TEST_SUITE_P(Seeds, NearDuplicates, testing::Values(7u));  // half a minute each there
#else
INSTANTIATE_TEST_SUITE_P(Seeds, NearDuplicates, testing::Values(20'261'125u, 7u));
#endif

TEST_P(NearDuplicates, PreciseAndCompleteOnTwentyThousandTexts) {
  std::mt19937 engine(GetParam());
  std::int64_t found = 0, right = 0, pairs = 0;
  for (std::int64_t family = 0; family < 5000; ++family) {
    const Words text = new_text(engine);
    const Words texts[] = {text, copy_of(text, engine), copy_of(text, engine), new_text(engine)};
    for (std::int64_t i = 0; i < 4; ++i) {
      const std::string print = print_of(texts[i]);
      const std::int64_t id = family * 4 + i + 1;
      for (const NearCopy& copy : near(id, print)) {
        ++found;
        right += i < 3 && (copy.article_id - 1) / 4 == family;
      }
      add(id, print);
    }
    pairs += 3;
  }
  const double precision = static_cast<double>(right) / static_cast<double>(found);
  const double recall = static_cast<double>(right) / static_cast<double>(pairs);
  std::printf("near duplicates: precision %.4f recall %.4f\n", precision, recall);
  EXPECT_GE(precision, 0.98);
  EXPECT_GE(recall, 0.95);
}

TEST_F(Prints, NothingWithinSevenBitsIsMissed) {
  std::mt19937_64 engine(3);
  const auto hex = [](std::uint64_t bits) {
    char text[17];
    std::snprintf(text, sizeof text, "%016lx", static_cast<unsigned long>(bits));
    return std::string(text);
  };
  for (int i = 1; i <= 500; ++i) {
    const std::uint64_t bits = engine() | 1;
    add(i, hex(bits));
    std::uint64_t other = bits;
    for (int flips = 0; flips < 7; ++flips) other ^= std::uint64_t{1} << engine() % 64;
    const auto found = near(1000, hex(other));
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].article_id, i);
  }
}

TEST_F(Prints, TheLookUpsNeedNothingButTheIndexes) {
  for (int quarter = 0; quarter < 4; ++quarter) {
    auto plan = db_.query(
        "EXPLAIN QUERY PLAN SELECT id, fingerprint FROM articles WHERE"
        " substr(fingerprint, " +
            std::to_string(quarter * 4 + 1) + ", 4) IN ('0000', '0001')",
        {});
    ASSERT_TRUE(plan);
    ASSERT_TRUE(*plan->next());
    EXPECT_NE(plan->text(3).find("COVERING INDEX idx_articles_fingerprint_"), std::string::npos)
        << plan->text(3);
  }
}

}  // namespace
}  // namespace cuttings::test
