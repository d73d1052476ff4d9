// The WebP encoder: 8-bit RGB or RGBA, lossy (VP8) or lossless (VP8L). The only encoder that holds the whole picture.
#include "src/codecs/webp/container.h"
#include "src/codecs/webp/fast-lossless.h"
#include "src/codecs/webp/format.h"
#include "src/codecs/webp/picture.h"

namespace imwrite::webp {
namespace {

struct Options {
  int quality = 80;
  bool lossless = false;
  std::optional<int> near_lossless;
  int method = 4;
  int alpha_quality = 100;
  std::optional<bool> exact;
};

constexpr Option kOptions[] = {
    Integer<&Options::quality>("quality", 0, 100, "Lossy: higher is better and larger. Lossless: higher is smaller and slower."),
    Boolean<&Options::lossless>("lossless", "Every pixel exactly as given."),
    Integer<&Options::near_lossless>("nearLossless", 0, 100,
                                     "Lossless after small changes that help compression: 0 changes most, 100 nothing.",
                                     "off; a value implies lossless"),
    Integer<&Options::method>("method", 0, 6,
                              "Effort: 0 is fastest, 6 is smallest. Lossless at 0 is a coder of our own, on which quality has no effect."),
    Integer<&Options::alpha_quality>("alphaQuality", 0, 100, "Lossy: quality of the alpha plane; 100 keeps it exact."),
    Boolean<&Options::exact>("exact", "Keep the colour of fully transparent pixels.", "on when lossless, off with nearLossless"),
};

constexpr Depth kDepths[] = {Depth::kU8};
constexpr uint8_t kChannels[] = {3, 4};

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libwebp", VersionText(WebPGetEncoderVersion())}};
  return kLibraries;
}

WebPConfig MakeConfig(const Options& options) {
  WebPConfig config;
  WebPConfigInit(&config);
  config.quality = static_cast<float>(options.quality);
  config.method = options.method;
  config.alpha_quality = options.alpha_quality;
  config.lossless = options.lossless || options.near_lossless;
  config.near_lossless = options.near_lossless.value_or(100);
  config.exact = options.exact.value_or(config.lossless && config.near_lossless == 100);
  return config;
}

// Keeps what libwebp writes, to be taken apart.
class MemorySink : public ByteSink {
 public:
  bool Write(const uint8_t* data, size_t size) override {
    bytes.insert(bytes.end(), data, data + size);
    return true;
  }
  bool Patch(uint64_t, const uint8_t*, size_t) override { return false; }
  std::vector<uint8_t> bytes;
};

// Writes the job's first picture as a WebP file of its own.
Status WritePicture(const EncodeJob& job, const WebPConfig& config, ByteSink& sink) {
  // In our measurements smaller than libwebp's method 0 as well, and often than its method 4.
  if (config.lossless && config.method == 0 && config.near_lossless == 100) return WriteFastLossless(job, config.exact != 0, sink);
  Picture picture(job, sink);
  Status rows = picture.ReadRows(config.lossless != 0);
  return rows.ok() ? picture.Encode(config) : rows;
}

Status WriteFrames(const EncodeJob& job, const WebPConfig& config, Assembler* assembler) {
  // The container counts offsets in steps of two pixels.
  return EncodeChanges(job, 2, [&](const EncodeJob& part, const Rect& area) {
    MemorySink file;
    Status status = WritePicture(part, config, file);
    return status.ok() ? assembler->AddFrame(file.bytes, area, part.duration) : status;
  });
}

bool HasMetadata(const Metadata& metadata) { return !metadata.exif.empty() || !metadata.icc.empty() || !metadata.xmp.empty(); }

Status EncodeWebp(const EncodeJob& job) {
  const WebPConfig config = MakeConfig(*static_cast<const Options*>(job.options));
  // libwebp would ignore nearLossless without a word.
  if (config.exact && config.near_lossless < 100) {
    Status status = Mismatch(Code::kInvalidOption, "webp option 'exact'", "false together with nearLossless", "true");
    status.option = "exact";
    return status;
  }
  if (!WebPValidateConfig(&config)) return Error(Code::kInternal, "webp: the configuration was refused");
  if (!job.animation && !HasMetadata(job.metadata)) return WritePicture(job, config, job.sink);

  Assembler assembler(job);
  if (Status status = assembler.Check(); !status.ok()) return status;
  if (job.animation) {
    if (Status status = WriteFrames(job, config, &assembler); !status.ok()) return status;
  } else {
    MemorySink file;
    if (Status status = WritePicture(job, config, file); !status.ok()) return status;
    assembler.AddPicture(file.bytes);
  }
  return assembler.Finish();
}

constexpr std::string_view kMetadata[] = {"exif", "icc", "xmp"};

}  // namespace

extern const Encoder kEncoder = {
    kFormat, kDepths, kChannels, true, Sequence::kAnimation, kMetadata, kOptions, MakeOptions<Options>, Libraries, EncodeWebp,
};

}  // namespace imwrite::webp
