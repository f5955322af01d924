#include "storage/warc/zstd_input.h"

#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace cuttings {
namespace {

constexpr std::size_t kMaxDictionaryBytes = 64 << 20;
constexpr std::string_view kFrameMagic{"\x28\xB5\x2F\xFD", 4};       // RFC 8878, 3.1.1
constexpr std::string_view kDictionaryMagic{"\x5D\x2A\x4D\x18", 4};  // a skippable frame

std::uint32_t little_endian_32(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

// What is in a packed dictionary, one frame; empty when it is damaged or too large.
std::string unpack_dictionary(ZSTD_DCtx* context, std::string_view bytes) {
  std::string plain;
  ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
  std::size_t left = 1;
  while (left != 0) {
    const std::size_t before = plain.size();
    plain.resize(before + ZSTD_DStreamOutSize());
    ZSTD_outBuffer output{plain.data() + before, plain.size() - before, 0};
    left = ZSTD_decompressStream(context, &output, &input);
    plain.resize(before + output.pos);
    const bool is_stuck = output.pos == 0 && input.pos == input.size;
    if (ZSTD_isError(left) != 0 || (left != 0 && is_stuck) || plain.size() > kMaxDictionaryBytes)
      return {};
  }
  return plain;
}

}  // namespace

bool begins_zstd(std::string_view bytes) {
  const bool is_skippable = bytes.size() >= 4 && bytes.substr(1, 3) == kDictionaryMagic.substr(1) &&
                            (static_cast<unsigned char>(bytes[0]) & 0xF0) == 0x50;
  return bytes.starts_with(kFrameMagic) || is_skippable;
}

struct ZstdInput::Decoder {
  ~Decoder() { ZSTD_freeDCtx(context); }
  ZSTD_DCtx* context = ZSTD_createDCtx();
  ZSTD_inBuffer input{};
  bool is_begun = false, is_in_frame = false;
};

ZstdInput::ZstdInput(Read read) : read_(std::move(read)), decoder_(std::make_unique<Decoder>()) {}
ZstdInput::~ZstdInput() = default;

bool ZstdInput::fail_with(std::string_view why) {
  error_ = why;
  return false;
}

// Less at the end.
std::string ZstdInput::read_exactly(std::size_t size) {
  std::string bytes;
  while (bytes.size() < size) {
    const std::ptrdiff_t got = read_(packed_.data(), std::min(packed_.size(), size - bytes.size()));
    if (got <= 0) break;
    bytes.append(packed_.data(), static_cast<std::size_t>(got));
  }
  return bytes;
}

bool ZstdInput::begin() {
  decoder_->is_begun = true;
  if (decoder_->context == nullptr) return fail_with("there is no memory");
  const std::string head = read_exactly(kDictionaryMagic.size());
  if (head == kDictionaryMagic) return load_dictionary(read_exactly(sizeof(std::uint32_t)));
  head.copy(packed_.data(), head.size());  // an ordinary frame: it goes on from here
  decoder_->input = {packed_.data(), head.size(), 0};
  return true;
}

bool ZstdInput::load_dictionary(std::string_view head) {
  if (head.size() < sizeof(std::uint32_t)) return fail_with("its dictionary is cut off");
  const std::size_t size = little_endian_32(head);
  if (size > kMaxDictionaryBytes) return fail_with("its dictionary is too large");
  std::string dictionary = read_exactly(size);
  if (dictionary.size() < size) return fail_with("its dictionary is cut off");
  const std::string_view packed = dictionary;
  if (packed.starts_with(kFrameMagic)) dictionary = unpack_dictionary(decoder_->context, packed);
  if (dictionary.empty()) return fail_with("its dictionary is damaged");
  const std::size_t loaded =
      ZSTD_DCtx_loadDictionary(decoder_->context, dictionary.data(), dictionary.size());
  return ZSTD_isError(loaded) == 0 || fail_with("its dictionary is damaged");
}

// False at the end and on an error.
bool ZstdInput::fill() {
  ZSTD_inBuffer& input = decoder_->input;
  ZSTD_outBuffer output{plain_.data(), plain_.size(), 0};
  while (output.pos == 0) {
    if (input.pos == input.size) {
      const std::ptrdiff_t got = read_(packed_.data(), packed_.size());
      if (got < 0) return fail_with("it cannot be read");
      if (got == 0) return decoder_->is_in_frame && fail_with("it is cut off");
      input = {packed_.data(), static_cast<std::size_t>(got), 0};
    }
    const std::size_t left = ZSTD_decompressStream(decoder_->context, &output, &input);
    decoder_->is_in_frame = left != 0;
    if (ZSTD_isError(left) == 0) continue;
    fail_with(std::string("Zstd decompression failed: ") + ZSTD_getErrorName(left));
    if (output.pos == 0) return false;
  }
  setg(plain_.data(), plain_.data(), plain_.data() + output.pos);
  return true;
}

ZstdInput::int_type ZstdInput::underflow() {
  if (!error_.empty() || (!decoder_->is_begun && !begin()) || !fill()) return traits_type::eof();
  return traits_type::to_int_type(plain_.front());
}

}  // namespace cuttings
