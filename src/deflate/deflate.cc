#include "src/deflate/deflate.h"

#include <libdeflate.h>

#include <algorithm>

#include "src/deflate/adler.h"

namespace imwrite::deflate {
namespace {

// libdeflate's own level 1 is a quicker search than its others.
constexpr int kQuickLevel = 2;
constexpr int kThoroughLevel = 6;
// From here on no sample is trusted to tell whether matches are a gain.
constexpr int kExhaustiveLevel = 10;
// What libdeflate adds to a part that is not the last.
constexpr size_t kPartEnd = 6;

// Matches cost several times as much time as runs, so they must save one in so many bytes.
size_t GainOf(int level) { return level >= kThoroughLevel ? 80 : level > kQuickLevel ? 25 : 8; }

}  // namespace

void Deflater::Free::operator()(libdeflate_compressor* compressor) const {
  libdeflate_free_compressor(compressor);
}

Status Deflater::Start(int level, Strategy strategy, size_t part_size) {
  level_ = level;
  bound_ = RunsBound(part_size);
  if (strategy != Strategy::kDefault && level > 0) {
    constexpr RunCoding kCodings[] = {{}, RunCoding::kRuns, RunCoding::kHuffman, RunCoding::kFixed};
    coding_ = kCodings[static_cast<int>(strategy)];
    return Ok();
  }
  compressor_.reset(libdeflate_alloc_compressor(level == kQuickLevel ? 1 : level));
  if (!compressor_) return Error(Code::kOutOfMemory, "out of memory for the compressor");
  const auto bound = [&](size_t size) {
    return std::max(RunsBound(size),
                    libdeflate_deflate_compress_bound(compressor_.get(), size) + kPartEnd);
  };
  bound_ = bound(part_size);
  if (level > 0 && !sample_.Resize(bound_))
    return Error(Code::kOutOfMemory, "out of memory for the compressor");
  return Ok();
}

void Deflater::Probe(const uint8_t* data, size_t size, ProbeResult* probe) {
  probe->matched += libdeflate_deflate_compress_part(compressor_.get(), data, size, sample_.data(),
                                                     sample_.size(), 1);
  probe->with_runs += CompressRuns(data, size, RunCoding::kRuns, true, sample_.data());
}

size_t Deflater::slice_bytes() const { return level_ > kQuickLevel ? 1 << 16 : 1 << 15; }

MatchMode Deflater::ChooseMatchMode(const ProbeResult& probe) const {
  if (level_ >= kExhaustiveLevel) return MatchMode::kSmaller;
  const size_t gain = probe.with_runs / GainOf(level_);
  return probe.matched + gain < probe.with_runs ? MatchMode::kMatches : MatchMode::kRuns;
}

size_t Deflater::BytesOf(const ProbeResult& probe) const {
  switch (ChooseMatchMode(probe)) {
    case MatchMode::kMatches: return probe.matched;
    case MatchMode::kRuns: return probe.with_runs;
    default: return std::min(probe.matched, probe.with_runs);
  }
}

size_t Deflater::Compress(const uint8_t* data, size_t size, bool last, uint8_t* to) {
  if (!chooses()) return Compress(data, size, MatchMode::kMatches, last, to);
  ProbeResult probe;
  ForEachSlice(size, slice_bytes(), [&](size_t begin, size_t end) {
    Probe(data + begin, end - begin, &probe);
    return probe.IsConclusive();
  });
  return Compress(data, size, ChooseMatchMode(probe), last, to);
}

size_t Deflater::Compress(const uint8_t* data, size_t size, MatchMode mode, bool last,
                          uint8_t* to) {
  if (mode == MatchMode::kRuns || !compressor_) return CompressRuns(data, size, coding_, last, to);
  const size_t matched =
      libdeflate_deflate_compress_part(compressor_.get(), data, size, to, bound_, last);
  if (mode == MatchMode::kMatches) return matched;
  const size_t with_runs = CompressRuns(data, size, RunCoding::kRuns, last, sample_.data());
  if (with_runs >= matched) return matched;
  std::copy_n(sample_.data(), with_runs, to);
  return with_runs;
}

size_t Deflater::CompressZlib(uint8_t* data, size_t size, uint8_t* to) {
  // No run may begin in front of the data.
  data[-1] = static_cast<uint8_t>(~data[0]);
  uint8_t* end = to;
  // A window of 32 KiB; the level is of no use to readers.
  *end++ = 0x78;
  *end++ = 0x9c;
  end += Compress(data, size, true, end);
  const uint32_t adler = Adler32(1, data, size);
  for (const int shift : {24, 16, 8, 0}) *end++ = static_cast<uint8_t>(adler >> shift);
  return static_cast<size_t>(end - to);
}

}  // namespace imwrite::deflate
