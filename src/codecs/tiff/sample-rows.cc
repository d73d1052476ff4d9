#include "src/codecs/tiff/sample-rows.h"

#include <algorithm>
#include <cstring>

#include "src/half.h"
#include "src/rows.h"

namespace imwrite::tiff {
namespace {

// Samples of less than their type's bits lie one behind the other, the first in the highest bits.
template <class Sample>
void UnpackBits(const uint8_t* from, int bits, size_t count, size_t step, Sample* to) {
  const uint32_t mask = (uint32_t{1} << bits) - 1;
  uint32_t window = 0;
  int held = 0;
  for (size_t i = 0; i < count; ++i) {
    for (; held < bits; held += 8) window = window << 8 | *from++;
    held -= bits;
    to[i * step] = static_cast<Sample>(window >> held & mask);
  }
}

void CopySamples(const uint8_t* from, size_t bytes, size_t count, size_t step, uint8_t* to) {
  if (step == 1) return void(std::memcpy(to, from, count * bytes));
  for (size_t i = 0; i < count; ++i) std::memcpy(to + i * step * bytes, from + i * bytes, bytes);
}

}  // namespace

SampleRows::SampleRows(ScopedTiff* handle, const Layout& layout)
    : handle_(*handle),
      layout_(layout),
      info_{layout.width, layout.height, layout.samples, *layout.stored()} {}

Status SampleRows::Start(const Budget& budget) {
  TIFF* tiff = handle_.get();
  uint64_t claimed = 0;
  uint64_t scratch_bytes = 0;
  band_rows_ = BandRows(info_);
  if (layout_.tiled) {
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &tile_width_);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &band_rows_);
    if (tile_width_ == 0 || band_rows_ == 0)
      return Error(Code::kCorruptData, "tiff: tiles without a size");
    claimed = TIFFTileRowSize64(tiff);
    scratch_bytes = TIFFTileSize64(tiff);
  } else {
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &strip_rows_);
    strip_rows_ = std::clamp<uint32_t>(strip_rows_, 1, layout_.height);
    // A strip of a plane is decoded as a whole: the other planes come before its rest.
    if (layout_.planes())
      band_rows_ = std::max(strip_rows_, band_rows_ / strip_rows_ * strip_rows_);
    claimed = TIFFScanlineSize64(tiff);
    scratch_bytes = layout_.planes() ? TIFFStripSize64(tiff) : claimed;
  }
  const uint64_t pixels = layout_.tiled ? tile_width_ : layout_.width;
  packed_bytes_ = (pixels * layout_.plane_samples() * layout_.bits + 7) / 8;
  // A hostile file may name a scanline or tile that differs from what the other tags say, or is 0
  // for being too large.
  const uint64_t segment_rows = layout_.tiled ? band_rows_ : layout_.planes() ? strip_rows_ : 1;
  const bool consistent = scratch_bytes > 0 && claimed == packed_bytes_ &&
                          scratch_bytes == packed_bytes_ * segment_rows;
  if (!consistent)
    return Error(Code::kCorruptData, "tiff: the size of its rows contradicts its tags");
  // The rows as they are stored, then as pixels.
  const uint64_t band_bytes =
      Product(row_bytes(), 2 * uint64_t{std::min(band_rows_, layout_.height)});
  if (Status status = budget.CheckMemory(Sum(scratch_bytes, band_bytes)); !status.ok())
    return status;
  return scratch_.Resize(scratch_bytes) ? Ok() : OutOfMemory(static_cast<size_t>(scratch_bytes));
}

Status SampleRows::Read(uint32_t y, uint32_t count, uint8_t* band) {
  const bool read = layout_.tiled      ? ReadTiles(y, count, band)
                    : layout_.planes() ? ReadStrips(y, count, band)
                                       : ReadScanlines(y, count, band);
  return read ? Ok() : handle_.TakeError();
}

bool SampleRows::ReadScanlines(uint32_t y, uint32_t count, uint8_t* band) {
  for (uint32_t i = 0; i < count; ++i) {
    if (TIFFReadScanline(handle_.get(), scratch_.data(), y + i, 0) < 0) return false;
    Place(scratch_.data(), 0, layout_.width, 0, band + i * row_bytes());
  }
  return true;
}

bool SampleRows::ReadStrips(uint32_t y, uint32_t count, uint8_t* band) {
  TIFF* tiff = handle_.get();
  for (uint32_t first = 0; first < count; first += strip_rows_) {
    const uint32_t rows = std::min(strip_rows_, count - first);
    const auto bytes = static_cast<tmsize_t>(packed_bytes_ * rows);
    for (uint16_t s = 0; s < layout_.samples; ++s) {
      if (TIFFReadEncodedStrip(tiff, TIFFComputeStrip(tiff, y + first, s), scratch_.data(),
                               bytes) != bytes)
        return false;
      for (uint32_t i = 0; i < rows; ++i) {
        Place(scratch_.data() + i * packed_bytes_, 0, layout_.width, s,
              band + (first + i) * row_bytes());
      }
    }
  }
  return true;
}

bool SampleRows::ReadTiles(uint32_t y, uint32_t count, uint8_t* band) {
  for (uint32_t x = 0; x < layout_.width; x += tile_width_) {
    const uint32_t pixels = std::min(tile_width_, layout_.width - x);
    for (uint16_t s = 0; s < layout_.plane_count(); ++s) {
      if (TIFFReadTile(handle_.get(), scratch_.data(), x, y, 0, s) < 0) return false;
      for (uint32_t i = 0; i < count; ++i)
        Place(scratch_.data() + i * packed_bytes_, x, pixels, s, band + i * row_bytes());
    }
    if (tile_width_ > layout_.width - x) break;
  }
  return true;
}

void SampleRows::Place(const uint8_t* packed, uint32_t x, uint32_t pixels, uint16_t s,
                       uint8_t* row) const {
  const size_t bytes = info_.sample_bytes();
  uint8_t* to = row + x * info_.pixel_bytes() + s * bytes;
  const size_t count = size_t{pixels} * layout_.plane_samples();
  const size_t step = layout_.planes() ? layout_.samples : 1;
  if (layout_.bits == Bits(info_.sample_type)) return CopySamples(packed, bytes, count, step, to);
  if (info_.sample_type == SampleType::kU8)
    return UnpackBits(packed, layout_.bits, count, step, to);
  if (info_.sample_type == SampleType::kU16)
    return UnpackBits(packed, layout_.bits, count, step, reinterpret_cast<uint16_t*>(to));
  for (size_t i = 0; i < count; ++i) {
    uint16_t half;
    std::memcpy(&half, packed + 2 * i, sizeof half);
    reinterpret_cast<float*>(to)[i * step] = FromHalf(half);
  }
}

}  // namespace imwrite::tiff
