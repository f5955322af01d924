#include "tools/disk_room.h"

#include <sys/statvfs.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "config/base/folder.h"
#include "storage/warc/warc_directory.h"
#include "tools/stop_signals.h"

namespace cuttings {
namespace {

// Chosen by hand.
constexpr std::uint64_t kNothingLeft = 1 << 20;  // SQLite does not always keep the system's reason
constexpr std::uint64_t kWorthATry = 4 << 20;    // the largest page and its rows
constexpr std::chrono::milliseconds kLook{500};
constexpr std::chrono::minutes kTryAnyway{10};

}  // namespace

DiskRoom::DiskRoom(const StoreOptions& store) {
  folders_.push_back(folder_of(store.path));
  folders_.push_back(warc_directory(store));
}

std::uint64_t DiskRoom::left() const {
  std::uint64_t least = UINT64_MAX;
  for (const std::string& folder : folders_) {
    struct statvfs info {};
    if (statvfs(folder.c_str(), &info) == 0)
      least = std::min<std::uint64_t>(least, std::uint64_t{info.f_bavail} * info.f_frsize);
  }
  return least;
}

bool DiskRoom::is_short(const Error& error) const {
  if (error.code == ErrorCode::kFull) return true;
  return (error.code == ErrorCode::kStore || error.code == ErrorCode::kIo) && left() < kNothingLeft;
}

bool DiskRoom::wait_for_more_than(std::uint64_t before) const {
  const auto until = std::chrono::steady_clock::now() + kTryAnyway;
  while (!is_stop_requested()) {
    const std::uint64_t now = left();
    if (now > before && now - before >= kWorthATry) return true;
    if (std::chrono::steady_clock::now() >= until) return true;
    std::this_thread::sleep_for(kLook);
  }
  return false;
}

}  // namespace cuttings
