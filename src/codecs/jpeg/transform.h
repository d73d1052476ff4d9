// The geometry of a transcode: rotation, flip and crop, checked and expressed as jpegtran's
// transform.
#pragma once

#include "src/codecs/jpeg/format.h"

extern "C" {
#include <transupp.h>
}

namespace imwrite::jpeg {

enum class Rotation { k0, k90, k180, k270 };
enum class Flip { kHorizontal, kVertical };
enum class Edges { kError, kTrim, kKeep };

// One of the eight orientations: an optional transpose, then optional flips in x and y.
class Orientation {
 public:
  // As EXIF's orientation, 1 to 8, asks for.
  static Orientation Upright(int orientation);

  Orientation& Rotate(Rotation clockwise);
  Orientation& Then(Flip flip);

  bool transposes() const { return transposes_; }
  bool flips_x() const { return flips_x_; }
  bool flips_y() const { return flips_y_; }
  JXFORM_CODE code() const;

 private:
  bool transposes_ = false;
  bool flips_x_ = false;
  bool flips_y_ = false;
};

struct Crop {
  bool any() const { return x || y || width || height; }

  std::optional<uint32_t> x;
  std::optional<uint32_t> y;
  std::optional<uint32_t> width;
  std::optional<uint32_t> height;
  bool grows;
};

// Fills *info for the image whose header `source` has read. The crop applies to the rotated image.
Status PlanTransform(const jpeg_decompress_struct& source, const Orientation& turn, Edges edges,
                     const Crop& crop, bool grayscale, jpeg_transform_info* info);

}  // namespace imwrite::jpeg
