#include "src/codecs/png/deflate.h"

#include <libdeflate.h>

namespace imwrite::png {

void Deflater::Free::operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }

Status Deflater::Start(int level, Strategy strategy) {
  if (strategy != Strategy::kDefault && level > 0) {
    constexpr RunCoding kCodings[] = {{}, RunCoding::kRuns, RunCoding::kHuffman, RunCoding::kFixed};
    coding_ = kCodings[static_cast<int>(strategy)];
    return Ok();
  }
  compressor_.reset(libdeflate_alloc_compressor(level));
  return compressor_ ? Ok() : Error(Code::kOutOfMemory, "png: out of memory for the compressor");
}

size_t Deflater::Bound(size_t size) const {
  constexpr size_t kPartEnd = 6;
  return compressor_ ? libdeflate_deflate_compress_bound(compressor_.get(), size) + kPartEnd : RunsBound(size);
}

size_t Deflater::Compress(const uint8_t* data, size_t size, bool last, uint8_t* to) {
  if (!compressor_) return CompressRuns(data, size, coding_, last, to);
  return libdeflate_deflate_compress_part(compressor_.get(), data, size, to, Bound(size), last);
}

}  // namespace imwrite::png
