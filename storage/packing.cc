#include "storage/packing.h"

#include "config/base/digest.h"
#include "config/base/parallel.h"

namespace cuttings {
namespace {

// Packing so much takes a millisecond, ten times what starting a thread takes.
constexpr std::size_t kBytesWorthThreads = 128 << 10;

bool is_packed(const Packing& packing, std::string_view warcinfo_id) {
  const std::vector<PackedExchange>& packed = packing.capture->packed.exchanges;
  return packed.size() == packing.capture->exchanges.size() &&
         packed.back().revisit == packing.revisit && packed.back().warcinfo_id == warcinfo_id;
}

std::size_t bytes_to_pack(const Packing& packing) {
  std::size_t bytes = 0;
  for (const HttpExchange& exchange : packing.capture->exchanges)
    bytes += exchange.response_body.size();
  return packing.revisit ? 0 : bytes;
}

}  // namespace

std::string_view body_of(const Capture& capture) {
  const bool is_as_sent = capture.is_body_as_sent && !capture.exchanges.empty();
  return is_as_sent ? capture.exchanges.back().response_body : capture.body;
}

std::string body_sha256_of(const Capture& capture) {
  if (!capture.packed.body_sha256.empty()) return capture.packed.body_sha256;
  return sha256_hex(body_of(capture));
}

PackedCapture pack_capture(const Capture& capture, const std::optional<Revisit>& revisit,
                           std::string_view warcinfo_id, GzipEffort effort) {
  PackedCapture packed;
  packed.exchanges.reserve(capture.exchanges.size());
  for (const HttpExchange& exchange : capture.exchanges) {
    const bool is_last = &exchange == &capture.exchanges.back();
    packed.exchanges.push_back(
        pack_exchange(exchange, is_last ? revisit : std::nullopt, warcinfo_id, effort));
  }
  const bool is_plain =
      !capture.exchanges.empty() && capture.exchanges.back().response_body == body_of(capture);
  packed.body_sha256 = is_plain && !packed.exchanges.back().payload_sha256.empty()
                           ? packed.exchanges.back().payload_sha256
                           : body_sha256_of(capture);
  return packed;
}

void pack_in_parallel(std::span<Packing> packings, std::string_view warcinfo_id) {
  std::vector<Packing*> missing;
  std::size_t bytes = 0;
  for (Packing& packing : packings) {
    if (packing.capture == nullptr || is_packed(packing, warcinfo_id)) continue;
    missing.push_back(&packing);
    bytes += bytes_to_pack(packing);
  }
  const auto pack = [&](std::size_t i) {
    Packing& packing = *missing[i];
    packing.own = pack_capture(*packing.capture, packing.revisit, warcinfo_id);
  };
  for_each_in_parallel(missing.size(), bytes < kBytesWorthThreads ? 1 : core_count(), pack);
}

}  // namespace cuttings
