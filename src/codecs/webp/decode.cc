// The WebP decoder: RGB, or RGBA when the file has alpha. The frames of an animation come as whole canvases.
#include <webp/decode.h>

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

bool Matches(std::span<const uint8_t> bytes) {
  return bytes.size() >= 12 && std::memcmp(bytes.data(), "RIFF", 4) == 0 && std::memcmp(bytes.data() + 8, "WEBP", 4) == 0;
}

Status FromWebp(VP8StatusCode code) {
  switch (code) {
    case VP8_STATUS_OK: return Ok();
    case VP8_STATUS_OUT_OF_MEMORY: return Error(Code::kOutOfMemory, "webp: out of memory while decoding");
    case VP8_STATUS_UNSUPPORTED_FEATURE: return Error(Code::kUnsupportedData, "webp: the file uses a feature that is not supported");
    case VP8_STATUS_SUSPENDED:
    case VP8_STATUS_NOT_ENOUGH_DATA: return Error(Code::kCorruptData, "webp: the file is truncated");
    default: return Error(Code::kCorruptData, "webp: the file is damaged");
  }
}

// Decodes the picture in `data`, a file or chunks, which is known to have this size, to RGB or RGBA.
Status ReadPicture(Bytes data, const ImageInfo& info, Buffer* pixels) {
  WebPDecoderConfig config;
  WebPInitDecoderConfig(&config);
  if (!pixels->Resize(info.image_bytes())) return OutOfMemory(static_cast<size_t>(info.image_bytes()));
  config.output.colorspace = info.channels == 4 ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA = {pixels->data(), static_cast<int>(info.row_bytes()), static_cast<size_t>(info.image_bytes())};
  return FromWebp(WebPDecode(data.data(), data.size(), &config));
}

Status ReadInfo(Bytes data, ImageInfo* info) {
  WebPBitstreamFeatures features;
  const VP8StatusCode status = WebPGetFeatures(data.data(), data.size(), &features);
  if (status != VP8_STATUS_OK) return FromWebp(status);
  *info = {static_cast<uint32_t>(features.width), static_cast<uint32_t>(features.height), static_cast<uint8_t>(features.has_alpha ? 4 : 3),
           Depth::kU8};
  return Ok();
}

// What all the frames of an animation are given as.
Status CanvasInfo(const File& file, ImageInfo* info) {
  *info = {file.width, file.height, 3, Depth::kU8};
  std::vector<Placement> placements;
  for (const AnimationFrame& frame : file.frames) {
    ImageInfo part;
    if (Status status = ReadInfo(frame.data, &part); !status.ok()) return status;
    if (!Covers(frame.placement.area, part.width, part.height)) {
      return Error(Code::kCorruptData, "webp: a frame is not of the size that the file says");
    }
    if (part.has_alpha()) info->channels = 4;
    placements.push_back(frame.placement);
  }
  if (LeaveGaps(placements, file.width, file.height)) info->channels = 4;
  return Ok();
}

Status DecodeAnimation(const DecodeJob& job, const File& file, uint32_t begin, uint32_t end) {
  ImageInfo info;
  if (Status status = CanvasInfo(file, &info); !status.ok()) return status;
  Canvas canvas;
  if (Status status = canvas.Start(info); !status.ok()) return status;
  Buffer pixels;
  for (uint32_t i = 0; i < end; ++i) {
    const auto& [placement, data] = file.frames[i];
    const ImageInfo part{placement.area.width, placement.area.height, info.channels, info.depth};
    if (Status status = ReadPicture(data, part, &pixels); !status.ok()) return status;
    if (Status status = canvas.Begin(placement); !status.ok()) return status;
    canvas.Paint(0, part.height, pixels.data());
    if (i < begin) continue;
    if (Status status = job.sink.Begin(info, ExifOrientation(file.metadata.exif), placement.duration); !status.ok()) return status;
    if (!job.sink.Rows(0, info.height, canvas.pixels())) return Aborted();
  }
  return Ok();
}

Status DecodeWebp(const DecodeJob& job) {
  File file;
  if (Status status = TakeApart(job.bytes, &file); !status.ok()) return status;
  ImageInfo info{file.width, file.height};
  if (!file.animation) {
    if (Status status = ReadInfo(job.bytes, &info); !status.ok()) return status;
  }
  if (Status status = CheckPixels(job, kFormat, info.width, info.height); !status.ok()) return status;
  const FileFacts facts{file.animation ? static_cast<uint32_t>(file.frames.size()) : 1, file.animation, file.metadata};
  uint32_t begin = 0;
  uint32_t end = 0;
  if (Status status = ChooseFrames(job, kFormat, facts.frame_count, &begin, &end); !status.ok()) return status;
  if (Status status = job.sink.File(facts); !status.ok() || begin == end) return status;
  if (file.animation) return DecodeAnimation(job, file, begin, end);

  Buffer pixels;
  if (Status status = ReadPicture(job.bytes, info, &pixels); !status.ok()) return status;
  if (Status status = job.sink.Begin(info, ExifOrientation(file.metadata.exif), 0); !status.ok()) return status;
  return job.sink.Rows(0, info.height, pixels.data()) ? Ok() : Aborted();
}

}  // namespace

extern const Decoder kDecoder = {kFormat, Matches, Libraries, DecodeWebp};

}  // namespace imwrite::webp
