// One image of a GIF: a palette is selected for its colors, and their indices are written.
#pragma once

#include <functional>

#include "src/codecs/gif/container.h"
#include "src/codecs/gif/options.h"

namespace imwrite::gif {

// Gives the colors of a row: opaque ones, and 0 for transparent ones. Rows are asked for from top
// to bottom, twice.
using ColorRow = std::function<Status(uint32_t y, const Rgba** colors)>;

// At most options.colors; one of them is transparent if the image has such pixels, or if the
// palette is for others that have.
Status SelectColors(const ColorRow& rows, uint32_t width, uint32_t height, const Options& options,
                    bool needs_transparent, Palette* palette);

// Writes the image and its head. `palette` is the screen's, or the same as head.own_colors.
Status WriteImage(const ColorRow& rows, const ImageHead& head, const Palette& palette,
                  const Options& options, ByteSink& sink, const Progress& progress);

// Opaque, or fully transparent.
inline Rgba WithoutTranslucency(Rgba color, int alpha_threshold) {
  const auto alpha = static_cast<int>(quantizer::ChannelOf(color, 3));
  return alpha < alpha_threshold ? 0 : color | 0xff000000u;
}

}  // namespace imwrite::gif
