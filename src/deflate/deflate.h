// Deflater: compresses pixels in parts, whose outputs joined are one deflate stream.
#pragma once

#include <initializer_list>
#include <memory>

#include "src/deflate/runs.h"
#include "src/pixels.h"
#include "src/status.h"

struct libdeflate_compressor;

namespace imwrite::deflate {

// How matches are looked for; all but kDefault look for runs at most. kDefault takes runs where matches are no gain, as in
// many photographs.
enum class Strategy { kDefault, kRle, kHuffman, kFixed };

// The bytes that must be readable in front of a part, and behind it.
inline constexpr size_t kPartMargin = 32;

// What compresses best: one of the versions of a part, in one of the ways.
struct Choice {
  enum class Way { kMatches, kRuns, kSmaller };
  const uint8_t* data;
  Way way;
};

class Deflater {
 public:
  // `level` is libdeflate's, 0 to 12; 0 stores, whatever the strategy. No part has more than `part_size` bytes.
  [[nodiscard]] Status Start(int level, Strategy strategy, size_t part_size);
  // The most bytes that a part becomes.
  size_t bound() const { return bound_; }
  // Whether more than runs is looked for.
  bool finds_matches() const { return sample_.size() > 0; }
  // Compares ways, and versions of one part, by samples. To be called if finds_matches().
  Choice Choose(std::initializer_list<const uint8_t*> versions, size_t size);
  // Parts that are not the last end on a byte boundary. Returns the bytes written. The bytes in front of a part are taken
  // for none of the stream; they must differ from its first one.
  size_t Compress(const uint8_t* data, size_t size, bool last, uint8_t* to);
  // The same, in a way that was chosen.
  size_t Compress(const Choice& choice, size_t size, bool last, uint8_t* to);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
  // What a sample becomes, or a part to compare.
  Buffer sample_;
  RunCoding coding_ = RunCoding::kRuns;
  int level_ = 0;
  size_t bound_ = 0;
};

}  // namespace imwrite::deflate
