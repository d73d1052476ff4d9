// Part: filtered rows that are compressed together, of two kinds where it is not known which compresses better.
#pragma once

#include "src/codecs/png/filter.h"
#include "src/deflate/deflate.h"

namespace imwrite::png {

// Rows filtered one by one are smaller in photographs. Rows that are not filtered repeat those above and the letters before
// them to the byte, which is smaller in drawings and screenshots: kAdaptive tries these too, on a sample of the part.
class Part {
 public:
  // Of at most `size` bytes. False if out of memory.
  [[nodiscard]] bool Start(size_t size, Filter filter, bool finds_matches);
  size_t size() const { return size_; }
  // As FilterRow.
  void Add(const uint8_t* row, const uint8_t* above, size_t row_bytes, size_t pixel_bytes);
  // Appends the part to the deflate stream at `to` and is empty again; `adler` is brought up to date. Returns the bytes written.
  size_t Compress(deflate::Deflater* deflater, bool last, uint8_t* to, uint32_t* adler);

 private:
  Filter filter_ = Filter::kNone;
  Buffer filtered_;
  // The same rows, not filtered; empty where that is no question.
  Buffer plain_;
  size_t size_ = 0;
};

}  // namespace imwrite::png
