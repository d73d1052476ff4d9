// LevelWriter: rows of a page, or of a smaller image of it, become segments of the file.
#pragma once

#include "src/codecs/tiff/file.h"
#include "src/codecs/tiff/segments.h"

namespace imwrite::tiff {

class LevelWriter {
 public:
  // For `rows` rows of an image of `info`.
  [[nodiscard]] Status Start(const ImageInfo& info, const Options& options, uint32_t rows);
  // Takes the next grid().rows rows, or the last ones, starting at row y.
  Status Write(uint32_t y, uint32_t count, const uint8_t* rows, FileWriter* file);
  const SegmentGrid& grid() const { return grid_; }
  SegmentTable& segments() { return segments_; }

 private:
  SegmentGrid grid_{};
  SegmentReader cutter_;
  StripCoder coder_;
  SegmentTable segments_;
};

}  // namespace imwrite::tiff
