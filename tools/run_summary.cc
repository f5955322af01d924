#include "tools/run_summary.h"

#include <array>
#include <cstdio>

#include "tools/stop_signals.h"

namespace cuttings {
namespace {

std::string seconds_words(double seconds) {
  std::array<char, 32> text{};
  (void)std::snprintf(text.data(), text.size(), "%.2f s", seconds);
  return text.data();
}

void say_kept(const FinishedRun& run) {
  if (!run.kept || run.only_input.empty()) return;
  const std::string line = "kept " + std::to_string(run.kept->kept) + " of " +
                           std::to_string(run.kept->all) + " blocks · " +
                           seconds_words(run.seconds) + " · cuttings explain " + run.only_input +
                           " shows why";
  if (run.terminal.stderr_is_terminal())
    run.terminal.note(line);
  else
    run.terminal.detail(line);
}

void say_counts(const FinishedRun& run) {
  if (run.input_count < 2) return;
  run.terminal.note(std::to_string(run.tally.ok_count()) + " of " +
                    std::to_string(run.input_count) + " gave an article · " +
                    std::to_string(run.tally.failed_count()) + " failed · " +
                    seconds_words(run.seconds));
}

Result<ExitCode> finish_stopped(const FinishedRun& run) {
  Result<std::string> name = run.file.commit_partial();
  if (!name) return fail(std::move(name.error()));
  const std::size_t done = run.tally.ok_count() + run.tally.failed_count();
  run.terminal.note("stopped after " + std::to_string(done) + " of " +
                    std::to_string(run.input_count) + " inputs" +
                    (name->empty() ? "" : "; what is done stands in " + *name));
  return stop_exit_code();
}

}  // namespace

Result<ExitCode> finish_run(const FinishedRun& run, Result<void> written) {
  if (written && is_stop_requested()) return finish_stopped(run);
  const bool has_result = run.tally.ok_count() > 0 || run.keeps_failures || run.file.is_stdout();
  if (written && has_result) written = run.file.commit();
  if (run.file.is_closed_pipe()) return ExitCode::kOk;
  if (!written) return fail(std::move(written.error()));
  say_kept(run);
  say_counts(run);
  return run.tally.total();
}

}  // namespace cuttings
