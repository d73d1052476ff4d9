// Pieces: what a page is cut into, strips or tiles of all samples or of one, each compressed apart.
#pragma once

#include "src/codecs/tiff/option-values.h"

namespace imwrite::tiff {

// Of JPEG: a unit of coding has at most so many rows.
inline constexpr uint32_t kMcuRows = 16;

struct Cut {
  // What a piece holds, and the most rows of it; all tiles have as many.
  ImageInfo piece;
  uint32_t rows;
  // Of a sample when a byte has several; 0 else.
  uint8_t bits;
  bool tiles;
  // Pieces beside one another, one above the other, and behind one another.
  uint32_t columns;
  uint32_t bands;
  uint32_t planes;

  uint64_t row_bytes() const {
    return bits ? (uint64_t{piece.width} * bits + 7) / 8 : piece.row_bytes();
  }
  uint64_t count() const { return uint64_t{columns} * bands * planes; }
  // Of all pieces as they are before compression.
  uint64_t bytes() const { return row_bytes() * rows * count(); }
};

Cut CutOf(const ImageInfo& info, const Options& options);

// The sizes of the page and of what a pyramid adds: each half of the one before, the last within a
// tile.
std::vector<ImageInfo> LevelsOf(const ImageInfo& info, const Options& options);

// Makes pieces of bands of `cut.rows` rows.
class PieceCutter {
 public:
  [[nodiscard]] Status Start(const ImageInfo& info, const Options& options);
  // To be called for each band, before its pieces.
  Status Begin(uint32_t y, uint32_t count, const uint8_t* rows);
  // The rows of a piece, of which there are piece_rows(), valid until the next call.
  Status Piece(uint32_t plane, uint32_t column, const uint8_t** rows);
  uint32_t piece_rows() const { return cut_.tiles ? cut_.rows : count_; }

 private:
  Status CheckIndices() const;
  // The samples of one row of a piece.
  void CopyRow(const uint8_t* from, uint32_t plane, uint32_t column, uint8_t* to) const;

  ImageInfo info_;
  Cut cut_;
  bool premultiply_ = false;
  bool white_is_zero_ = false;
  // Of the colours that samples are the indices of; 0: they are none.
  uint32_t table_size_ = 0;
  bool copies_ = false;
  uint32_t y_ = 0;
  uint32_t count_ = 0;
  const uint8_t* band_ = nullptr;
  Buffer multiplied_;
  Buffer piece_;
  Buffer row_;
};

}  // namespace imwrite::tiff
