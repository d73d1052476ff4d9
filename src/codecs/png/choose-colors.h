// Which few colours take the place of the many of a picture.
#pragma once

#include "src/codecs/png/histogram.h"

namespace imwrite::png {

// At most `max`, from 2 on, near all that the histogram has. Where it has fully transparent colours
// one of them is that; from three on, no opaque colour has to become a translucent one.
Palette ChooseColors(const Histogram& histogram, size_t max);

}  // namespace imwrite::png
