#pragma once
// The end of a run over inputs: the result gets its name, a person a last line, the shell a code.

#include <cstddef>
#include <optional>
#include <string>

#include "extractor/extract.h"
#include "tools/exit_code.h"
#include "tools/output_file.h"
#include "tools/terminal.h"

namespace cuttings {

struct FinishedRun {
  const Terminal& terminal;
  OutputFile& file;
  const ExitTally& tally;
  std::size_t input_count = 0;
  double seconds = 0;
  std::optional<KeptBlocks> kept;  ///< of a single article
  std::string only_input;          ///< its name, "" when there were several inputs
  bool keeps_failures = false;  ///< the format has rows for failures: worth a file without articles
};

/// Commits the output and says on stderr what there was: "kept 14 of 61 blocks · 0.31 s · ..." for
/// one article, counts for several. `written` is the first error of the run; a closed pipe is no
/// error. Returns the exit code of the run.
Result<ExitCode> finish_run(const FinishedRun& run, Result<void> written);

}  // namespace cuttings
