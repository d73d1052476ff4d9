// The values of the options, and what follows from them.
#pragma once

#include <optional>

#include "src/codec.h"
#include "src/codecs/tiff/metadata.h"
#include "src/codecs/tiff/strip.h"

namespace imwrite::tiff {

inline constexpr std::string_view kCompressions[] = {"none",   "lzw",      "deflate",  "packbits",
                                                     "sgilog", "ccitt-g3", "ccitt-g4", "jpeg"};

enum class BitDepth { k1, k2, k4 };
enum class ExtraSamples { kAlpha, kUnspecified, kPremultiplied, kNone };
enum class Planar { kChunky, kPlanar };
enum class Subsampling { k444, k420 };

struct Options {
  Compression compression = Compression::kLzw;
  std::optional<Predictor> predictor;
  std::optional<int> compression_level;
  std::optional<uint32_t> rows_per_strip;
  std::optional<uint32_t> tile_width;
  std::optional<uint32_t> tile_height;
  Planar planar = Planar::kChunky;
  std::optional<BitDepth> bit_depth;
  // Red, green and blue.
  Tables<3> color_table;
  std::optional<bool> big_tiff;
  std::optional<ResolutionUnit> resolution_unit;
  ExtraSamples extra_samples = ExtraSamples::kAlpha;
  bool pyramid = false;
  std::optional<int> quality;
  std::optional<Subsampling> chroma_subsampling;
};

constexpr bool IsFax(Compression compression) {
  return compression == Compression::kCcittG3 || compression == Compression::kCcittG4;
}

// A sample's bits when a byte has several; 0 else.
uint8_t PackedBits(const Options& options);

bool CanPredict(const Options& options);
Predictor ChoosePredictor(const ImageInfo& info, const Options& options);
// False in the usual encoder, which leaves out what only these lead to.
bool IsJpeg(const Options& options);
bool HasLevels(const Options& options);

JpegSettings JpegSettingsOf(const Options& options);
Coding CodingOf(const ImageInfo& info, const Options& options);

}  // namespace imwrite::tiff
