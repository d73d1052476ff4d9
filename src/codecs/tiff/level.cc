#include "src/codecs/tiff/level.h"

namespace imwrite::tiff {

Status LevelWriter::Start(const ImageInfo& info, const Options& options, uint32_t rows) {
  cut_ = CutOf(info, options);
  if (Status status = cutter_.Start(info, options); !status.ok()) return status;
  Status status = coder_.Start(cut_.piece, cut_.bits, cut_.rows, CodingOf(info, options));
  if (!status.ok()) return status;
  const uint64_t bands = (rows - 1) / cut_.rows + 1;
  return pieces_.Start(bands * cut_.planes * cut_.columns);
}

Status LevelWriter::Write(uint32_t y, uint32_t count, const uint8_t* rows, FileWriter* file) {
  if (Status status = cutter_.Begin(y, count, rows); !status.ok()) return status;
  for (uint32_t i = 0; i < cut_.planes * cut_.columns; ++i) {
    const uint8_t* piece = nullptr;
    std::span<const uint8_t> bytes;
    if (Status status = cutter_.Piece(i / cut_.columns, i % cut_.columns, &piece); !status.ok())
      return status;
    if (Status status = coder_.Compress(piece, cutter_.piece_rows(), &bytes); !status.ok())
      return status;
    if (Status status = file->WritePiece(bytes, &pieces_); !status.ok()) return status;
  }
  return Ok();
}

}  // namespace imwrite::tiff
