// An extra pass over the rows of an image before it is written.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "src/codec.h"
#include "src/codecs/png/pixels/palette.h"

namespace imwrite::png {

// Calls row(pixels) from top to bottom until it gives false.
template <class Row>
Status ForEachRow(const EncodeJob& job, Row&& row) {
  const uint32_t band_rows = BandRows(job.info);
  for (uint32_t y = 0; y < job.info.height; y += band_rows) {
    const uint32_t count = std::min(band_rows, job.info.height - y);
    const uint8_t* rows = nullptr;
    if (Status status = job.rows.Read(y, count, &rows); !status.ok()) return status;
    for (uint32_t i = 0; i < count; ++i) {
      if (!row(rows + i * job.info.row_bytes())) return Ok();
    }
  }
  return Ok();
}

// Calls row(colors) in the same way.
template <class Row>
Status ForEachRowOfColors(const EncodeJob& job, Row&& row) {
  std::vector<Rgba> colors(job.info.width);
  return ForEachRow(job, [&](const uint8_t* pixels) {
    quantizer::ToColors(pixels, job.info.width, job.info.channels, colors.data());
    return row(std::span<const Rgba>(colors));
  });
}

}  // namespace imwrite::png
