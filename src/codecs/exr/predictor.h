// What RLE and ZIP compress: a block's even bytes, then its odd ones, each as the difference to the
// byte before it plus 128.
#pragma once

#include <cstddef>
#include <cstdint>

namespace imwrite::exr {

void Predict(const uint8_t* raw, size_t size, uint8_t* to);
// Changes `predicted`.
void Restore(uint8_t* predicted, size_t size, uint8_t* to);

}  // namespace imwrite::exr
