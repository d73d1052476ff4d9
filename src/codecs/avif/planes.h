// Makes the planes that libaom takes out of rows: luma and chroma, or red, green and blue, and
// alpha.
#pragma once

#include <aom/aom_image.h>

#include "src/codecs/avif/options.h"

namespace imwrite::avif {

// Weights of red and blue in luma, by matrix coefficients as numbered in ITU-T H.273.
struct Weights {
  float red;
  float blue;
};
// None: the encoder cannot convert to this matrix.
std::optional<Weights> WeightsOf(int matrix);

// Owns libaom's image.
class Planes {
 public:
  Planes() = default;
  ~Planes() { aom_img_free(image_); }
  Planes(const Planes&) = delete;
  Planes& operator=(const Planes&) = delete;

  [[nodiscard]] bool Allocate(uint32_t width, uint32_t height, const Layout& layout);
  aom_image_t* image() const { return image_; }
  template <class Sample>
  Sample* Row(int plane, uint32_t y) const {
    return reinterpret_cast<Sample*>(image_->planes[plane] +
                                     static_cast<ptrdiff_t>(image_->stride[plane]) * y);
  }

 private:
  aom_image_t* image_ = nullptr;
};

struct PictureParts {
  Planes color;
  // Empty if the picture has no alpha, or none that shows.
  Planes alpha;
  bool has_alpha = false;
};

// Reads the rows of the job's picture.
Status ReadPlanes(const EncodeJob& job, const Layout& layout, const Weights& weights, double share,
                  PictureParts* parts);

}  // namespace imwrite::avif
