// The ICO encoder: each picture is an entry of 32 bits, as PNG or as BMP.
#include <vector>

#include "src/codecs/ico/format.h"
#include "src/little-endian.h"
#include "src/option-table.h"

namespace imwrite::ico {
namespace {

using Bytes = std::vector<uint8_t>;

enum class EntryFormat { kAuto, kPng, kBmp };

struct Options {
  EntryFormat entries = EntryFormat::kAuto;
  int compression_level = 9;
};

constexpr std::string_view kEntryFormats[] = {"auto", "png", "bmp"};
constexpr DescribedOption kTable[] = {
    Choice<&Options::entries>(
        "entries", kEntryFormats,
        "How pictures are stored in the file. png is smaller; bmp is what programs older than "
        "Windows Vista read. auto, as Windows' own icons: png where a side has 256 pixels, else "
        "bmp.")
        .Common(),
    Integer<&Options::compression_level>("compressionLevel", 0, 12,
                                         "Deflate level of entries that are PNG: 0 stores, 1 is "
                                         "fastest, 12 is smallest.")
        .IdleWhen(Is("entries", "bmp")),
};
constexpr auto kOptions = WithoutHelp(kTable);
constexpr auto kRules = RulesOf<kTable>();

constexpr SampleType kSampleTypes[] = {SampleType::kU8};
constexpr uint8_t kChannels[] = {3, 4};
constexpr uint32_t kBits = 32;

// RGBA of RGB. The PNGs of icons have alpha, for Windows.
class OpaqueReader : public RowReader {
 public:
  explicit OpaqueReader(const EncodeJob& job) : job_(job) {}
  Status Read(uint32_t y, uint32_t count, const uint8_t** rows) override {
    const uint8_t* from = nullptr;
    if (Status status = job_.rows.Read(y, count, &from); !status.ok()) return status;
    *rows = from;
    if (job_.info.channels == 4) return Ok();
    const size_t pixels = size_t{job_.info.width} * count;
    if (!rgba_.Resize(4 * pixels)) return OutOfMemory(4 * pixels);
    uint8_t* to = rgba_.data();
    *rows = to;
    for (size_t i = 0; i < pixels; ++i, from += 3, to += 4) {
      std::copy_n(from, 3, to);
      to[3] = 255;
    }
    return Ok();
  }

 private:
  const EncodeJob& job_;
  Buffer rgba_;
};

// The same job, of pixels with alpha.
EncodeJob WithAlpha(const EncodeJob& job, RowReader& rows, const void* options, ByteSink& sink) {
  ImageInfo info = job.info;
  info.channels = 4;
  return {info, rows, 0, job.following, 1, nullptr, job.metadata, options, sink, job.progress};
}

Status WritePng(const EncodeJob& job, int level, Bytes* to) {
  const std::shared_ptr<void> options = png::kEncoder.make_options();
  const NamedValue values[] = {{"compressionLevel", static_cast<double>(level)}};
  const OptionTarget targets[] = {{png::kEncoder.options, options.get()}};
  if (Status status = ApplyOptions("png", values, targets); !status.ok()) return status;
  MemorySink sink;
  OpaqueReader rows(job);
  Status status = png::kEncoder.encode(WithAlpha(job, rows, options.get(), sink));
  *to = std::move(sink.bytes);
  return status;
}

// Rows from the last one up, blue first; then the mask, whose bits are the transparent pixels.
Status WriteBmp(const EncodeJob& job, Bytes* to) {
  const ImageInfo& info = job.info;
  const auto mask_stride = static_cast<size_t>(RowBytes(info.width, 1));
  PutLittle(kInfoHeaderBytes, 4, to);
  PutLittle(info.width, 4, to);
  PutLittle(2 * info.height, 4, to);  // those of the mask are counted, too
  PutLittle(1, 2, to);                // plane
  PutLittle(kBits, 2, to);
  PutLittle(0, 4, to);  // not compressed
  PutLittle(static_cast<uint32_t>((RowBytes(info.width, kBits) + mask_stride) * info.height), 4,
            to);
  for (int i = 0; i < 4; ++i) PutLittle(0, 4, to);  // no resolution, no palette
  Bytes mask(mask_stride * info.height);
  uint8_t* mask_row = mask.data();
  OpaqueReader rows(job);
  Status status = ForEachBandUp(
      WithAlpha(job, rows, nullptr, job.sink), [&](uint32_t count, const uint8_t* band) {
        const size_t stride = size_t{4} * info.width;
        const size_t at = to->size();
        to->resize(at + stride * count);
        for (uint32_t i = 0; i < count; ++i, mask_row += mask_stride) {
          const uint8_t* row = band + (count - 1 - i) * stride;
          SwapRedAndBlue(row, info.width, 4, to->data() + at + i * stride);
          for (uint32_t x = 0; x < info.width; ++x) {
            if (row[4 * x + 3] == 0) mask_row[x / 8] |= static_cast<uint8_t>(0x80 >> x % 8);
          }
        }
        return Ok();
      });
  to->insert(to->end(), mask.begin(), mask.end());
  return status;
}

struct Entry {
  uint32_t width;
  uint32_t height;
  Bytes bytes;
};

// Adds the job's picture.
Status AddEntry(const EncodeJob& job, const Options& options, std::vector<Entry>* entries) {
  const ImageInfo& info = job.info;
  const bool large = info.width == kMaxSide || info.height == kMaxSide;
  const bool png =
      options.entries == EntryFormat::kPng || (options.entries == EntryFormat::kAuto && large);
  entries->push_back({info.width, info.height, {}});
  Bytes* bytes = &entries->back().bytes;
  return png ? WritePng(job, options.compression_level, bytes) : WriteBmp(job, bytes);
}

Status WriteFile(const std::vector<Entry>& entries, ByteSink& sink) {
  Bytes head;
  PutLittle(0, 2, &head);
  PutLittle(1, 2, &head);  // icons
  PutLittle(static_cast<uint32_t>(entries.size()), 2, &head);
  uint64_t offset = kHeaderBytes + kEntryBytes * entries.size();
  for (const Entry& entry : entries) {
    PutLittle(entry.width, 1, &head);
    PutLittle(entry.height, 1, &head);
    PutLittle(0, 2, &head);  // no palette; reserved
    PutLittle(1, 2, &head);  // plane
    PutLittle(kBits, 2, &head);
    PutLittle(static_cast<uint32_t>(entry.bytes.size()), 4, &head);
    PutLittle(static_cast<uint32_t>(offset), 4, &head);
    offset += entry.bytes.size();
  }
  if (offset > UINT32_MAX)
    return Mismatch(Code::kImageTooLarge, "ico file", "at most 4 GiB", std::to_string(offset));
  if (!sink.Write(head.data(), head.size())) return Aborted();
  for (const Entry& entry : entries) {
    if (!sink.Write(entry.bytes.data(), entry.bytes.size())) return Aborted();
  }
  return Ok();
}

// Whether there may be more pictures than these, or no more.
Status CheckCount(const EncodeJob& job, size_t count, bool more) {
  const bool known = job.frame_count > 0;
  const bool right = known ? more == (count < job.frame_count) : count < kMaxEntries || !more;
  if (right && job.frame_count <= kMaxEntries) return Ok();
  return Mismatch(
      Code::kInvalidImage, "ico pages",
      known && job.frame_count <= kMaxEntries ? std::to_string(job.frame_count)
                                              : "at most " + std::to_string(kMaxEntries),
      right ? std::to_string(job.frame_count) : (more ? "more than " : "") + std::to_string(count));
}

// The directory stands in front of the entries and says how long they are, so they wait.
Status EncodeIco(const EncodeJob& job) {
  const auto& options = *static_cast<const Options*>(job.options);
  std::vector<Entry> entries;
  Frame frame{job.info, &job.rows};
  while (true) {
    if (Status status = CheckCount(job, entries.size(), frame.rows != nullptr); !status.ok())
      return status;
    if (!frame.rows) break;
    const auto done = static_cast<double>(entries.size());
    const Progress progress = [&](double share) {
      return !job.progress || job.progress(ShareOf(done + share, job.frame_count));
    };
    const EncodeJob next{frame.info, *frame.rows,  0,           job.following, job.frame_count,
                         nullptr,    job.metadata, job.options, job.sink,      progress};
    if (Status status = AddEntry(next, options, &entries); !status.ok()) return status;
    if (Status status = job.following.Next(&frame); !status.ok()) return status;
  }
  return WriteFile(entries, job.sink);
}

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    .streaming = true,
    .sequence = Sequence::kPages,
    .options = kOptions,
    .rules = kRules,
    .make_options = MakeOptions<Options>,
    .libraries = [] { return png::kEncoder.libraries(); },
    .encode = EncodeIco,
};
extern const OptionTable kEncoderTable = kTable;

}  // namespace imwrite::ico
