// Pyramid: a page and its levels, smaller images of it, written while the rows pass. Each level
// keeps a band of rows.
#pragma once

#include <memory>
#include <vector>

#include "src/codecs/tiff/level.h"

namespace imwrite::tiff {

class Pyramid {
 public:
  // For `rows` rows of a page of `info`.
  [[nodiscard]] Status Start(const ImageInfo& info, const Options& options, uint32_t rows);
  // The next rows of the page, as LevelWriter takes them.
  Status Write(uint32_t y, uint32_t count, const uint8_t* rows, FileWriter* file) {
    return Pass(0, y, count, rows, file);
  }
  // The page is the first.
  size_t size() const { return levels_.size(); }
  const ImageInfo& info(size_t level) const { return levels_[level]->info; }
  LevelWriter& writer(size_t level) { return levels_[level]->writer; }

 private:
  struct Level {
    ImageInfo info;
    LevelWriter writer;
    // The first of two rows of the level above, when the second has not come.
    Buffer odd;
    // Rows of this level from y on that are to become segments together.
    Buffer band;
    uint32_t y = 0;
    uint32_t filled = 0;
  };

  Status Pass(size_t level, uint32_t y, uint32_t count, const uint8_t* rows, FileWriter* file);
  // Makes rows of a level from the level above.
  Status Reduce(size_t index, uint32_t y, uint32_t count, const uint8_t* rows, FileWriter* file);

  std::vector<std::unique_ptr<Level>> levels_;
  bool weighted_ = false;
};

}  // namespace imwrite::tiff
