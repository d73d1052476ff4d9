#include "src/codecs/gif/image-writer.h"

#include "src/codecs/gif/lzw-writer.h"
#include "src/quantizer/floyd-steinberg.h"
#include "src/quantizer/select-palette.h"

namespace imwrite::gif {

Status SelectColors(const ColorRow& rows, uint32_t width, uint32_t height, const Options& options,
                    bool needs_transparent, Palette* palette) {
  quantizer::Histogram histogram;
  constexpr Rgba kTransparent = 0;
  if (needs_transparent) histogram.Add({&kTransparent, 1});
  for (uint32_t y = 0; y < height; ++y) {
    const Rgba* colors = nullptr;
    if (Status status = rows(y, &colors); !status.ok()) return status;
    histogram.Add({colors, width});
  }
  *palette = quantizer::SelectPalette(histogram, static_cast<size_t>(options.colors));
  return Ok();
}

Status WriteImage(const ColorRow& rows, const ImageHead& head, const Palette& palette,
                  const Options& options, ByteSink& sink, const Progress& progress) {
  const auto [width, height] = std::pair(head.area.width, head.area.height);
  if (!WriteImageHead(head, sink)) return Aborted();
  const auto colors = palette.colors();
  quantizer::FloydSteinberg diffusion(width, colors, options.error_diffusion.value_or(1));
  LzwWriter writer(std::max(2, IndexBits(colors.size())), sink);
  // Rows of several passes wait for theirs.
  Buffer indices;
  const uint64_t held_rows = head.interlaced ? height : 1;
  if (!indices.Resize(width * held_rows))
    return OutOfMemory(static_cast<size_t>(width * held_rows));
  for (uint32_t y = 0; y < height; ++y) {
    const Rgba* row = nullptr;
    if (Status status = rows(y, &row); !status.ok()) return status;
    uint8_t* to = indices.data() + (head.interlaced ? size_t{y} * width : 0);
    diffusion.Map(y, row, to);
    if (!head.interlaced && !writer.Write({to, width})) return Aborted();
    if (y % 64 == 0 && progress && !progress(static_cast<double>(y) / height)) return Aborted();
  }
  for (int pass = 0; head.interlaced && pass < 4; ++pass) {
    for (uint32_t y = kFirstOfPass[pass]; y < height; y += kStepOfPass[pass]) {
      if (!writer.Write({indices.data() + size_t{y} * width, width})) return Aborted();
    }
  }
  return writer.Finish() ? Ok() : Aborted();
}

}  // namespace imwrite::gif
