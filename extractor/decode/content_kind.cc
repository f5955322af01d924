#include "extractor/decode/content_kind.h"

#include <algorithm>

#include "config/base/text.h"

namespace cuttings {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::size_t offset;
  std::string_view bytes;
  std::string_view description;
};

constexpr Signature kSignatures[] = {
    {0, "%PDF-"sv, "a PDF document"},
    {0, "%!PS"sv, "a PostScript document"},
    {0, "{\\rtf"sv, "an RTF document"},
    {0, "\x89PNG\r\n\x1A\n"sv, "a PNG image"},
    {0, "GIF87a"sv, "a GIF image"},
    {0, "GIF89a"sv, "a GIF image"},
    {0, "\xFF\xD8\xFF"sv, "a JPEG image"},
    {8, "WEBPVP"sv, "a WebP image"},
    {0, "II*\0"sv, "a TIFF image"},
    {0, "MM\0*"sv, "a TIFF image"},
    {4, "ftypavif"sv, "an AVIF image"},
    {4, "ftyp"sv, "an MP4 video"},
    {0, "\x1A\x45\xDF\xA3"sv, "a WebM video"},
    {0, "OggS\0"sv, "an Ogg file"},
    {0, "ID3"sv, "an MP3 file"},
    {0, "PK\x03\x04"sv, "a ZIP archive or Office document"},
    {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an Office document"},
    {0, "\x1F\x8B\x08"sv, "gzip data"},
    {0, "7z\xBC\xAF\x27\x1C"sv, "a 7z archive"},
    {0, "Rar!\x1A\x07"sv, "a RAR archive"},
    {0, "BZh"sv, "bzip2 data"},
    {0,
     "\xFD"
     "7zXZ\0"sv,
     "xz data"},
    {0, "\x28\xB5\x2F\xFD"sv, "zstd data"},
    {0, "wOFF"sv, "a font"},
    {0, "wOF2"sv, "a font"},
    {0,
     "\x7F"
     "ELF"sv,
     "a program"},
    {0, "SQLite format 3\0"sv, "an SQLite database"},
};

constexpr std::size_t kLookedAt = 1024;
constexpr std::size_t kMostControls = 10;  // percent of the bytes; chosen by hand

// https://mimesniff.spec.whatwg.org/#binary-data-byte
bool is_binary_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x08 || byte == 0x0B || (byte >= 0x0E && byte <= 0x1A) ||
         (byte >= 0x1C && byte <= 0x1F);
}

bool may_be_utf16(std::string_view head) {
  return head.starts_with("\xFE\xFF") || head.starts_with("\xFF\xFE") ||
         head.starts_with("<\0"sv) || head.starts_with("\0<"sv);
}

}  // namespace

std::string_view describe_non_html(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kLookedAt);
  if (trim_ascii(head).empty() && head.size() == bytes.size()) return "empty";
  const std::string_view content = head.substr(head.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  for (const Signature& signature : kSignatures)
    if (content.size() > signature.offset &&
        content.substr(signature.offset).starts_with(signature.bytes))
      return signature.description;
  if (trim_ascii(content).starts_with("%PDF-")) return "a PDF document";
  if (may_be_utf16(head)) return {};
  const auto controls =
      static_cast<std::size_t>(std::count_if(head.begin(), head.end(), is_binary_byte));
  return controls * 100 > head.size() * kMostControls ? "binary data"sv : ""sv;
}

}  // namespace cuttings
