#include "src/deflate/deflate.h"

#include <libdeflate.h>

#include <algorithm>

namespace imwrite::deflate {
namespace {

// A sample is this many slices, evenly spread. A slice spans some rows, so that matches with the row above are seen.
constexpr size_t kSlices = 2;
constexpr size_t kSliceBytes = 1 << 15;
// From here on a search for matches may take its time wherever it gains a byte, and then no sample is trusted.
constexpr int kThoroughLevel = 6;
constexpr int kExhaustiveLevel = 10;
// Below, matches must save this share of what the runs become: they cost several times as much time.
constexpr size_t kWorthwhile = 25;
// What libdeflate adds to a part that is not the last.
constexpr size_t kPartEnd = 6;

}  // namespace

void Deflater::Free::operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }

Status Deflater::Start(int level, Strategy strategy, size_t part_size) {
  level_ = level;
  bound_ = RunsBound(part_size);
  if (strategy != Strategy::kDefault && level > 0) {
    constexpr RunCoding kCodings[] = {{}, RunCoding::kRuns, RunCoding::kHuffman, RunCoding::kFixed};
    coding_ = kCodings[static_cast<int>(strategy)];
    return Ok();
  }
  compressor_.reset(libdeflate_alloc_compressor(level));
  if (!compressor_) return Error(Code::kOutOfMemory, "out of memory for the compressor");
  const auto bound = [&](size_t size) {
    return std::max(RunsBound(size), libdeflate_deflate_compress_bound(compressor_.get(), size) + kPartEnd);
  };
  bound_ = bound(part_size);
  const size_t compared = level >= kExhaustiveLevel ? part_size : std::min(part_size, kSlices * kSliceBytes);
  if (level > 0 && !sample_.Resize(bound(compared))) return Error(Code::kOutOfMemory, "out of memory for the compressor");
  return Ok();
}

Choice Deflater::Choose(const uint8_t* data, size_t size) {
  size_t matched = 0;
  size_t with_runs = 0;
  const auto add = [&](const uint8_t* slice, size_t bytes) {
    matched += libdeflate_deflate_compress_part(compressor_.get(), slice, bytes, sample_.data(), sample_.size(), 1);
    with_runs += CompressRuns(slice, bytes, RunCoding::kRuns, true, sample_.data());
  };
  if (size <= kSlices * kSliceBytes) {
    add(data, size);
  } else {
    const size_t step = size / kSlices;
    for (size_t i = 0; i < kSlices; ++i) add(data + i * step + (step - kSliceBytes) / 2, kSliceBytes);
  }
  const size_t gain = level_ < kThoroughLevel ? with_runs / kWorthwhile : 0;
  if (level_ >= kExhaustiveLevel) return {Choice::Way::kSmaller, std::min(matched, with_runs)};
  return matched + gain < with_runs ? Choice{Choice::Way::kMatches, matched} : Choice{Choice::Way::kRuns, with_runs};
}

size_t Deflater::Compress(const uint8_t* data, size_t size, bool last, uint8_t* to) {
  return Compress(data, size,
                  finds_matches() ? Choose(data, size).way
                  : compressor_   ? Choice::Way::kMatches
                                  : Choice::Way::kRuns,
                  last, to);
}

size_t Deflater::Compress(const uint8_t* data, size_t size, Choice::Way way, bool last, uint8_t* to) {
  if (way == Choice::Way::kRuns) return CompressRuns(data, size, coding_, last, to);
  const size_t matched = libdeflate_deflate_compress_part(compressor_.get(), data, size, to, bound_, last);
  if (way == Choice::Way::kMatches) return matched;
  const size_t with_runs = CompressRuns(data, size, RunCoding::kRuns, last, sample_.data());
  if (with_runs >= matched) return matched;
  std::copy_n(sample_.data(), with_runs, to);
  return with_runs;
}

}  // namespace imwrite::deflate
