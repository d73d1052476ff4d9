#include "src/codecs/exr/unpacker.h"

#include <libdeflate.h>

#include <algorithm>

#include "src/codecs/exr/b44.h"
#include "src/codecs/exr/predictor.h"
#include "src/codecs/exr/pxr24.h"
#include "src/codecs/exr/rle.h"
#include "src/limits.h"

namespace imwrite::exr {
namespace {

bool Deflates(Compression compression) {
  return compression == Compression::kZips || compression == Compression::kZip ||
         compression == Compression::kPxr24;
}

}  // namespace

void Unpacker::Free::operator()(libdeflate_decompressor* decompressor) const {
  libdeflate_free_decompressor(decompressor);
}

uint64_t Unpacker::HeldBytes(Compression compression, uint64_t raw_bytes) {
  return compression == Compression::kPiz ? Sum(raw_bytes, PizCoder::kHeldBytes) : raw_bytes;
}

Status Unpacker::Start(Compression compression, uint64_t raw_bytes) {
  compression_ = compression;
  if (Deflates(compression)) {
    decompressor_.reset(libdeflate_alloc_decompressor());
    if (!decompressor_) return OutOfMemory(0);
  }
  const bool resized =
      compression == Compression::kPiz ? piz_.Resize(raw_bytes) : data_.Resize(raw_bytes);
  return resized ? Ok() : OutOfMemory(static_cast<size_t>(raw_bytes));
}

bool Unpacker::Inflate(std::span<const uint8_t> packed, size_t size) {
  return libdeflate_zlib_decompress(decompressor_.get(), packed.data(), packed.size(), data_.data(),
                                    size, nullptr) == LIBDEFLATE_SUCCESS;
}

bool Unpacker::Unpack(const Block& block, std::span<const uint8_t> packed, uint8_t* raw) {
  const auto size = static_cast<size_t>(BytesOf(block));
  if (packed.size() == size || compression_ == Compression::kNone) {
    std::copy_n(packed.begin(), std::min(packed.size(), size), raw);
    return packed.size() == size;
  }
  switch (compression_) {
    case Compression::kRle:
      if (!ReadRuns(packed, data_.data(), size)) return false;
      Restore(data_.data(), size, raw);
      return true;
    case Compression::kZips:
    case Compression::kZip:
      if (!Inflate(packed, size)) return false;
      Restore(data_.data(), size, raw);
      return true;
    case Compression::kPxr24:
      if (!Inflate(packed, static_cast<size_t>(Pxr24Bytes(block)))) return false;
      FromPxr24(block, data_.data(), raw);
      return true;
    case Compression::kPiz: return piz_.Unpack(block, packed, raw);
    default: return FromB44(block, packed, raw);
  }
}

}  // namespace imwrite::exr
