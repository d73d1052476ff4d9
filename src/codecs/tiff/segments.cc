#include "src/codecs/tiff/segments.h"

#include <algorithm>
#include <cstring>

#include "src/codecs/tiff/halve.h"
#include "src/codecs/tiff/samples.h"

namespace imwrite::tiff {
namespace {

constexpr uint32_t kTileSide = 256;

}  // namespace

SegmentGrid MakeSegmentGrid(const ImageInfo& info, const Options& options) {
  SegmentGrid grid{};
  grid.segment = info;
  grid.planes = options.planar == Planar::kPlanar ? info.channels : 1;
  if (grid.planes > 1) grid.segment.channels = 1, grid.segment.extra_channels = 0;
  grid.bits = PackedBits(options);
  grid.tiles =
      options.tile_width || options.tile_height || (HasLevels(options) && !options.rows_per_strip);
  if (grid.tiles) {
    grid.segment.width = options.tile_width.value_or(kTileSide);
    grid.rows = options.tile_height.value_or(kTileSide);
  } else {
    const uint32_t band = BandRows(info);
    const uint32_t usual = IsJpeg(options) ? (band + kMcuRows - 1) / kMcuRows * kMcuRows : band;
    grid.rows = std::min(options.rows_per_strip.value_or(usual), info.height);
  }
  grid.segment.height = grid.rows;
  grid.columns = (info.width - 1) / grid.segment.width + 1;
  grid.bands = (info.height - 1) / grid.rows + 1;
  return grid;
}

std::vector<ImageInfo> LevelsOf(const ImageInfo& info, const Options& options) {
  std::vector<ImageInfo> levels = {info};
  const uint32_t width = options.tile_width.value_or(kTileSide);
  const uint32_t height = options.tile_height.value_or(kTileSide);
  while (HasLevels(options) && (levels.back().width > width || levels.back().height > height))
    levels.push_back(HalfOf(levels.back()));
  return levels;
}

Status SegmentReader::Start(const ImageInfo& info, const Options& options) {
  info_ = info;
  grid_ = MakeSegmentGrid(info, options);
  premultiply_ = info.has_alpha() && options.extra_samples == ExtraSamples::kPremultiplied;
  white_is_zero_ = IsFax(options.compression);
  table_size_ = static_cast<uint32_t>(options.color_table.size());
  copies_ = grid_.tiles || grid_.planes > 1 || grid_.bits != 0;
  const uint64_t bytes = grid_.row_bytes() * grid_.rows;
  const bool allocated =
      (!premultiply_ || multiplied_.Resize(info.row_bytes() * std::min(grid_.rows, info.height))) &&
      (!copies_ || (segment_.Resize(bytes) && row_.Resize(grid_.segment.row_bytes())));
  return allocated ? Ok() : OutOfMemory(static_cast<size_t>(bytes));
}

Status SegmentReader::Begin(uint32_t y, uint32_t count, const uint8_t* rows) {
  y_ = y;
  count_ = count;
  band_ = rows;
  if (table_size_ > 0) return CheckIndices();
  if (!premultiply_) return Ok();
  std::memcpy(multiplied_.data(), rows, static_cast<size_t>(info_.row_bytes() * count));
  Premultiply(multiplied_.data(), size_t{info_.width} * count, info_);
  band_ = multiplied_.data();
  return Ok();
}

Status SegmentReader::CheckIndices() const {
  for (size_t i = 0; i < size_t{count_} * info_.width; ++i) {
    if (band_[i] < table_size_) continue;
    const std::string place =
        std::to_string(i % info_.width) + ", " + std::to_string(y_ + i / info_.width);
    return MismatchOf(
        "colorTable", Code::kInvalidImage, "tiff sample, an index into the option 'colorTable'",
        "at most " + std::to_string(table_size_ - 1), std::to_string(band_[i]) + " at " + place);
  }
  return Ok();
}

Status SegmentReader::Segment(uint32_t plane, uint32_t column, const uint8_t** rows) {
  *rows = band_;
  if (!copies_) return Ok();
  *rows = segment_.data();
  const auto row_bytes = static_cast<size_t>(grid_.row_bytes());
  for (uint32_t y = 0; y < segment_rows(); ++y) {
    // Rows below the picture repeat its last one.
    const uint8_t* from = band_ + std::min(y, count_ - 1) * static_cast<size_t>(info_.row_bytes());
    uint8_t* to = segment_.data() + y * row_bytes;
    if (grid_.bits == 0) {
      CopyRow(from, plane, column, to);
      continue;
    }
    CopyRow(from, plane, column, row_.data());
    if (table_size_ > 0) {
      PackIndices(row_.data(), grid_.segment.width, grid_.bits, to);
      continue;
    }
    const uint32_t packed =
        PackRow(row_.data(), grid_.segment.width, grid_.bits, white_is_zero_, to);
    if (packed == grid_.segment.width) continue;
    const std::string place =
        std::to_string(column * grid_.segment.width + packed) + ", " + std::to_string(y_ + y);
    return MismatchOf(
        "bitDepth", Code::kInvalidOption, "tiff option 'bitDepth' of " + std::to_string(grid_.bits),
        "samples that are multiples of " + std::to_string(255 / ((1 << grid_.bits) - 1)),
        std::to_string(row_.data()[packed]) + " at " + place);
  }
  return Ok();
}

void SegmentReader::CopyRow(const uint8_t* from, uint32_t plane, uint32_t column,
                            uint8_t* to) const {
  const uint32_t left = column * grid_.segment.width;
  const uint32_t width = std::min(grid_.segment.width, info_.width - left);
  const size_t size = grid_.segment.pixel_bytes();
  const size_t step = info_.pixel_bytes();
  from += left * step + (grid_.planes > 1 ? plane * info_.sample_bytes() : 0);
  if (grid_.planes > 1) {
    CopySamples(from, step, width, size, to);
  } else {
    std::memcpy(to, from, width * size);
  }
  // Pixels right of the picture repeat its last one.
  uint8_t* last = to + (width - 1) * size;
  for (uint32_t x = width; x < grid_.segment.width; ++x)
    std::memcpy(last + (x - width + 1) * size, last, size);
}

}  // namespace imwrite::tiff
