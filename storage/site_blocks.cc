#include "storage/site_blocks.h"

#include <algorithm>

#include "storage/sqlite/open_store.h"

namespace cuttings {
namespace {

constexpr std::int64_t kMaxBlocks = 4000;  // of a site: some 160 pages' worth, 100 KB
constexpr std::int64_t kPagesBetweenCuts = 16;

// SQLite's integers have a sign; the bits are the same.
std::int64_t key_of(std::uint64_t block) { return static_cast<std::int64_t>(block); }

// Blocks seen once go first, then those seen twice, until few enough are left.
Result<void> cut_site(sqlite::Database& db, std::string_view site) {
  for (std::int64_t pages = 1;; ++pages) {
    auto count = db.integer("SELECT count(*) FROM _site_blocks WHERE site = ?1", {site});
    if (!count) return fail(std::move(count.error()));
    if (*count <= kMaxBlocks) return {};
    auto ok = db.run("DELETE FROM _site_blocks WHERE site = ?1 AND pages <= ?2", {site, pages});
    if (!ok) return ok;
  }
}

}  // namespace

SiteBlocks::SiteBlocks(std::unique_ptr<sqlite::Database> db) : db_(std::move(db)) {}
SiteBlocks::~SiteBlocks() = default;

Result<std::unique_ptr<SiteBlocks>> SiteBlocks::open(const StoreOptions& options) {
  auto db = sqlite::open_for_reading(options.path);
  if (!db) return fail(std::move(db.error()));
  return std::unique_ptr<SiteBlocks>(
      new SiteBlocks(std::make_unique<sqlite::Database>(std::move(*db))));
}

Result<std::vector<std::uint32_t>> SiteBlocks::pages_with(std::string_view site,
                                                          std::span<const std::uint64_t> blocks) {
  // One look at the database for all: each has its locks to take and leave.
  const auto look = sqlite::ReadTransaction::begin(*db_);
  if (!look) return fail(look.error());
  std::vector<std::uint32_t> pages;
  pages.reserve(blocks.size());
  for (const std::uint64_t block : blocks) {
    auto count = db_->integer("SELECT pages FROM _site_blocks WHERE site = ?1 AND block = ?2",
                              {site, key_of(block)});
    if (!count) return fail(std::move(count.error()));
    pages.push_back(static_cast<std::uint32_t>(*count));
  }
  return pages;
}

Result<std::vector<SiteBlock>> SiteBlocks::all_of(std::string_view site) {
  auto rows = db_->query("SELECT block, pages FROM _site_blocks WHERE site = ?1", {site});
  if (!rows) return fail(std::move(rows.error()));
  std::vector<SiteBlock> all;
  auto row = rows->next();
  for (; row && *row; row = rows->next())
    all.push_back({static_cast<std::uint64_t>(rows->integer(0)),
                   static_cast<std::uint32_t>(rows->integer(1))});
  if (!row) return fail(std::move(row.error()));
  std::sort(all.begin(), all.end(),
            [](const SiteBlock& a, const SiteBlock& b) { return a.block < b.block; });
  return all;
}

Result<void> count_site_blocks(sqlite::Database& db, std::string_view site,
                               std::span<const std::uint64_t> blocks, std::int64_t page_number) {
  for (const std::uint64_t block : blocks) {
    auto ok = db.run(
        "INSERT INTO _site_blocks (site, block, pages) VALUES (?1, ?2, 1)"
        " ON CONFLICT (site, block) DO UPDATE SET pages = pages + 1",
        {site, key_of(block)});
    if (!ok) return ok;
  }
  return page_number % kPagesBetweenCuts == 0 ? cut_site(db, site) : Result<void>();
}

}  // namespace cuttings
