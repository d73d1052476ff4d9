// The JPEG 2000 encoder's options, and what OpenJPEG is told by them.
#pragma once

#include <openjpeg.h>

#include "src/codecs/jp2/format.h"

namespace imwrite::jp2 {

enum class Progression : uint8_t { kLrcp, kRlcp, kRpcl, kPcrl, kCprl };

struct Options {
  std::optional<int> psnr;
  std::optional<double> rate;
  std::optional<bool> irreversible;
  int num_resolutions = 6;
  int tile_width = 0;
  int tile_height = 0;
  Progression progression = Progression::kLrcp;
  bool mct = true;
};

extern const std::span<const Option> kOptions;
extern const std::span<const OptionRule> kRules;

// Tiles of the image, the same size but for the last ones of a row and a column.
struct Tiles {
  uint32_t width, height;
  uint32_t columns, rows;
};
Status ChooseTiles(const ImageInfo& info, const Options& options, Tiles* tiles);

opj_cparameters_t ParametersOf(const ImageInfo& info, const Options& options, const Tiles& tiles);

}  // namespace imwrite::jp2
