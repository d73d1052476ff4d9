// The WebP decoder: RGB, or RGBA when the file has alpha. Still pictures only.
#include <webp/decode.h>

#include <cstring>

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

uint32_t Read32(const uint8_t* bytes) { return bytes[0] | bytes[1] << 8 | bytes[2] << 16 | uint32_t{bytes[3]} << 24; }

// The RIFF chunk "EXIF", which some writers begin with JPEG's "Exif\0\0".
int Orientation(std::span<const uint8_t> bytes) {
  for (size_t at = 12; at + 8 <= bytes.size();) {
    const size_t size = Read32(bytes.data() + at + 4);
    const auto rest = bytes.subspan(at + 8);
    if (std::memcmp(bytes.data() + at, "EXIF", 4) == 0) {
      auto exif = rest.first(std::min(size, rest.size()));
      if (exif.size() > 6 && std::memcmp(exif.data(), "Exif", 4) == 0) exif = exif.subspan(6);
      return ExifOrientation(exif);
    }
    if (size >= rest.size()) break;
    at += 8 + size + (size & 1);
  }
  return 1;
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

Status DecodeWebp(const DecodeJob& job) {
  WebPDecoderConfig config;
  WebPInitDecoderConfig(&config);
  const VP8StatusCode header = WebPGetFeatures(job.bytes.data(), job.bytes.size(), &config.input);
  if (header != VP8_STATUS_OK) return FromWebp(header);
  if (config.input.has_animation) return Mismatch(Code::kUnsupportedData, "webp file", "a still picture", "an animation");
  const ImageInfo info{static_cast<uint32_t>(config.input.width), static_cast<uint32_t>(config.input.height),
                       static_cast<uint8_t>(config.input.has_alpha ? 4 : 3), Depth::kU8};
  if (Status status = CheckPixels(job, kFormat, info.width, info.height); !status.ok()) return status;

  bool wanted = false;
  if (Status status = StartSingle(job, kFormat, {}, &wanted); !status.ok() || !wanted) return status;
  Buffer pixels;
  if (!pixels.Resize(info.image_bytes())) return OutOfMemory(static_cast<size_t>(info.image_bytes()));
  config.output.colorspace = info.channels == 4 ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA = {pixels.data(), static_cast<int>(info.row_bytes()), static_cast<size_t>(info.image_bytes())};
  const VP8StatusCode decoded = WebPDecode(job.bytes.data(), job.bytes.size(), &config);
  if (decoded != VP8_STATUS_OK) return FromWebp(decoded);
  if (Status status = job.sink.Begin(info, Orientation(job.bytes), 0); !status.ok()) return status;
  return job.sink.Rows(0, info.height, pixels.data()) ? Ok() : Aborted();
}

}  // namespace

extern const Decoder kDecoder = {kFormat, Matches, Libraries, DecodeWebp};

}  // namespace imwrite::webp
