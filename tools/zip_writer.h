#pragma once
// ZipWriter: a ZIP archive (PKWARE APPNOTE 6.3.3), made piece by piece; no ZIP64.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cuttings {

/// The caller writes what add() and end() return, in this order. Keeps some 50 bytes an entry. The
/// archive must stay under 4 GiB and 65,535 entries: fits() tells.
class ZipWriter {
 public:
  enum class Method : std::uint16_t { kStored = 0, kDeflated = 8 };

  /// A file of the archive: its local header and bytes. `name` is UTF-8 with / between folders. All
  /// entries are dated 1980-01-01, so that equal contents make equal archives.
  std::string add(std::string_view name, std::string_view bytes, Method method);
  /// The central directory.
  std::string end();
  /// False when the archive grew over what ZIP can tell.
  bool fits() const;

 private:
  struct Entry {
    std::string name;
    Method method;
    std::uint32_t crc, packed_size, size, offset;
  };
  std::vector<Entry> entries_;
  std::uint64_t offset_ = 0;
};

}  // namespace cuttings
