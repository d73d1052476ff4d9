// Encode: the one way in. Checks everything, converts what the format cannot hold, runs the codec.
#pragma once

#include <span>
#include <string_view>

#include "src/codec.h"

namespace imwrite {

// What becomes of alpha. Automatic: kept where the format has alpha, blended where it has none.
enum class AlphaPolicy { kBlend, kDrop, kError };
enum class DepthChoice { k8, k16, k32 };
// How samples become those of a smaller depth: rounded to nearest, or up or down by where they are.
enum class Dither { kNone, kOrdered };

// The options every format shares: how pixels are made to fit.
struct PixelOptions {
  Color background{{255, 255, 255}};
  std::optional<AlphaPolicy> alpha;
  std::optional<DepthChoice> depth;
  Dither dither = Dither::kNone;
  bool to_gray = false;
  Range range;
};
OptionTable PixelOptionTable();

// One picture or several, and what goes with them.
struct Picture {
  FrameReader& frames;
  uint32_t frame_count = 1;
  // Null: several frames are pages.
  const Animation* animation = nullptr;
  Metadata metadata;
  // Null: all of the picture.
  Stripe* stripe = nullptr;
};

// Encodes the picture as `format` into `sink`. Nothing is written when the first frame or an option is refused.
Status Encode(std::string_view format, const Picture& picture, std::span<const NamedValue> options, ByteSink& sink,
              const Progress& progress = {});

// How a still picture is split. Not at all: it is encoded in one call, which is also the way to learn what is wrong with an
// option or the picture.
Stripes StripesOf(std::string_view format, const ImageInfo& info, std::span<const NamedValue> options);

}  // namespace imwrite
