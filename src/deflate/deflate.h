// Deflater: compresses pixels in parts, whose outputs joined are one deflate stream.
#pragma once

#include <algorithm>
#include <memory>
#include <numeric>

#include "src/deflate/runs.h"
#include "src/pixels.h"
#include "src/status.h"

struct libdeflate_compressor;

namespace imwrite::deflate {

// How matches are looked for; all but kDefault look for runs at most. kDefault takes runs where
// matches are no gain, as in many photographs.
enum class Strategy { kDefault, kRle, kHuffman, kFixed };

// The bytes that must be readable before and after a part.
inline constexpr size_t kPartMargin = 32;
// What a zlib stream has around a deflate stream.
inline constexpr size_t kZlibBytes = 6;

// How a part is compressed: by matches, by runs alone, or by both, keeping the smaller.
enum class MatchMode { kMatches, kRuns, kSmaller };

// The compressed size of a part's samples so far, in both modes.
struct ProbeResult {
  size_t matched = 0;
  size_t with_runs = 0;
  // A few white rows say nothing about the rest.
  bool IsConclusive() const { return std::min(matched, with_runs) >= 4096; }
};

// Calls slice(begin, end) for slices of about `length` of `size` things, in an order that jumps
// about, from the middle on, until it returns true.
template <class Slice>
void ForEachSlice(size_t size, size_t length, Slice&& slice) {
  const size_t slices = std::max<size_t>(1, size / length);
  size_t jump = 5;
  while (std::gcd(slices, jump) != 1) ++jump;
  for (size_t i = 0; i < slices; ++i) {
    // In 64 bits, as size_t has 32 in WebAssembly.
    const uint64_t index = (slices / 2 + uint64_t{i} * jump) % slices;
    if (slice(static_cast<size_t>(index * size / slices),
              static_cast<size_t>((index + 1) * size / slices)))
      return;
  }
}

class Deflater {
 public:
  // `level` is from 0 to 12: 0 stores, whatever the strategy, 2 is libdeflate's fastest, from 3 on
  // it is libdeflate's. No part has more than `part_size` bytes.
  [[nodiscard]] Status Start(int level, Strategy strategy, size_t part_size);
  // The most bytes that a part becomes.
  size_t bound() const { return bound_; }
  // Whether probing pays off before a part is compressed.
  bool chooses() const { return sample_.size() > 0; }
  // Compresses a sample of a part in both modes. Call it only if chooses().
  void Probe(const uint8_t* data, size_t size, ProbeResult* probe);
  // The size of a sample: several rows, so that matches with the row above count, and at higher
  // levels most of a window.
  size_t slice_bytes() const;
  // The better mode, and the size of the samples in it.
  MatchMode ChooseMatchMode(const ProbeResult& probe) const;
  size_t BytesOf(const ProbeResult& probe) const;
  // Parts that are not the last end on a byte boundary. Returns the bytes written. The bytes in
  // front of a part are taken for none of the stream; they must differ from its first one. `mode`
  // counts if chooses().
  size_t Compress(const uint8_t* data, size_t size, MatchMode mode, bool last, uint8_t* to);
  // The same in the better mode for this part.
  size_t Compress(const uint8_t* data, size_t size, bool last, uint8_t* to);
  // A zlib stream (RFC 1950) of its own, of at most bound() + kZlibBytes. Changes the byte in front
  // of the data.
  size_t CompressZlib(uint8_t* data, size_t size, uint8_t* to);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
  // The compressed sample or alternative; empty if there is only one mode.
  Buffer sample_;
  RunCoding coding_ = RunCoding::kRuns;
  int level_ = 0;
  size_t bound_ = 0;
};

}  // namespace imwrite::deflate
