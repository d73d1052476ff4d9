// JPEG by libjpeg-turbo: 8 bits a sample by the DCT, and in the lossless encoder also 12, or up to
// 16 without loss.
#pragma once

#include "src/codecs/jpeg/options.h"
#include "src/encoder.h"

namespace imwrite::jpeg {

// What the image and the options allow has been checked.
Status EncodeTurbo(const EncodeJob& job, const Options& options);

}  // namespace imwrite::jpeg
