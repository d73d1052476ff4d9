#include "src/codecs/tiff/level.h"

namespace imwrite::tiff {

Status LevelWriter::Start(const ImageInfo& info, const Options& options, uint32_t rows) {
  grid_ = MakeSegmentGrid(info, options);
  if (Status status = cutter_.Start(info, options); !status.ok()) return status;
  Status status = coder_.Start(grid_.segment, grid_.bits, grid_.rows, CodingOf(info, options));
  if (!status.ok()) return status;
  const uint64_t bands = (rows - 1) / grid_.rows + 1;
  return segments_.Start(bands * grid_.planes * grid_.columns);
}

Status LevelWriter::Write(uint32_t y, uint32_t count, const uint8_t* rows, FileWriter* file) {
  if (Status status = cutter_.Begin(y, count, rows); !status.ok()) return status;
  for (uint32_t i = 0; i < grid_.planes * grid_.columns; ++i) {
    const uint8_t* segment = nullptr;
    std::span<const uint8_t> bytes;
    if (Status status = cutter_.Segment(i / grid_.columns, i % grid_.columns, &segment);
        !status.ok())
      return status;
    if (Status status = coder_.Compress(segment, cutter_.segment_rows(), &bytes); !status.ok())
      return status;
    if (Status status = file->WriteSegment(bytes, &segments_); !status.ok()) return status;
  }
  return Ok();
}

}  // namespace imwrite::tiff
