#pragma once
// ExchangeKeeper: the bytes of captures on their way into the store's WARC files, in step with its
// transactions.

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/store_options.h"
#include "storage/capture.h"
#include "storage/packing.h"
#include "storage/sqlite/database.h"
#include "storage/warc/warc_writer.h"

namespace cuttings {

/// One save after another: begin_save(), append(), note_end() within the transaction, and, once
/// that is committed, end_save(). One thread, but for pack().
class ExchangeKeeper {
 public:
  /// Cuts what lies behind the last commit. Error kStore, kIo.
  static Result<std::unique_ptr<ExchangeKeeper>> open(sqlite::Database& db,
                                                      const StoreOptions& options,
                                                      const Clock& clock);

  /// Packs what append() would have to pack. Any thread.
  void pack(Capture& capture, GzipEffort effort) const;

  /// Undoes a save that was begun and did not end, and makes room for `captures`. Error kStore,
  /// kIo.
  Result<void> begin_save(sqlite::Database& db, std::span<const Capture* const> captures);
  /// Durable on return: the place of each capture's last response; an empty one when nothing
  /// crossed the wire, and for null. Error kStore, kIo.
  Result<std::vector<Packing>> append(sqlite::Database& db,
                                      std::span<const Capture* const> captures);
  /// Writes down where the records end. Error kStore.
  Result<void> note_end(sqlite::Database& db);
  void end_save() { unsettled_.reset(); }

 private:
  ExchangeKeeper(WarcWriter warc, std::string directory)
      : warc_(std::move(warc)), directory_(std::move(directory)) {}
  Result<void> settle(sqlite::Database& db);
  Result<void> make_room(sqlite::Database& db, std::span<const Capture* const> captures);
  std::vector<Packing> pack_all(sqlite::Database& db, std::span<const Capture* const> captures);
  std::optional<Revisit> revisit_of(sqlite::Database& db, const Capture& capture,
                                    WarcPlace& repeated) const;

  WarcWriter warc_;
  std::string directory_;
  mutable std::mutex warcinfo_mutex_;   // for pack(), which other threads call
  std::string warcinfo_id_;             // as the writer has it
  std::optional<WarcPlace> unsettled_;  // a save began there and did not succeed
};

}  // namespace cuttings
