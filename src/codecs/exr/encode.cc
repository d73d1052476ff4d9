// The OpenEXR encoder: gray or RGB, with alpha or without, as 32-bit floats, half floats or 32-bit
// integers, in rows from the top. Colors are stored multiplied by alpha, as the format has it.
#include <libdeflate.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "src/cicp.h"
#include "src/codecs/exr/attributes.h"
#include "src/codecs/exr/header-writer.h"
#include "src/codecs/exr/packer.h"
#include "src/half.h"
#include "src/option-table.h"

namespace imwrite::exr {
namespace {

static_assert(std::endian::native == std::endian::little, "samples go into the file as they are");

// DWA, which comes behind these, has tables ten times as large as all the rest.
constexpr std::string_view kCompressions[] = {"none", "rle",   "zips", "zip",
                                              "piz",  "pxr24", "b44",  "b44a"};
enum class Type : uint8_t { kFloat, kHalf };
constexpr std::string_view kTypes[] = {"float", "half"};

struct Options {
  Compression compression = Compression::kZip;
  Type type = Type::kFloat;
  int compression_level = 4;
  bool premultiply = true;
};

constexpr DescribedOption kTable[] = {
    Choice<&Options::compression>(
        "compression", kCompressions,
        "How rows are compressed: zip takes 16 at once, zips one; piz suits grain; pxr24 rounds "
        "floats to 24 bits; b44 and b44a round half floats alone, and pack squares of them.")
        .Common(),
    Choice<&Options::type>("type", kTypes,
                           "What floats are stored as; half floats have 11 bits of precision and "
                           "end at 65504.")
        .Common(),
    Integer<&Options::compression_level>("compressionLevel", 1, 12,
                                         "How hard deflate tries: more is smaller and slower.")
        .Slower(20)
        .Needs(Is("compression", "zips", "zip", "pxr24")),
    Boolean<&Options::premultiply>(
        "premultiply",
        "Multiplies colors by alpha, as readers expect; off, they are stored as they are.")
        .IdleWhen(Pixels("gray", "rgb"))
        .IdleWhen(HasSampleType("uint32")),
};
constexpr auto kOptions = WithoutHelp(kTable);
constexpr auto kRules = RulesOf<kTable>();

constexpr SampleType kSampleTypes[] = {SampleType::kF32, SampleType::kU32};
constexpr uint8_t kChannels[] = {1, 2, 3, 4};
constexpr std::string_view kMetadata[] = {"dpi", "text", "cicp"};
constexpr std::string_view kOpenCvExtensions[] = {"exr"};

std::span<const SampleType> SampleTypesFor(const void* options) {
  const bool half = static_cast<const Options*>(options)->type == Type::kHalf;
  return std::span(kSampleTypes).first(half ? 1 : 2);
}

// In the order of their names, which is that of an image backwards.
std::vector<Channel> ChannelsOf(const ImageInfo& info, const Options& options) {
  const SampleKind kind = info.sample_type == SampleType::kU32 ? SampleKind::kUint
                          : options.type == Type::kHalf        ? SampleKind::kHalf
                                                               : SampleKind::kFloat;
  std::vector<Channel> channels;
  if (info.has_alpha()) channels.push_back({"A", kind});
  if (info.has_colors()) {
    for (const char* name : {"B", "G", "R"}) channels.push_back({name, kind});
  } else {
    channels.push_back({"Y", kind});
  }
  return channels;
}

// Attributes have one text each, under names of limited length.
Status CheckTexts(const std::vector<Text>& texts) {
  constexpr size_t kMaxName = 255;
  for (auto text = texts.begin(); text != texts.end(); ++text) {
    const std::string_view name = AttributeOf(text->keyword);
    if (name.empty() || name.size() > kMaxName || IsReserved(name))
      return InvalidMetadata(kFormat.name, "text",
                             "keywords of 1 to 255 bytes that are no attributes of the picture",
                             std::string(name.substr(0, 80)));
    const bool again = std::any_of(
        texts.begin(), text, [&](const Text& other) { return AttributeOf(other.keyword) == name; });
    if (again)
      return InvalidMetadata(kFormat.name, "text", "one text for each keyword",
                             "several for " + std::string(name));
  }
  return Ok();
}

bool HasLongNames(const std::vector<Text>& texts) {
  return std::ranges::any_of(
      texts, [](const Text& text) { return AttributeOf(text.keyword).size() > 31; });
}

class ImageWriter {
 public:
  explicit ImageWriter(const EncodeJob& job)
      : job_(job),
        info_(job.info),
        options_(*static_cast<const Options*>(job.options)),
        channels_(ChannelsOf(info_, options_)),
        block_rows_(std::min(BlockRows(options_.compression), info_.height)) {}

  Status Write() {
    const Block largest = BlockAt(0, block_rows_);
    const uint64_t raw_bytes = BytesOf(largest);
    if (raw_bytes > INT32_MAX)
      return Mismatch(Code::kImageTooLarge, "exr block",
                      "at most " + std::to_string(INT32_MAX) + " bytes", std::to_string(raw_bytes));
    const uint64_t block_count = (info_.height - 1) / block_rows_ + 1;
    const uint64_t table_bytes = 8 * block_count;
    if (!raw_.Resize(raw_bytes) || !offsets_.Resize(table_bytes) ||
        !multiplied_.Resize(multiplies() ? info_.row_bytes() : 0))
      return OutOfMemory(static_cast<size_t>(raw_bytes + table_bytes));
    if (Status status = packer_.Start(options_.compression, options_.compression_level, largest);
        !status.ok())
      return status;
    std::memset(offsets_.data(), 0, static_cast<size_t>(table_bytes));
    const uint64_t table_at = WriteHeader();
    if (!Put(offsets_.data(), static_cast<size_t>(table_bytes))) return Aborted();
    Status status =
        ForEachBand(job_, block_rows_, 0, 1, [&](uint32_t y, uint32_t count, const uint8_t* rows) {
          return WriteBlock(BlockAt(y, count), rows) ? Ok() : Aborted();
        });
    if (!status.ok()) return status;
    return job_.sink.Patch(table_at, offsets_.data(), static_cast<size_t>(table_bytes)) ? Ok()
                                                                                        : Aborted();
  }

 private:
  Block BlockAt(uint32_t y, uint32_t rows) const { return {channels_, 0, y, info_.width, rows}; }
  // Integers are no light: they number things.
  bool multiplies() const {
    return info_.has_alpha() && info_.sample_type == SampleType::kF32 && options_.premultiply;
  }

  bool Put(const uint8_t* bytes, size_t size) {
    at_ += size;
    return job_.sink.Write(bytes, size);
  }

  // Returns where it ends.
  uint64_t WriteHeader() {
    const Metadata& metadata = job_.metadata;
    HeaderWriter header(HasLongNames(metadata.texts) ? kLongNames : 0);
    header.Channels(channels_);
    header.Byte("compression", "compression", static_cast<uint8_t>(options_.compression));
    header.Window("dataWindow", info_);
    header.Window("displayWindow", info_);
    header.Byte("lineOrder", "lineOrder", 0);
    const auto floats = [&](std::string_view name, std::string_view type, auto... values) {
      const float all[] = {static_cast<float>(values)...};
      header.Floats(name, type, all);
    };
    const bool has_density = metadata.dpi_x > 0 && metadata.dpi_y > 0;
    floats("pixelAspectRatio", "float", has_density ? metadata.dpi_y / metadata.dpi_x : 1);
    floats("screenWindowCenter", "v2f", 0, 0);
    floats("screenWindowWidth", "float", 1);
    if (has_density) floats("xDensity", "float", metadata.dpi_x);
    if (metadata.cicp) {
      const auto& [rx, ry, gx, gy, bx, by, wx, wy] = ChromaticitiesOf((*metadata.cicp)[0]);
      floats("chromaticities", "chromaticities", rx, ry, gx, gy, bx, by, wx, wy);
    }
    for (const auto& [keyword, text] : metadata.texts) header.String(AttributeOf(keyword), text);
    const std::span<const uint8_t> bytes = header.End();
    Put(bytes.data(), bytes.size());
    return bytes.size();
  }

  bool WriteBlock(const Block& block, const uint8_t* rows) {
    Gather(block, rows);
    const uint64_t offset = at_;
    std::memcpy(offsets_.data() + 8 * (block.y / block_rows_), &offset, sizeof offset);
    const std::span<const uint8_t> packed = packer_.Pack(block, raw_.data());
    const uint32_t head[] = {static_cast<uint32_t>(block.y), static_cast<uint32_t>(packed.size())};
    return Put(reinterpret_cast<const uint8_t*>(head), sizeof head) &&
           Put(packed.data(), packed.size());
  }

  // The block's rows, in each a channel after the other.
  void Gather(const Block& block, const uint8_t* rows) {
    constexpr size_t kSampleBytes = 4;
    const size_t count = info_.channels;
    uint8_t* to = raw_.data();
    for (uint32_t y = 0; y < block.rows; ++y, rows += info_.row_bytes()) {
      const uint8_t* row = multiplies() ? Multiplied(rows) : rows;
      for (size_t i = 0; i < count; ++i) {
        const SampleKind kind = channels_[i].kind;
        const uint8_t* from = row + (count - 1 - i) * kSampleBytes;
        for (uint32_t x = 0; x < info_.width; ++x, from += count * kSampleBytes) {
          if (kind == SampleKind::kHalf) {
            float sample;
            std::memcpy(&sample, from, sizeof sample);
            const uint16_t half = ToHalf(sample);
            std::memcpy(to, &half, sizeof half);
          } else {
            std::memcpy(to, from, kSampleBytes);
          }
          to += Bytes(kind);
        }
      }
    }
  }

  const uint8_t* Multiplied(const uint8_t* row) {
    const size_t colors = info_.color_channels();
    const auto* from = reinterpret_cast<const float*>(row);
    auto* to = reinterpret_cast<float*>(multiplied_.data());
    for (uint32_t x = 0; x < info_.width; ++x, from += colors + 1, to += colors + 1) {
      for (size_t c = 0; c < colors; ++c) to[c] = from[c] * from[colors];
      to[colors] = from[colors];
    }
    return multiplied_.data();
  }

  const EncodeJob& job_;
  const ImageInfo& info_;
  const Options& options_;
  const std::vector<Channel> channels_;
  const uint32_t block_rows_;
  Packer packer_;
  Buffer raw_;
  Buffer offsets_;
  Buffer multiplied_;
  uint64_t at_ = 0;
};

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libdeflate", LIBDEFLATE_VERSION_STRING}};
  return kLibraries;
}

Status EncodeExr(const EncodeJob& job) {
  if (Status status = CheckCicp(kFormat, job.metadata, kCicpPrimaries, kCicpTransfers);
      !status.ok())
    return status;
  if (Status status = CheckTexts(job.metadata.texts); !status.ok()) return status;
  return ImageWriter(job).Write();
}

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    // The offsets of all blocks come first.
    .streaming = false,
    .sequence = Sequence::kNone,
    .metadata = {.kinds = kMetadata,
                 .min_dpi = 0.01,
                 .max_dpi = 1e6,
                 .cicp_primaries = kCicpPrimaries,
                 .cicp_transfers = kCicpTransfers},
    .options = kOptions,
    .rules = kRules,
    .make_options = MakeOptions<Options>,
    .libraries = Libraries,
    .encode = EncodeExr,
    .opencv_extensions = kOpenCvExtensions,
    .option_sample_types = SampleTypesFor,
};
extern const OptionTable kEncoderTable = kTable;

}  // namespace imwrite::exr
