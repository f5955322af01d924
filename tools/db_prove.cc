// cuttings db prove and verify-proof: that a capture is under a seal, and for others to check it.
#include <memory>

#include "config/base/text.h"
#include "storage/seal/proof.h"
#include "tools/db_commands.h"
#include "tools/input_file.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"
#include "tools/proof_file.h"

namespace cuttings {
namespace {

struct ProveOptions {
  std::string target;  // a capture, or a file with a proof
  std::string output = "-";
  MessageOptions messages;
  ConfigOptions config;
};

constexpr std::size_t kMaxProofBytes = 1 << 20;  // a path has 64 hashes at most

Result<ExitCode> run_prove(const ProveOptions& options) {
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  auto proof = prove_capture(config->store, options.target);
  if (!proof) return fail(std::move(proof.error()));
  return write_whole(options.output, proof_json(*proof));
}

Result<ExitCode> run_verify_proof(const ProveOptions& options) {
  auto text = read_whole_input(options.target, kMaxProofBytes);
  if (!text) return fail(std::move(text.error()));
  auto proof = parse_proof(*text);
  const std::string fault = proof ? fault_of(*proof) : proof.error().message;
  if (!fault.empty())
    return fail(ErrorCode::kIo, options.target + ": " + fault,
                "ask for the proof anew; as it is it shows nothing");
  const Seal& seal = proof->seal;
  const std::string signer = seal.signature.public_key;
  const std::string words =
      proof->capture.url + " was captured at " + proof->capture.started_at + ", body sha256 " +
      proof->capture.body_sha256 + "\nseal of " + seal.day + ", made at " + seal.sealed_at +
      ", chain " + seal.chain + "\n" +
      (signer.empty() ? "not signed" : "signed by the Ed25519 key " + signer) + "\n";
  return write_whole("-", escape_for_terminal(words, LineMode::kKeepLines));
}

}  // namespace

void add_db_prove_command(CLI::App& db, CommandRun& run) {
  auto options = std::make_shared<ProveOptions>();  // shared by the parser and the run
  CLI::App& prove = add_command(
      db,
      {"prove", "Write the proof that a capture is under a seal",
       "  cuttings db prove --store archive.db https://example.org/2026/ferry -o proof.json"},
      [options, &run] { run = [options] { return run_prove(*options); }; });
  add_argument(prove, "CAPTURE", options->target,
               "A URL as it was asked (its last sealed capture), or fetches.id",
               Presence::kRequired);
  add_text(prove, "-o,--output", options->output, "FILE", "Write it there; default: stdout");
  add_store_option(prove, options->config, "The archive; default: store.path, archive.db");
  add_message_options(prove, options->messages);
  add_config_options(prove, options->config);
}

void add_db_verify_proof_command(CLI::App& db, CommandRun& run) {
  auto options = std::make_shared<ProveOptions>();  // shared by the parser and the run
  CLI::App& verify = add_command(
      db,
      {"verify-proof", "Does a proof hold? Needs no archive",
       "  cuttings db verify-proof proof.json\n"
       "Whose key it is, and whether the chain hash is the published one, is yours to compare."},
      [options, &run] { run = [options] { return run_verify_proof(*options); }; });
  add_argument(verify, "FILE", options->target, "What db prove wrote; - is stdin",
               Presence::kRequired);
  add_message_options(verify, options->messages);
}

}  // namespace cuttings
