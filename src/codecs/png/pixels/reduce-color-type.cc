#include "src/codecs/png/pixels/reduce-color-type.h"

#include <algorithm>

#include "src/codecs/png/pixels/each-row.h"
#include "src/codecs/png/pixels/index-readers.h"
#include "src/codecs/png/pixels/quantize.h"

namespace imwrite::png {
namespace {

constexpr uint8_t kGray = 0;
constexpr uint8_t kIndexed = 3;

void StoreIndices(std::span<const Rgba> colors, bool alpha, ReducedImage* reduced) {
  reduced->storage = {kIndexed, IndexBits(colors.size())};
  PutPalette(colors, alpha, &reduced->chunks);
}

void ReduceTo(uint8_t bits, const EncodeJob& job, ReducedImage* reduced) {
  reduced->rows = std::make_unique<GrayLevelReader>(job.rows, job.info, bits);
  reduced->storage = {kGray, bits};
}

// The fewest bits that hold every sample; no palette, so that gray stays gray.
Status ReduceGray(const EncodeJob& job, ReducedImage* reduced) {
  uint8_t bits = 1;
  Status status = ForEachRow(job, [&](const uint8_t* row) {
    for (uint32_t x = 0; x < job.info.width; ++x) {
      while (bits < 8 && row[x] % (255u / ((1u << bits) - 1)) != 0) bits *= 2;
    }
    return bits < 8;
  });
  if (status.ok() && bits < 8) ReduceTo(bits, job, reduced);
  return status;
}

// Exactly, if there are at most `max` colors.
Status ReduceToPalette(const EncodeJob& job, size_t max, ReducedImage* reduced) {
  Palette palette;
  bool fits = true;
  Status status = ForEachRowOfColors(
      job, [&](std::span<const Rgba> colors) { return fits = palette.Add(colors, max); });
  if (!status.ok() || !fits) return status;
  palette.Sort();
  reduced->rows = std::make_unique<PaletteIndexReader>(job.rows, job.info, palette);
  StoreIndices(palette.colors(), job.info.has_alpha(), reduced);
  return Ok();
}

// Gray instead of indices, if that takes no more bits.
Status PreferGray(const EncodeJob& job, ReducedImage* reduced) {
  ReducedImage gray;
  Status status = ReduceGray(job, &gray);
  if (status.ok() && gray.storage.bits <= reduced->storage.bits) *reduced = std::move(gray);
  return status;
}

Status ReduceColors(const EncodeJob& job, const Options& options, ReducedImage* reduced) {
  const auto max = static_cast<size_t>(*options.colors);
  if (Status status = ReduceToPalette(job, max, reduced); !status.ok()) return status;
  if (reduced->rows) return job.info.channels == 1 ? PreferGray(job, reduced) : Ok();
  QuantizedImage quantized;
  Status status = Quantize(job, max, options.error_diffusion.value_or(1), &quantized);
  if (!status.ok()) return status;
  reduced->rows = std::move(quantized.rows);
  StoreIndices(quantized.palette.colors(), job.info.has_alpha(), reduced);
  return Ok();
}

// The colors of the option colorTable.
std::vector<Rgba> TableColors(const Options& options) {
  std::vector<Rgba> colors;
  for (const auto& [red, green, blue, alpha] : options.color_table)
    colors.push_back(quantizer::MakeRgba(red, green, blue, alpha));
  return colors;
}

}  // namespace

Status ReduceColorType(const EncodeJob& job, ReducedImage* reduced) {
  const auto& options = *static_cast<const Options*>(job.options);
  if (options.low_bits() > 0) return ReduceTo(options.low_bits(), job, reduced), Ok();
  if (!options.color_table.empty()) {
    reduced->rows =
        std::make_unique<CallerIndexReader>(job.rows, job.info, options.color_table.size());
    return StoreIndices(TableColors(options), false, reduced), Ok();
  }
  if (options.colors) return ReduceColors(job, options, reduced);
  // Gray with alpha would come back as RGBA.
  if (!options.wants_palette() || job.info.sample_type != SampleType::kU8 || job.info.channels == 2)
    return Ok();
  return job.info.channels == 1 ? ReduceGray(job, reduced)
                                : ReduceToPalette(job, Palette::kMaxSize, reduced);
}

}  // namespace imwrite::png
