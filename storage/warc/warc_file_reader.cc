#include "storage/warc/warc_file_reader.h"

#include <charconv>
#include <fstream>

#include "config/base/text.h"
#include "storage/warc/compact_record.h"
#include "storage/warc/header_syntax.h"
#include "storage/warc/seekable_zstd.h"
#include "storage/warc/warc_reader.h"

namespace cuttings {
namespace {

// Of the record at the beginning of `plain`, whole; 0 when there is none. Its header is as
// compact_record() leaves it.
std::size_t size_of_first(std::string_view plain) {
  const std::size_t end = plain.find(kBlankLine);
  if (end == std::string_view::npos) return 0;
  const std::string_view header = plain.substr(0, end);
  const std::size_t at = header.find(kLengthField);
  if (at == std::string_view::npos) return 0;
  std::size_t length = 0;
  const char* begin = header.data() + at + kLengthField.size();
  if (std::from_chars(begin, header.data() + header.size(), length).ec != std::errc()) return 0;
  const std::size_t rest = plain.size() - end - kBlankLine.size();
  if (length > rest || rest - length < kBlankLine.size()) return 0;
  return end + kBlankLine.size() + length + kBlankLine.size();
}

}  // namespace

Result<std::optional<WarcRecord>> next_of_frame(std::string_view plain, std::uint64_t plain_offset,
                                                BodyForm form, std::size_t& at) {
  if (at == plain.size()) return std::optional<WarcRecord>();
  const std::size_t size = size_of_first(plain.substr(at));
  auto record = parse_record(std::string(plain.substr(at, size)));
  if (!record || (form == BodyForm::kAsSent && !restore_block(*record)))
    return fail(ErrorCode::kParse, "no whole record at byte " + std::to_string(plain_offset + at) +
                                       " of what is in it");
  record->offset = plain_offset + at;
  at += size;
  return std::optional<WarcRecord>(std::move(*record));
}

class WarcFileReader::Source {
 public:
  virtual ~Source() = default;
  virtual Result<std::optional<WarcRecord>> next() = 0;
  virtual std::uint64_t packed_length() const = 0;
};

class WarcFileReader::GzipSource final : public Source {
 public:
  explicit GzipSource(const std::string& path)
      : path_(path), stream_(path, std::ios::binary), reader_(stream_) {}
  bool is_open() const { return stream_.is_open(); }

  Result<std::optional<WarcRecord>> next() override {
    auto record = reader_.next();
    if (!record) return fail(std::move(record.error()), path_);
    if (*record) length_ = (*record)->length;
    return record;
  }
  std::uint64_t packed_length() const override { return length_; }

 private:
  std::string path_;
  std::ifstream stream_;
  WarcReader reader_;
  std::uint64_t length_ = 0;
};

class WarcFileReader::CompactSource final : public Source {
 public:
  CompactSource(const std::string& path, SeekableZstd file, BodyForm form)
      : path_(path), file_(std::move(file)), form_(form) {}

  Result<std::optional<WarcRecord>> next() override {
    while (at_ == plain_.size()) {
      if (next_frame_ == file_.frames().size()) return std::optional<WarcRecord>();
      frame_ = file_.frames()[next_frame_++];
      auto plain = file_.read(frame_);
      if (!plain) return fail(std::move(plain.error()));
      plain_ = std::move(*plain);
      at_ = 0;
    }
    const std::size_t before = at_;
    auto record = next_of_frame(plain_, frame_.plain_offset, form_, at_);
    if (!record) return fail(std::move(record.error()), path_);
    length_ = at_ - before;
    return record;
  }
  std::uint64_t packed_length() const override {
    return frame_.plain_length == 0 ? 0 : length_ * frame_.length / frame_.plain_length;
  }

 private:
  std::string path_;
  SeekableZstd file_;
  BodyForm form_;
  std::size_t next_frame_ = 0;
  ZstdFrame frame_;
  std::string plain_;
  std::size_t at_ = 0;
  std::uint64_t length_ = 0;
};

WarcFileReader::WarcFileReader(std::unique_ptr<Source> source) : source_(std::move(source)) {}
WarcFileReader::WarcFileReader(WarcFileReader&&) noexcept = default;
WarcFileReader::~WarcFileReader() = default;

Result<WarcFileReader> WarcFileReader::open(const std::string& path, BodyForm form) {
  if (is_compact_name(path)) {
    auto file = SeekableZstd::open(path);
    if (!file) return fail(std::move(file.error()));
    return WarcFileReader(std::make_unique<CompactSource>(path, std::move(*file), form));
  }
  auto gzip = std::make_unique<GzipSource>(path);
  if (!gzip->is_open()) return fail(ErrorCode::kIo, path + " cannot be read");
  return WarcFileReader(std::move(gzip));
}

Result<std::optional<WarcRecord>> WarcFileReader::next() { return source_->next(); }
std::uint64_t WarcFileReader::packed_length() const { return source_->packed_length(); }

}  // namespace cuttings
