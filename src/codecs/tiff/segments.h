// Segments of a page: strips or tiles, of all samples or of one plane, each compressed on its own.
#pragma once

#include "src/codecs/tiff/option-values.h"

namespace imwrite::tiff {

// The rows of JPEG's tallest MCU.
inline constexpr uint32_t kMcuRows = 16;

struct SegmentGrid {
  // The layout of a segment, and its height; only the last strip is shorter.
  ImageInfo segment;
  uint32_t rows;
  // Bits per sample if samples share bytes; 0 otherwise.
  uint8_t bits;
  bool tiles;
  // Segments across, down, and per plane.
  uint32_t columns;
  uint32_t bands;
  uint32_t planes;

  uint64_t row_bytes() const {
    return bits ? (uint64_t{segment.width} * bits + 7) / 8 : segment.row_bytes();
  }
  uint64_t count() const { return uint64_t{columns} * bands * planes; }
  // The bytes of all segments before compression.
  uint64_t bytes() const { return row_bytes() * rows * count(); }
};

SegmentGrid MakeSegmentGrid(const ImageInfo& info, const Options& options);

// The sizes of the page and of its pyramid levels: each half the one before, down to one tile.
std::vector<ImageInfo> LevelsOf(const ImageInfo& info, const Options& options);

// Reads segments out of bands of `grid.rows` rows.
class SegmentReader {
 public:
  [[nodiscard]] Status Start(const ImageInfo& info, const Options& options);
  // Call it for each band, before its segments are read.
  Status Begin(uint32_t y, uint32_t count, const uint8_t* rows);
  // The segment_rows() rows of a segment, valid until the next call.
  Status Segment(uint32_t plane, uint32_t column, const uint8_t** rows);
  uint32_t segment_rows() const { return grid_.tiles ? grid_.rows : count_; }

 private:
  Status CheckIndices() const;
  // The samples of one row of a segment.
  void CopyRow(const uint8_t* from, uint32_t plane, uint32_t column, uint8_t* to) const;

  ImageInfo info_;
  SegmentGrid grid_;
  bool premultiply_ = false;
  bool white_is_zero_ = false;
  // The size of the color table that samples index; 0: samples are not indices.
  uint32_t table_size_ = 0;
  bool copies_ = false;
  uint32_t y_ = 0;
  uint32_t count_ = 0;
  const uint8_t* band_ = nullptr;
  Buffer multiplied_;
  Buffer segment_;
  Buffer row_;
};

}  // namespace imwrite::tiff
