// The WebP encoder: 8-bit RGB or RGBA, lossy (VP8) or lossless (VP8L). The only encoder that holds the whole picture.
#include <webp/encode.h>

#include "src/codecs/webp/container.h"
#include "src/codecs/webp/format.h"

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
    Integer<&Options::method>("method", 0, 6, "Effort: 0 is fastest, 6 is smallest."),
    Integer<&Options::alpha_quality>("alphaQuality", 0, 100, "Lossy: quality of the alpha plane; 100 keeps it exact."),
    Boolean<&Options::exact>("exact", "Keep the colour of fully transparent pixels.", "on when lossless, off with nearLossless"),
};

constexpr Depth kDepths[] = {Depth::kU8};
constexpr uint8_t kChannels[] = {3, 4};

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libwebp", VersionText(WebPGetEncoderVersion())}};
  return kLibraries;
}

// How far the progress has come when the rows are in.
constexpr double kReadShare = 0.1;

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

// libwebp's picture with our sink and progress behind its callbacks.
struct Picture {
  Picture(const EncodeJob& job_in, ByteSink& sink_in) : job(job_in), sink(sink_in) {
    WebPPictureInit(&base);
    base.use_argb = 1;
    base.width = static_cast<int>(job.info.width);
    base.height = static_cast<int>(job.info.height);
    base.custom_ptr = this;
    base.user_data = this;
    base.writer = [](const uint8_t* data, size_t size, const WebPPicture* picture) -> int {
      return static_cast<Picture*>(picture->custom_ptr)->sink.Write(data, size);
    };
    base.progress_hook = [](int percent, const WebPPicture* picture) -> int {
      const Progress& progress = static_cast<Picture*>(picture->user_data)->job.progress;
      return !progress || progress(kReadShare + (1 - kReadShare) * percent / 100);
    };
  }
  ~Picture() { WebPPictureFree(&base); }

  void SetRows(uint32_t y, uint32_t count, const uint8_t* rows) {
    const int channels = job.info.channels;
    for (uint32_t i = 0; i < count; ++i) {
      uint32_t* out = base.argb + static_cast<size_t>(y + i) * base.argb_stride;
      for (uint32_t x = 0; x < job.info.width; ++x, rows += channels) {
        const uint32_t alpha = channels == 4 ? rows[3] : 255;
        out[x] = alpha << 24 | uint32_t{rows[0]} << 16 | uint32_t{rows[1]} << 8 | rows[2];
      }
    }
  }

  WebPPicture base;
  const EncodeJob& job;
  ByteSink& sink;
};

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

Status FromWebp(WebPEncodingError code) {
  switch (code) {
    case VP8_ENC_OK: return Ok();
    case VP8_ENC_ERROR_OUT_OF_MEMORY:
    case VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY: return Error(Code::kOutOfMemory, "webp: out of memory while encoding");
    case VP8_ENC_ERROR_USER_ABORT:
    case VP8_ENC_ERROR_BAD_WRITE: return Aborted();
    case VP8_ENC_ERROR_PARTITION0_OVERFLOW:
    case VP8_ENC_ERROR_PARTITION_OVERFLOW:
    case VP8_ENC_ERROR_FILE_TOO_BIG:
      return Error(Code::kImageTooLarge, "webp: the picture needs more bytes than the format can hold; use a lower quality");
    default: return Error(Code::kInternal, "webp: encoder error " + std::to_string(code));
  }
}

// Writes the job's first picture as a WebP file of its own.
Status WritePicture(const EncodeJob& job, const WebPConfig& config, ByteSink& sink) {
  Picture picture(job, sink);
  if (!WebPPictureAlloc(&picture.base)) return OutOfMemory(static_cast<size_t>(job.info.image_bytes()));
  Status rows = ForEachBand(job, BandRows(job.info), 0, kReadShare, [&](uint32_t y, uint32_t count, const uint8_t* band) {
    picture.SetRows(y, count, band);
    return Ok();
  });
  if (!rows.ok()) return rows;
  if (WebPEncode(&config, &picture.base)) return Ok();
  return FromWebp(picture.base.error_code);
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
