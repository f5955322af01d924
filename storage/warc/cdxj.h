#pragma once
// CDXJ: one line a capture, by which replay tools find it: SURT key, time, JSON
// (https://specs.webrecorder.net/cdxj/0.1.0/).

#include <string>
#include <string_view>
#include <vector>

#include "config/base/result.h"

namespace cuttings {

/// "org,example)/2026/ferry?page=2": host reversed and without "www.", path and query in lower
/// case. A URL that cannot be parsed is returned as it is. O(url).
std::string surt_of(std::string_view url);

/// The lines, without line ends and in the file's order, of the responses and revisit records in
/// the WARC file `path`, which is called `name` in them. Error kIo, kParse: a record is broken.
Result<std::vector<std::string>> cdxj_of_file(const std::string& path, std::string_view name);

/// The sorted lines of several files, called by the last part of their paths, each with its line
/// end. Errors as above.
Result<std::string> cdxj_of_files(const std::vector<std::string>& paths);

}  // namespace cuttings
