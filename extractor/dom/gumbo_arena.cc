#include "extractor/dom/gumbo_arena.h"

#include <algorithm>
#include <new>

namespace cuttings {
namespace {

constexpr std::size_t kAlignment = 16;
constexpr std::size_t kChunkBytes = 256u << 10;
constexpr unsigned kCallsBetweenClockReads = 1024;

}  // namespace

GumboArena::GumboArena(std::size_t max_bytes, std::chrono::milliseconds time_limit)
    : max_bytes_(max_bytes), deadline_(std::chrono::steady_clock::now() + time_limit) {
  chunks_.reserve(max_bytes / kChunkBytes + 1);  // so that push_back never allocates
}

void* GumboArena::allocate(std::size_t bytes) {
  bytes = std::max((bytes + kAlignment - 1) / kAlignment * kAlignment, kAlignment);
  if (++calls_ % kCallsBetweenClockReads == 0 && std::chrono::steady_clock::now() > deadline_)
    std::longjmp(exit, static_cast<int>(Stop::kOutOfTime));
  if (static_cast<std::size_t>(end_ - next_) < bytes) add_chunk(bytes);
  last_ = next_;
  next_ += bytes;
  return last_;
}

void GumboArena::release(void* pointer) {
  if (pointer == nullptr || pointer != last_) return;
  next_ = last_;
  last_ = nullptr;
}

void GumboArena::add_chunk(std::size_t bytes) {
  const std::size_t size = std::max(bytes, kChunkBytes);
  if (used_bytes_ + size > max_bytes_) std::longjmp(exit, static_cast<int>(Stop::kOutOfBudget));
  auto* const chunk = new (std::nothrow) std::byte[size];
  if (chunk == nullptr) std::longjmp(exit, static_cast<int>(Stop::kOutOfBudget));
  chunks_.emplace_back(chunk);
  used_bytes_ += size;
  next_ = chunk;
  end_ = next_ + size;
}

}  // namespace cuttings
