#pragma once
// write_wacz(): a store's WARC files, their index and its pages as one WACZ 1.1.1 file
// (https://specs.webrecorder.net/wacz/1.1.1/).

#include <string>
#include <vector>

#include "config/base/result.h"

namespace cuttings {

struct WaczPage {
  std::string id, url, title;
  std::string time;  ///< ISO 8601
};

struct WaczContent {
  std::vector<std::string> warc_files;  ///< paths of plain ones
  std::vector<WaczPage> pages;
  std::string created;   ///< ISO 8601
  std::string software;  ///< "cuttings/0.1.0"
};

/// Writes `path`, which appears whole or not at all. Error kIo, kParse: a WARC file is broken. The
/// WARC files are mapped, not read into memory. O(content).
Result<void> write_wacz(const std::string& path, const WaczContent& content);

}  // namespace cuttings
