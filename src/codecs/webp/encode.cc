// The WebP encoder: 8-bit RGB or RGBA, lossy (VP8) or lossless (VP8L). The only encoder that holds
// the whole picture.
#include "src/codecs/webp/config.h"
#include "src/codecs/webp/container.h"
#include "src/codecs/webp/fast-lossless.h"
#include "src/codecs/webp/format.h"
#include "src/codecs/webp/webp-picture.h"
#include "src/exif.h"

namespace imwrite::webp {
namespace {

constexpr SampleType kSampleTypes[] = {SampleType::kU8};
constexpr uint8_t kChannels[] = {3, 4};

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libwebp", VersionText(WebPGetEncoderVersion())}};
  return kLibraries;
}

// Writes the job's first picture as a WebP file of its own.
Status WritePicture(const EncodeJob& job, const WebPConfig& config, ByteSink& sink) {
  // In our measurements smaller than libwebp's method 0 as well, and often than its method 4.
  if (config.lossless && config.method == 0 && config.near_lossless == 100)
    return WriteFastLossless(job, config.exact != 0, sink);
  WebpPicture picture(job, sink);
  // Dithering and the sharp conversion to YUV go over the whole picture.
  const bool whole = config.use_sharp_yuv || (config.preprocessing & 2);
  Status rows = picture.ReadRows(config.lossless || whole);
  return rows.ok() ? picture.Encode(config) : rows;
}

Status WriteFrames(const EncodeJob& job, const WebPConfig& config, WebpMuxer* muxer) {
  // The container counts offsets in steps of two pixels.
  return EncodeFrameDeltas(job, 2, [&](const EncodeJob& part, const Rect& area) {
    MemorySink file;
    Status status = WritePicture(part, config, file);
    return status.ok() ? muxer->AddFrame(file.bytes, area, part.duration) : status;
  });
}

bool HasMetadata(const Metadata& metadata) {
  return !metadata.exif.empty() || !metadata.icc.empty() || !metadata.xmp.empty();
}

Status EncodeWebp(const EncodeJob& job) {
  WebPConfig config;
  if (Status status = MakeConfig(*static_cast<const Options*>(job.options), &config); !status.ok())
    return status;
  if (!job.animation && !HasMetadata(job.metadata)) return WritePicture(job, config, job.sink);

  WebpMuxer muxer(job);
  if (Status status = muxer.Check(); !status.ok()) return status;
  if (job.animation) {
    if (Status status = WriteFrames(job, config, &muxer); !status.ok()) return status;
  } else {
    MemorySink file;
    if (Status status = WritePicture(job, config, file); !status.ok()) return status;
    muxer.AddPicture(file.bytes);
  }
  return muxer.Finish();
}

constexpr std::string_view kMetadata[] = {"exif", "icc", "xmp"};
constexpr std::string_view kOpenCvExtensions[] = {"webp"};

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    .streaming = true,
    .sequence = Sequence::kAnimation,
    .metadata = {.kinds = kMetadata, .min_dpi = kMinExifDpi, .max_dpi = kMaxExifDpi},
    .options = kOptions,
    .rules = kRules,
    .make_options = MakeOptions<Options>,
    .libraries = Libraries,
    .encode = EncodeWebp,
    .opencv_extensions = kOpenCvExtensions,
};

}  // namespace imwrite::webp
