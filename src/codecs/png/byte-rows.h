// Rows of one byte a pixel, made of a picture's: a level of gray, or an index.
#pragma once

#include "src/codec.h"
#include "src/codecs/png/palette.h"

namespace imwrite::png {

class ByteRows : public RowReader {
 public:
  ByteRows(RowReader& source, const ImageInfo& info) : source_(source), info_(info) {}
  Status Read(uint32_t y, uint32_t count, const uint8_t** rows) override;

 protected:
  virtual Status Convert(uint32_t y, const uint8_t* from, uint8_t* to) = 0;
  const ImageInfo& info() const { return info_; }

 private:
  RowReader& source_;
  ImageInfo info_;
  Buffer band_;
};

// 8-bit gray in fewer bits, exactly; but in one bit all that is not black is white.
class LevelRows : public ByteRows {
 public:
  LevelRows(RowReader& source, const ImageInfo& info, uint8_t bits)
      : ByteRows(source, info), bits_(bits) {}

 private:
  Status Convert(uint32_t y, const uint8_t* from, uint8_t* to) override;

  uint8_t bits_;
};

// The indices of pixels whose colours are all in the palette.
class IndexRows : public ByteRows {
 public:
  IndexRows(RowReader& source, const ImageInfo& info, const Palette& palette)
      : ByteRows(source, info), palette_(palette), colors_(info.width) {}

 private:
  Status Convert(uint32_t y, const uint8_t* from, uint8_t* to) override;

  Palette palette_;
  std::vector<Rgba> colors_;
};

// Samples that are indices into the caller's table.
class TableRows : public ByteRows {
 public:
  TableRows(RowReader& source, const ImageInfo& info, size_t size)
      : ByteRows(source, info), size_(size) {}

 private:
  Status Convert(uint32_t y, const uint8_t* from, uint8_t* to) override;

  size_t size_;
};

}  // namespace imwrite::png
