#include "src/deflate/deflate.h"

#include <libdeflate.h>

#include <algorithm>

namespace imwrite::deflate {

void Deflater::Free::operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }

Status Deflater::Start(int level, Strategy strategy, size_t part_size) {
  bound_ = RunsBound(part_size);
  if (strategy != Strategy::kDefault && level > 0) {
    constexpr RunCoding kCodings[] = {{}, RunCoding::kRuns, RunCoding::kHuffman, RunCoding::kFixed};
    coding_ = kCodings[static_cast<int>(strategy)];
    return Ok();
  }
  compressor_.reset(libdeflate_alloc_compressor(level));
  if (!compressor_ || (level > 0 && !runs_.Resize(bound_))) return Error(Code::kOutOfMemory, "out of memory for the compressor");
  constexpr size_t kPartEnd = 6;
  bound_ = std::max(bound_, libdeflate_deflate_compress_bound(compressor_.get(), part_size) + kPartEnd);
  return Ok();
}

size_t Deflater::Compress(const uint8_t* data, size_t size, bool last, uint8_t* to) {
  if (!compressor_) return CompressRuns(data, size, coding_, last, to);
  const size_t matched = libdeflate_deflate_compress_part(compressor_.get(), data, size, to, bound_, last);
  if (runs_.size() == 0) return matched;
  const size_t with_runs = CompressRuns(data, size, RunCoding::kRuns, last, runs_.data());
  if (with_runs >= matched) return matched;
  std::copy_n(runs_.data(), with_runs, to);
  return with_runs;
}

}  // namespace imwrite::deflate
