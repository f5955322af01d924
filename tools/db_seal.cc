// cuttings db seal: a chained root over what each finished day brought.
#include <memory>

#include "extractor/render/json_writer.h"
#include "storage/seal/seal_store.h"
#include "tools/db_commands.h"
#include "tools/input_file.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

struct SealOptions {
  std::string key_path;
  bool is_json = false;
  MessageOptions messages;
  ConfigOptions config;
};

constexpr std::size_t kMaxKeyBytes = 64 << 10;  // a key has 119

std::string json_of(const std::vector<Seal>& seals) {
  JsonWriter json(JsonStyle::kLine);
  json.begin_array();
  for (const Seal& seal : seals) {
    json.begin_object();
    json.key("day"), json.string(seal.day);
    json.key("leaf_count"), json.number(static_cast<std::size_t>(seal.leaf_count));
    json.key("root"), json.string(seal.root);
    json.key("chain"), json.string(seal.chain);
    json.key("public_key"), json.string_or_null(seal.signature.public_key);
    json.end_object();
  }
  json.end_array();
  return json.take() + "\n";
}

std::string text_of(const std::vector<Seal>& seals) {
  if (seals.empty()) return "nothing to seal: every day that is over is sealed\n";
  std::string text;
  for (const Seal& seal : seals)
    text += seal.day + "  " + std::to_string(seal.leaf_count) + " leaves  " + seal.chain + "\n";
  return text;
}

Result<ExitCode> run_seal(const SealOptions& options) {
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  Result<std::string> key = std::string();
  if (!options.key_path.empty()) key = read_whole_input(options.key_path, kMaxKeyBytes);
  if (!key) return fail(std::move(key.error()));
  if (!options.key_path.empty() && key->empty())
    return fail(ErrorCode::kInvalidArgument, options.key_path + ": the key is empty");
  auto seals = seal_store(config->store, *key, SystemClock());
  if (!seals) return fail(std::move(seals.error()));
  return write_whole("-", options.is_json ? json_of(*seals) : text_of(*seals));
}

}  // namespace

void add_db_seal_command(CLI::App& db, CommandRun& run) {
  auto options = std::make_shared<SealOptions>();  // shared by the parser and the run
  CLI::App& seal = add_command(
      db,
      {"seal", "Chain a Merkle root over each finished day's captures and versions",
       "  cuttings db seal --store archive.db --key seal.pem\n"
       "Write the last line's hash down elsewhere. A key: openssl genpkey -algorithm ed25519"},
      [options, &run] { run = [options] { return run_seal(*options); }; });
  add_text(seal, "--key", options->key_path, "FILE", "Sign with this Ed25519 private key (PEM)");
  add_switch(seal, "--json", options->is_json, "Print the new seals as JSON");
  add_store_option(seal, options->config, "The archive; default: store.path, archive.db");
  add_message_options(seal, options->messages);
  add_config_options(seal, options->config);
}

}  // namespace cuttings
