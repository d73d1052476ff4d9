// Row readers that give one byte per pixel, a gray level or a palette index.
#pragma once

#include "src/codec.h"
#include "src/codecs/png/pixels/palette.h"

namespace imwrite::png {

class IndexReader : public RowReader {
 public:
  IndexReader(RowReader& source, const ImageInfo& info) : source_(source), info_(info) {}
  Status Read(uint32_t y, uint32_t count, const uint8_t** rows) override;

 protected:
  virtual Status Convert(uint32_t y, const uint8_t* from, uint8_t* to) = 0;
  const ImageInfo& info() const { return info_; }

 private:
  RowReader& source_;
  ImageInfo info_;
  Buffer band_;
};

// 8-bit gray in fewer bits. Exact, except that with one bit everything but black becomes white.
class GrayLevelReader : public IndexReader {
 public:
  GrayLevelReader(RowReader& source, const ImageInfo& info, uint8_t bits)
      : IndexReader(source, info), bits_(bits) {}

 private:
  Status Convert(uint32_t y, const uint8_t* from, uint8_t* to) override;

  uint8_t bits_;
};

// Looks pixels up in a palette that has all of their colors.
class PaletteIndexReader : public IndexReader {
 public:
  PaletteIndexReader(RowReader& source, const ImageInfo& info, const Palette& palette)
      : IndexReader(source, info), palette_(palette), colors_(info.width) {}

 private:
  Status Convert(uint32_t y, const uint8_t* from, uint8_t* to) override;

  Palette palette_;
  std::vector<Rgba> colors_;
};

// Passes on samples that already are indices into the caller's color table.
class CallerIndexReader : public IndexReader {
 public:
  CallerIndexReader(RowReader& source, const ImageInfo& info, size_t size)
      : IndexReader(source, info), size_(size) {}

 private:
  Status Convert(uint32_t y, const uint8_t* from, uint8_t* to) override;

  size_t size_;
};

}  // namespace imwrite::png
