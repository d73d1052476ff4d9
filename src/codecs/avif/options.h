// The AVIF encoder's options.
#pragma once

#include "src/codec.h"

namespace imwrite::avif {

enum class Subsampling : uint8_t { k444, k422, k420 };
enum class BitDepth : uint8_t { k8, k10, k12 };
enum class Tune : uint8_t { kIq, kSsimulacra2, kSsim, kPsnr };

struct Options {
  // Where libavif's programs begin, too: a photograph in which hardly anybody sees a difference.
  int quality = 60;
  // Twice as fast as 6 at 1 to 2 % more bytes. From 8 on screenshots get much larger.
  int speed = 7;
  bool lossless = false;
  Subsampling chroma_subsampling = Subsampling::k420;
  std::optional<BitDepth> bit_depth;
  int alpha_quality = 100;
  Tune tune = Tune::kIq;
  int tile_columns = 0;
  int tile_rows = 0;
  int max_content_light = 0;
  int max_average_light = 0;
};

extern const std::span<const Option> kOptions;
extern const std::span<const OptionRule> kRules;

// The precision that the encoder takes with these options.
uint8_t PrecisionTaken(const ImageInfo& info, const void* options);

// How the samples of a picture are stored.
struct Layout {
  int bits;
  bool gray;
  // Red, green and blue themselves, in place of luma and chroma.
  bool identity;
  // The shifts that give the size of the chroma planes.
  int shift_x, shift_y;
};
Layout LayoutOf(const ImageInfo& info, const Options& options);
// Of the alpha of a picture, which is one of its own.
Layout AlphaLayout(int bits);

}  // namespace imwrite::avif
