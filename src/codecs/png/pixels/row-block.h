// RowBlock: rows that are filtered and compressed together, as one part of the deflate stream.
#pragma once

#include <vector>

#include "src/codecs/png/pixels/filter.h"
#include "src/deflate/deflate.h"

namespace imwrite::png {

// Per-row filters are smaller for photographs. Unfiltered rows repeat rows above and earlier glyphs
// byte by byte, which is smaller for drawings and screenshots: kAdaptive probes that, too, on
// samples of the block.
class RowBlock {
 public:
  // The room that a row needs in a block.
  static constexpr uint64_t RoomOf(uint64_t row_bytes) { return kRowMargin + row_bytes; }

  // `room` fits at least one row of `row_bytes` bytes, the longest. False if out of memory.
  [[nodiscard]] bool Start(size_t room, size_t row_bytes, size_t pixel_bytes, Filter filter);
  // Rows of other sizes than before follow. Returns where the row above the first one is to be
  // written.
  uint8_t* Begin(size_t row_bytes);
  bool HasRoom() const { return room_left_ >= RoomOf(row_bytes_); }
  // Returns where the next row is to be written.
  uint8_t* AddRow();
  // Appends the part to the deflate stream at `to` and is empty again; `adler` is brought up to
  // date. Returns the bytes written.
  size_t Compress(deflate::Deflater* deflater, bool last, uint8_t* to, uint32_t* adler);

 private:
  // A row `above` is not in the block; the next row is filtered against it.
  struct Row {
    size_t offset;
    size_t size;
    bool above;
  };

  uint8_t* Add(bool above);
  // Rows from `begin` on, up to `end`, as the stream has them. Returns their bytes.
  size_t Write(Filter filter, size_t begin, size_t end);
  deflate::MatchMode Choose(deflate::Deflater* deflater, Filter* filter);

  Filter filter_ = Filter::kNone;
  size_t pixel_bytes_ = 1;
  size_t room_ = 0;
  size_t room_left_ = 0;
  size_t row_bytes_ = 0;
  // The unfiltered rows, each after a margin of zeros.
  Buffer memory_;
  size_t used_ = 0;
  std::vector<Row> rows_;
  // As the stream has them, between the Deflater's margins.
  Buffer stream_;
};

}  // namespace imwrite::png
