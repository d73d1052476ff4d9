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

// The bytes that must be readable in front of a part, and behind it.
inline constexpr size_t kPartMargin = 32;

// How a part is compressed.
enum class Way { kMatches, kRuns, kSmaller };

// What samples of a part have become so far, in both ways.
struct Trial {
  size_t matched = 0;
  size_t with_runs = 0;
  // Whether this is enough to go by: a few white rows tell nothing.
  bool tells() const { return std::min(matched, with_runs) >= 4096; }
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
  // Whether it is worth a trial in which way a part is compressed.
  bool chooses() const { return sample_.size() > 0; }
  // Adds a sample, which is part of a part, to the trial. To be called if chooses().
  void Try(const uint8_t* data, size_t size, Trial* trial);
  // What a sample may be made of: some rows, so that matches with the row above are seen, and at
  // higher levels most of a window.
  size_t slice_bytes() const;
  // The better way, and the bytes that the samples have become in it.
  Way WayOf(const Trial& trial) const;
  size_t BytesOf(const Trial& trial) const;
  // Parts that are not the last end on a byte boundary. Returns the bytes written. The bytes in
  // front of a part are taken for none of the stream; they must differ from its first one. `way`
  // counts if chooses().
  size_t Compress(const uint8_t* data, size_t size, Way way, bool last, uint8_t* to);
  // The same, in the better way of this part.
  size_t Compress(const uint8_t* data, size_t size, bool last, uint8_t* to);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
  // What a sample becomes, or a part to compare; empty where there is nothing to choose.
  Buffer sample_;
  RunCoding coding_ = RunCoding::kRuns;
  int level_ = 0;
  size_t bound_ = 0;
};

}  // namespace imwrite::deflate
