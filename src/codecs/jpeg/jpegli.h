// JPEG by jpegli: smaller files, whose quantization follows what can be seen in each place; and
// samples of 16 bits and floats without rounding them to 8 first.
#pragma once

#include "src/codecs/jpeg/options.h"
#include "src/encoder.h"

namespace imwrite::jpeg {

// What the image and the options allow has been checked.
Status EncodeJpegli(const EncodeJob& job, const Options& options);

}  // namespace imwrite::jpeg
