#pragma once
// GumboArena: memory for one parse, handed out by moving a pointer and dropped whole, with a
// budget of bytes and a deadline. Gumbo cannot report "out of memory": the arena leaves by longjmp.

#include <chrono>
#include <csetjmp>
#include <cstddef>
#include <memory>
#include <vector>

namespace cuttings {

class GumboArena {
 public:
  enum class Stop : int { kNone = 0, kOutOfBudget = 1, kOutOfTime = 2 };

  GumboArena(std::size_t max_bytes, std::chrono::milliseconds time_limit);

  /// 16-byte aligned; jumps to `exit` with a Stop when the budget or the time is used up.
  void* allocate(std::size_t bytes);
  /// Takes the last allocation back; others stay until the arena goes.
  void release(void* pointer);

  std::jmp_buf exit;

 private:
  void add_chunk(std::size_t bytes);

  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  std::byte* last_ = nullptr;
  std::size_t used_bytes_ = 0;
  std::size_t max_bytes_;
  unsigned calls_ = 0;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace cuttings
