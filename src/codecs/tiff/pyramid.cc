#include "src/codecs/tiff/pyramid.h"

#include <cstring>

#include "src/codecs/tiff/halve.h"

namespace imwrite::tiff {

Status Pyramid::Start(const ImageInfo& info, const Options& options, uint32_t rows) {
  weighted_ = info.has_alpha() && options.extra_samples != ExtraSamples::kUnspecified &&
              options.extra_samples != ExtraSamples::kNone;
  for (const ImageInfo& size : LevelsOf(info, options)) {
    Level& level = *levels_.emplace_back(std::make_unique<Level>());
    level.info = size;
    const bool reduced = levels_.size() > 1;
    if (Status status = level.writer.Start(size, options, reduced ? size.height : rows);
        !status.ok())
      return status;
    if (!reduced) continue;
    const uint64_t above_bytes = levels_[levels_.size() - 2]->info.row_bytes();
    const uint64_t band_bytes = size.row_bytes() * level.writer.grid().rows;
    if (!level.odd.Resize(above_bytes) || !level.band.Resize(band_bytes))
      return OutOfMemory(static_cast<size_t>(band_bytes));
  }
  return Ok();
}

Status Pyramid::Pass(size_t level, uint32_t y, uint32_t count, const uint8_t* rows,
                     FileWriter* file) {
  if (Status status = writer(level).Write(y, count, rows, file); !status.ok()) return status;
  return level + 1 < size() ? Reduce(level + 1, y, count, rows, file) : Ok();
}

Status Pyramid::Reduce(size_t index, uint32_t y, uint32_t count, const uint8_t* rows,
                       FileWriter* file) {
  Level& level = *levels_[index];
  const ImageInfo& above = info(index - 1);
  const auto above_bytes = static_cast<size_t>(above.row_bytes());
  for (const uint32_t end = y + count; y < end; ++y, rows += above_bytes) {
    const bool last = y + 1 == above.height;
    if (y % 2 == 0 && !last) {
      std::memcpy(level.odd.data(), rows, above_bytes);
      continue;
    }
    uint8_t* to = level.band.data() + level.filled * static_cast<size_t>(level.info.row_bytes());
    HalveRows(y % 2 == 0 ? rows : level.odd.data(), rows, above, weighted_, to);
    if (++level.filled < level.writer.grid().rows && !last) continue;
    const uint32_t filled = std::exchange(level.filled, 0);
    if (Status status = Pass(index, level.y, filled, level.band.data(), file); !status.ok())
      return status;
    level.y += filled;
  }
  return Ok();
}

}  // namespace imwrite::tiff
