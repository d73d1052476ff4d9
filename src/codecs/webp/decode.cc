// The WebP decoder: RGB, or RGBA when the file has alpha. The frames of an animation come as whole
// canvases.
#include <webp/decode.h>

#include <algorithm>
#include <cstring>

#include "src/codecs/webp/container.h"
#include "src/codecs/webp/format.h"
#include "src/exif.h"

namespace imwrite::webp {
namespace {

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libwebp", VersionText(WebPGetDecoderVersion())}};
  return kLibraries;
}

Status FromWebp(VP8StatusCode code) {
  switch (code) {
    case VP8_STATUS_OK: return Ok();
    case VP8_STATUS_OUT_OF_MEMORY:
      return Error(Code::kOutOfMemory, "webp: out of memory while decoding");
    case VP8_STATUS_UNSUPPORTED_FEATURE:
      return Error(Code::kUnsupportedData, "webp: the file uses a feature that is not supported");
    case VP8_STATUS_SUSPENDED:
    case VP8_STATUS_NOT_ENOUGH_DATA:
      return Error(Code::kCorruptData, "webp: the file is truncated");
    default: return Error(Code::kCorruptData, "webp: the file is damaged");
  }
}

// Decodes the picture in `data`, a file or chunks, which is known to have this size, to RGB or
// RGBA.
Status ReadPicture(Bytes data, const ImageInfo& info, Buffer* pixels) {
  WebPDecoderConfig config;
  WebPInitDecoderConfig(&config);
  if (!pixels->Resize(info.image_bytes()))
    return OutOfMemory(static_cast<size_t>(info.image_bytes()));
  config.output.colorspace = info.channels == 4 ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA = {pixels->data(), static_cast<int>(info.row_bytes()),
                          static_cast<size_t>(info.image_bytes())};
  return FromWebp(WebPDecode(data.data(), data.size(), &config));
}

// What libwebp holds of a picture while it decodes it, beside the pixels that it gives: lossless
// ones, and the alpha of lossy ones, as 32-bit pixels of the whole.
uint64_t HeldBytes(const WebPBitstreamFeatures& features) {
  constexpr int kLossy = 1;
  const uint64_t pixels =
      uint64_t{static_cast<uint32_t>(features.width)} * static_cast<uint32_t>(features.height);
  return features.format == kLossy && !features.has_alpha ? 0 : 4 * pixels;
}

Status ReadInfo(Bytes data, ImageInfo* info, uint64_t* held_bytes) {
  WebPBitstreamFeatures features;
  const VP8StatusCode status = WebPGetFeatures(data.data(), data.size(), &features);
  if (status != VP8_STATUS_OK) return FromWebp(status);
  *info = {static_cast<uint32_t>(features.width), static_cast<uint32_t>(features.height),
           static_cast<uint8_t>(features.has_alpha ? 4 : 3), SampleType::kU8};
  *held_bytes = std::max(*held_bytes, HeldBytes(features));
  return Ok();
}

// What all the frames of an animation are given as, and the most that one of them holds meanwhile.
Status CanvasInfo(const File& file, ImageInfo* info, uint64_t* held_bytes) {
  *info = {file.width, file.height, 3, SampleType::kU8};
  std::vector<Placement> placements;
  for (const AnimationFrame& frame : file.frames) {
    ImageInfo part;
    if (Status status = ReadInfo(frame.data, &part, held_bytes); !status.ok()) return status;
    if (!Covers(frame.placement.area, part.width, part.height)) {
      return Error(Code::kCorruptData, "webp: a frame is not of the size that the file says");
    }
    if (part.has_alpha()) info->channels = 4;
    placements.push_back(frame.placement);
  }
  if (LeaveGaps(placements, file.width, file.height)) info->channels = 4;
  return Ok();
}

Status DecodeAnimation(const DecodeJob& job, const File& file, uint32_t begin, uint32_t end,
                       Budget* budget) {
  ImageInfo info;
  uint64_t held_bytes = 0;
  if (Status status = CanvasInfo(file, &info, &held_bytes); !status.ok()) return status;
  // The frames that are given, the canvas, the one that is painted, and what is below one that goes
  // again.
  const uint64_t copies = uint64_t{end - begin} + 3;
  if (Status status = budget->TakeMemory(Sum(Product(ImageBytes(info), copies), held_bytes));
      !status.ok())
    return status;
  Canvas canvas;
  if (Status status = canvas.Start(info); !status.ok()) return status;
  Buffer pixels;
  for (uint32_t i = 0; i < end; ++i) {
    const auto& [placement, data] = file.frames[i];
    const ImageInfo part{placement.area.width, placement.area.height, info.channels,
                         info.sample_type};
    if (Status status = ReadPicture(data, part, &pixels); !status.ok()) return status;
    if (Status status = canvas.Begin(placement); !status.ok()) return status;
    canvas.Paint(0, part.height, pixels.data());
    if (i < begin) continue;
    if (Status status =
            job.sink.Begin(info, ExifOrientation(file.metadata.exif), placement.duration);
        !status.ok())
      return status;
    if (!job.sink.Rows(0, info.height, canvas.pixels())) return Aborted();
  }
  return Ok();
}

Status DecodeWebp(const DecodeJob& job) {
  Budget budget(job.options.limits, kFormat);
  if (Status status = budget.TakeMemory(job.bytes.size()); !status.ok()) return status;
  File file;
  if (Status status = TakeApart(job.bytes, &budget, &file); !status.ok()) return status;
  ImageInfo info{file.width, file.height};
  uint64_t held_bytes = 0;
  if (!file.animation) {
    if (Status status = ReadInfo(job.bytes, &info, &held_bytes); !status.ok()) return status;
  }
  const FileFacts facts{file.animation ? static_cast<uint32_t>(file.frames.size()) : 1,
                        file.animation, file.metadata};
  uint32_t begin = 0;
  uint32_t end = 0;
  if (Status status = ChooseFrames(job, kFormat, facts.frame_count, &begin, &end); !status.ok())
    return status;
  if (Status status = budget.TakeFrames(end - begin); !status.ok()) return status;
  if (Status status = budget.TakePixels(info.width, info.height, end - begin); !status.ok())
    return status;
  if (Status status = job.sink.File(facts); !status.ok() || begin == end) return status;
  if (file.animation) return DecodeAnimation(job, file, begin, end, &budget);
  // Twice the pixels: ours, and the caller's.
  if (Status status = budget.TakeMemory(Sum(Product(ImageBytes(info), 2), held_bytes));
      !status.ok())
    return status;

  Buffer pixels;
  if (Status status = ReadPicture(job.bytes, info, &pixels); !status.ok()) return status;
  if (Status status = job.sink.Begin(info, ExifOrientation(file.metadata.exif), 0); !status.ok())
    return status;
  return job.sink.Rows(0, info.height, pixels.data()) ? Ok() : Aborted();
}

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .libraries = Libraries, .decode = DecodeWebp};

}  // namespace imwrite::webp
