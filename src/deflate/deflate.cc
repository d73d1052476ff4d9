#include "src/deflate/deflate.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>

namespace imwrite::deflate {
namespace {

// A sample is made of slices, which span some rows, so that matches with the row above are seen.
constexpr size_t kSliceBytes = 1 << 16;
// Slices are added until they have become so many bytes: a few white rows tell nothing.
constexpr size_t kTellingBytes = 4096;
// Matches cost several times as much time as runs, so they must save this share of the bytes; more at lower levels.
constexpr int kThoroughLevel = 6;
constexpr size_t kThoroughGain = 80;
constexpr size_t kQuickGain = 25;
// From here on no sample is trusted to tell whether matches are a gain.
constexpr int kExhaustiveLevel = 10;
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
  const size_t compared = level >= kExhaustiveLevel ? part_size : std::min(part_size, 2 * kSliceBytes);
  if (level > 0 && !sample_.Resize(bound(compared))) return Error(Code::kOutOfMemory, "out of memory for the compressor");
  return Ok();
}

Choice Deflater::Choose(std::initializer_list<const uint8_t*> versions, size_t size) {
  constexpr size_t kMaxVersions = 2;
  std::array<size_t, kMaxVersions> matched{};
  std::array<size_t, kMaxVersions> with_runs{};
  // A part's slices in an order that jumps about in it, from the middle on.
  const size_t slices = std::max<size_t>(1, size / kSliceBytes);
  const size_t slice_bytes = size / slices;
  const size_t jump = slices % 5 == 0 ? 3 : 5;
  for (size_t i = 0, smallest = 0; i < slices && smallest < kTellingBytes; ++i) {
    const size_t start = (slices / 2 + i * jump) % slices * slice_bytes;
    smallest = SIZE_MAX;
    for (size_t version = 0; const uint8_t* data : versions) {
      matched[version] += libdeflate_deflate_compress_part(compressor_.get(), data + start, slice_bytes, sample_.data(), sample_.size(), 1);
      with_runs[version] += CompressRuns(data + start, slice_bytes, RunCoding::kRuns, true, sample_.data());
      smallest = std::min({smallest, matched[version], with_runs[version]});
      ++version;
    }
  }
  Choice best{};
  size_t least = SIZE_MAX;
  for (size_t version = 0; const uint8_t* data : versions) {
    const size_t gain = with_runs[version] / (level_ < kThoroughLevel ? kQuickGain : kThoroughGain);
    const bool matches = matched[version] + gain < with_runs[version];
    const size_t bytes = matches ? matched[version] : with_runs[version];
    if (bytes < least) best = {data, matches ? Choice::Way::kMatches : Choice::Way::kRuns};
    least = std::min(least, bytes);
    ++version;
  }
  if (level_ >= kExhaustiveLevel) best.way = Choice::Way::kSmaller;
  return best;
}

size_t Deflater::Compress(const uint8_t* data, size_t size, bool last, uint8_t* to) {
  if (finds_matches()) return Compress(Choose({data}, size), size, last, to);
  return Compress({data, compressor_ ? Choice::Way::kMatches : Choice::Way::kRuns}, size, last, to);
}

size_t Deflater::Compress(const Choice& choice, size_t size, bool last, uint8_t* to) {
  if (choice.way == Choice::Way::kRuns) return CompressRuns(choice.data, size, coding_, last, to);
  const size_t matched = libdeflate_deflate_compress_part(compressor_.get(), choice.data, size, to, bound_, last);
  if (choice.way == Choice::Way::kMatches) return matched;
  const size_t with_runs = CompressRuns(choice.data, size, RunCoding::kRuns, last, sample_.data());
  if (with_runs >= matched) return matched;
  std::copy_n(sample_.data(), with_runs, to);
  return with_runs;
}

}  // namespace imwrite::deflate
