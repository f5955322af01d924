#pragma once
// [process]: what the program itself may do on this machine.

#include <cstdint>

namespace cuttings {

/// Whether the program takes rights from itself before it reads pages (tools/sandbox.h).
enum class SandboxWhen : std::uint8_t {
  kOff,
  kOn,       ///< where the kernel can; else a warning
  kRequire,  ///< where the kernel cannot, nothing is read
};

struct ProcessOptions {
  SandboxWhen sandbox = SandboxWhen::kOff;

  bool operator==(const ProcessOptions&) const = default;
};

}  // namespace cuttings
