#include "src/codecs/png/quantized.h"

#include "src/codecs/png/choose-colors.h"
#include "src/codecs/png/diffused-rows.h"
#include "src/codecs/png/each-row.h"

namespace imwrite::png {

Status Quantize(const EncodeJob& job, size_t max, double error_diffusion, Quantized* quantized) {
  Histogram histogram;
  Status status = ForEachRowOfColors(
      job, [&](std::span<const Rgba> colors) { return histogram.Add(colors), true; });
  if (!status.ok()) return status;
  quantized->palette = ChooseColors(histogram, max);
  quantized->rows = std::make_unique<DiffusedRows>(job.rows, job.info, quantized->palette.colors(),
                                                   error_diffusion);
  return Ok();
}

}  // namespace imwrite::png
