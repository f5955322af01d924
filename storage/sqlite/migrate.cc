#include "storage/sqlite/migrate.h"

#include <algorithm>

#include "storage/app_version.h"
#include "storage/iso_time.h"
#include "storage/schema/schema.h"
#include "storage/whole_file.h"

namespace cuttings::sqlite {
namespace {

constexpr const char* kHint = "the store was not changed; the program that made it can use it";

const Migration* step_from(const Schema& schema, std::int64_t version) {
  const auto step = std::find_if(schema.steps.begin(), schema.steps.end(),
                                 [version](const Migration& one) { return one.from == version; });
  return step == schema.steps.end() ? nullptr : &*step;
}

Result<void> run_step(Database& db, const Migration& step, const Clock& clock) {
  auto ok = db.execute(std::string(step.sql));
  if (!ok) return fail(std::move(ok.error()), std::string(step.name));
  ok = db.run("INSERT INTO schema_migrations VALUES (?1, ?2, ?3, ?4)",
              {step.from + 1, step.name, iso_time(clock.wall_now()), kAppVersion});
  if (!ok) return ok;
  return db.execute("PRAGMA user_version = " + std::to_string(step.from + 1));
}

Result<void> check_foreign_keys(Database& db) {
  auto broken = db.integer("SELECT count(*) FROM pragma_foreign_key_check");
  if (!broken) return fail(std::move(broken.error()));
  if (*broken == 0) return {};
  return fail(ErrorCode::kStore, std::to_string(*broken) + " rows point at rows that are not there",
              kHint);
}

Result<void> run_steps(Database& db, std::int64_t from, const Schema& schema, const Clock& clock) {
  auto transaction = Transaction::begin(db);
  if (!transaction) return fail(std::move(transaction.error()));
  for (std::int64_t version = from; version < schema.version; ++version)
    if (auto ok = run_step(db, *step_from(schema, version), clock); !ok) return ok;
  if (auto ok = check_foreign_keys(db); !ok) return ok;
  return transaction->commit();
}

}  // namespace

Schema current_schema() { return {kSchemaVersion, {}}; }

Result<void> migrate(Database& db, const std::string& path, std::int64_t from, const Schema& schema,
                     const Clock& clock) {
  for (std::int64_t version = from; version < schema.version; ++version)
    if (step_from(schema, version) == nullptr)
      return fail(ErrorCode::kStore,
                  path + ": nothing leads from version " + std::to_string(version) +
                      " of the store to the next",
                  kHint);
  const std::string copy = path + ".before-v" + std::to_string(schema.version);
  auto ok = write_whole_file(
      copy, [&](const std::string& unfinished) { return db.back_up_to(unfinished); });
  if (!ok) return fail(std::move(ok.error()), path + ": the copy before the store is changed");
  // A step may make a table anew; within a transaction this would not hold.
  if (ok = db.execute("PRAGMA foreign_keys=OFF"); !ok) return ok;
  ok = run_steps(db, from, schema, clock);
  if (!ok)
    return fail(std::move(ok.error()), path + ": to version " + std::to_string(schema.version));
  return db.execute("PRAGMA foreign_keys=ON");
}

}  // namespace cuttings::sqlite
