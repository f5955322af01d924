#pragma once
// CrawlControl: does what control lines ask of a crawl.

#include <cstddef>
#include <functional>
#include <string>

#include "config/base/result.h"
#include "crawler/control_line.h"
#include "crawler/crawl_tally.h"
#include "crawler/engine/asio.h"
#include "crawler/engine/commit_group.h"
#include "crawler/engine/control_socket.h"
#include "crawler/engine/timed_event.h"
#include "crawler/frontier.h"

namespace cuttings {

/// Network thread.
class CrawlControl {
 public:
  /// All must outlive this. `changed` is told when the crawl may do what it might not before.
  CrawlControl(asio::io_context& io, Frontier& frontier, CommitGroup& commits, CrawlTally& tally,
               std::function<std::size_t()> in_flight, TimedEvent& changed);

  /// Begins to listen at `path`. Error kIo.
  Result<void> open(const std::string& path) { return socket_.open(path); }
  /// Nothing new is to be begun.
  bool is_paused() const { return is_paused_; }

 private:
  asio::awaitable<std::string> obey(std::string line);
  asio::awaitable<Result<void>> requeue(const std::string& href);
  ControlStatus status() const;

  Frontier& frontier_;
  CommitGroup& commits_;
  CrawlTally& tally_;
  std::function<std::size_t()> in_flight_;
  TimedEvent& changed_;
  bool is_paused_ = false;
  ControlSocket socket_;
};

}  // namespace cuttings
