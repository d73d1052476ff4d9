#include "src/codecs/exr/packer.h"

#include <cstring>

#include "src/codecs/exr/b44.h"
#include "src/codecs/exr/predictor.h"
#include "src/codecs/exr/pxr24.h"
#include "src/codecs/exr/rle.h"

namespace imwrite::exr {

Status Packer::Start(Compression compression, int level, const Block& largest) {
  compression_ = compression;
  const uint64_t raw = BytesOf(largest);
  uint64_t bound = 0;
  uint64_t data = deflate::kPartMargin + raw + deflate::kPartMargin;
  switch (compression) {
    case Compression::kNone: return Ok();
    case Compression::kRle: bound = raw + raw / 3 + 2; break;
    case Compression::kZips:
    case Compression::kZip:
    case Compression::kPxr24:
      if (Status status =
              deflater_.Start(level, deflate::Strategy::kDefault, static_cast<size_t>(raw));
          !status.ok())
        return status;
      bound = deflater_.bound() + deflate::kZlibBytes;
      break;
    case Compression::kPiz:
      data = 0;
      bound = PizCoder::Bound(largest);
      if (!piz_.Resize(raw)) return OutOfMemory(static_cast<size_t>(raw));
      break;
    default: data = 0; bound = B44Bound(largest);
  }
  if (!data_.Resize(data) || !packed_.Resize(bound))
    return OutOfMemory(static_cast<size_t>(data + bound));
  // What deflate may read in front and behind is none of the stream.
  if (data > 0) std::memset(data_.data(), 0, data_.size());
  return Ok();
}

std::span<const uint8_t> Packer::Pack(const Block& block, const uint8_t* raw) {
  const auto size = static_cast<size_t>(BytesOf(block));
  if (compression_ == Compression::kNone) return {raw, size};
  const uint8_t* end = PackInto(block, raw, size, packed_.data());
  const auto packed = static_cast<size_t>(end - packed_.data());
  return packed < size ? std::span<const uint8_t>(packed_.data(), packed)
                       : std::span<const uint8_t>(raw, size);
}

uint8_t* Packer::PackInto(const Block& block, const uint8_t* raw, size_t size, uint8_t* to) {
  switch (compression_) {
    case Compression::kRle: Predict(raw, size, data()); return WriteRuns(data(), size, to);
    case Compression::kZips:
    case Compression::kZip: Predict(raw, size, data()); return Deflate(size, to);
    case Compression::kPxr24:
      ToPxr24(block, raw, data());
      return Deflate(static_cast<size_t>(Pxr24Bytes(block)), to);
    case Compression::kPiz: return piz_.Pack(block, raw, to);
    default: return ToB44(block, compression_ == Compression::kB44a, raw, to);
  }
}

uint8_t* Packer::Deflate(size_t size, uint8_t* to) {
  return to + deflater_.CompressZlib(data(), size, to);
}

}  // namespace imwrite::exr
