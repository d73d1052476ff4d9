// LevelWriter: rows of a page, or of a smaller image of it, become pieces of the file.
#pragma once

#include "src/codecs/tiff/file.h"
#include "src/codecs/tiff/pieces.h"

namespace imwrite::tiff {

class LevelWriter {
 public:
  // For so many of the rows of an image of `info`.
  [[nodiscard]] Status Start(const ImageInfo& info, const Options& options, uint32_t rows);
  // The next cut().rows rows, or the last ones, of which y is the first.
  Status Write(uint32_t y, uint32_t count, const uint8_t* rows, FileWriter* file);
  const Cut& cut() const { return cut_; }
  PieceList& pieces() { return pieces_; }

 private:
  Cut cut_{};
  PieceCutter cutter_;
  StripCoder coder_;
  PieceList pieces_;
};

}  // namespace imwrite::tiff
