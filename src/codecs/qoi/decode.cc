// The QOI decoder: 8-bit RGB and RGBA, a band of rows at a time.
#include <cstring>

#include "src/big-endian.h"
#include "src/codecs/qoi/format.h"

namespace imwrite::qoi {
namespace {

Status ReadHeader(std::span<const uint8_t> bytes, ImageInfo* info) {
  if (bytes.size() < kHeaderBytes) return Error(Code::kCorruptData, "qoi: the header is cut off");
  *info = {Get32(&bytes[4]), Get32(&bytes[8]), bytes[12], SampleType::kU8};
  if (info->width == 0 || info->height == 0)
    return Error(Code::kCorruptData, "qoi: the picture has no pixels");
  if (info->channels == 3 || info->channels == 4) return Ok();
  return Mismatch(Code::kCorruptData, "qoi channels", "3 or 4", std::to_string(info->channels));
}

class ChunkReader {
 public:
  // The bytes behind the header.
  ChunkReader(std::span<const uint8_t> bytes, uint16_t channels)
      : bytes_(bytes), channels_(channels) {}

  // Puts up to `count` pixels to `to`; fewer where the file ends. Returns how many.
  size_t Read(size_t count, uint8_t* to) {
    for (size_t i = 0; i < count; ++i, to += channels_) {
      if (run_ > 0) {
        --run_;
      } else if (!TakeChunk()) {
        return i;
      }
      std::memcpy(to, &state_.previous, channels_);
    }
    return count;
  }

  std::span<const uint8_t> rest() const { return bytes_.subspan(at_); }

 private:
  bool TakeChunk() {
    static_assert(sizeof(Pixel) == 4);
    if (at_ >= bytes_.size()) return false;
    const uint8_t tag = bytes_[at_];
    const size_t size = tag == kRgb ? 4 : tag == kRgba ? 5 : (tag & kTagBits) == kLuma ? 2 : 1;
    if (size > bytes_.size() - at_) return false;
    const uint8_t* chunk = &bytes_[at_];
    at_ += size;
    Pixel& pixel = state_.previous;
    if (tag == kRgb || tag == kRgba) {
      std::memcpy(&pixel, chunk + 1, size - 1);
    } else if ((tag & kTagBits) == kRun) {
      run_ = tag & 63;
    } else if ((tag & kTagBits) == kIndex) {
      pixel = state_.seen[tag];
    } else if ((tag & kTagBits) == kDiff) {
      Add((tag >> 4 & 3) - 2, (tag >> 2 & 3) - 2, (tag & 3) - 2);
    } else {
      const int g = (tag & 63) - 32;
      Add(g + (chunk[1] >> 4) - 8, g, g + (chunk[1] & 15) - 8);
    }
    state_.seen[pixel.Hash()] = pixel;
    return true;
  }

  void Add(int r, int g, int b) {
    Pixel& pixel = state_.previous;
    pixel.r = static_cast<uint8_t>(pixel.r + r);
    pixel.g = static_cast<uint8_t>(pixel.g + g);
    pixel.b = static_cast<uint8_t>(pixel.b + b);
  }

  std::span<const uint8_t> bytes_;
  size_t at_ = 0;
  uint16_t channels_;
  State state_;
  // How often the pixel still comes.
  uint32_t run_ = 0;
};

Status ReadRows(const DecodeJob& job, const ImageInfo& info) {
  ChunkReader reader(job.bytes.subspan(kHeaderBytes), info.channels);
  bool whole = true;
  const auto read = [&](uint32_t, uint32_t count, uint8_t* to) {
    const size_t pixels = size_t{info.width} * count;
    const size_t there = reader.Read(pixels, to);
    whole = there == pixels;
    return there * info.channels;
  };
  if (Status status = SendBands(job, kFormat, info, read); !status.ok()) return status;
  const auto rest = reader.rest();
  const bool ends =
      rest.size() >= kEnd.size() && std::memcmp(rest.data(), kEnd.data(), kEnd.size()) == 0;
  return whole && !ends ? Warn(job, "qoi: the file has no end marker") : Ok();
}

Status DecodeQoi(const DecodeJob& job) {
  ImageInfo info;
  if (Status status = ReadHeader(job.bytes, &info); !status.ok()) return status;
  bool wanted = false;
  if (Status status = BeginSingle(job, kFormat, {}, info, 0, &wanted); !status.ok() || !wanted)
    return status;
  return ReadRows(job, info);
}

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .decode = DecodeQoi};

}  // namespace imwrite::qoi
