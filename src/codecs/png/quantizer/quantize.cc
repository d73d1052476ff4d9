#include "src/codecs/png/quantizer/quantize.h"

#include "src/codecs/png/pixels/each-row.h"
#include "src/codecs/png/quantizer/floyd-steinberg.h"
#include "src/codecs/png/quantizer/select-palette.h"

namespace imwrite::png {

Status Quantize(const EncodeJob& job, size_t max, double error_diffusion,
                QuantizedImage* quantized) {
  Histogram histogram;
  Status status = ForEachRowOfColors(
      job, [&](std::span<const Rgba> colors) { return histogram.Add(colors), true; });
  if (!status.ok()) return status;
  quantized->palette = SelectPalette(histogram, max);
  quantized->rows = std::make_unique<FloydSteinbergReader>(
      job.rows, job.info, quantized->palette.colors(), error_diffusion);
  return Ok();
}

}  // namespace imwrite::png
