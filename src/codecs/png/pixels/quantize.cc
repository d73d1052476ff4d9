#include "src/codecs/png/pixels/quantize.h"

#include "src/codecs/png/pixels/each-row.h"
#include "src/codecs/png/pixels/index-readers.h"
#include "src/quantizer/floyd-steinberg.h"
#include "src/quantizer/select-palette.h"

namespace imwrite::png {
namespace {

// Rows are read from the first one on, one after the other.
class FloydSteinbergReader : public IndexReader {
 public:
  FloydSteinbergReader(RowReader& source, const ImageInfo& info, std::span<const Rgba> palette,
                       double strength)
      : IndexReader(source, info), colors_(info.width), diffusion_(info.width, palette, strength) {}

 private:
  Status Convert(uint32_t y, const uint8_t* from, uint8_t* to) override {
    quantizer::ToColors(from, info().width, info().channels, colors_.data());
    diffusion_.Map(y, colors_.data(), to);
    return Ok();
  }

  std::vector<Rgba> colors_;
  quantizer::FloydSteinberg diffusion_;
};

}  // namespace

Status Quantize(const EncodeJob& job, size_t max, double error_diffusion,
                QuantizedImage* quantized) {
  quantizer::Histogram histogram;
  Status status = ForEachRowOfColors(
      job, [&](std::span<const Rgba> colors) { return histogram.Add(colors), true; });
  if (!status.ok()) return status;
  quantized->palette = quantizer::SelectPalette(histogram, max);
  quantized->rows = std::make_unique<FloydSteinbergReader>(
      job.rows, job.info, quantized->palette.colors(), error_diffusion);
  return Ok();
}

}  // namespace imwrite::png
