#include "src/codecs/exr/predictor.h"

namespace imwrite::exr {

void Predict(const uint8_t* raw, size_t size, uint8_t* to) {
  if (size == 0) return;
  const size_t evens = (size + 1) / 2, odds = size / 2;
  to[0] = raw[0];
  for (size_t i = 1; i < evens; ++i)
    to[i] = static_cast<uint8_t>(raw[2 * i] - raw[2 * i - 2] + 128);
  if (odds == 0) return;
  uint8_t* odd = to + evens;
  odd[0] = static_cast<uint8_t>(raw[1] - raw[2 * evens - 2] + 128);
  for (size_t i = 1; i < odds; ++i)
    odd[i] = static_cast<uint8_t>(raw[2 * i + 1] - raw[2 * i - 1] + 128);
}

void Restore(uint8_t* predicted, size_t size, uint8_t* to) {
  for (size_t i = 1; i < size; ++i)
    predicted[i] = static_cast<uint8_t>(predicted[i] + predicted[i - 1] - 128);
  const uint8_t* odd = predicted + (size + 1) / 2;
  for (size_t i = 0; i < size / 2; ++i) {
    to[2 * i] = predicted[i];
    to[2 * i + 1] = odd[i];
  }
  if (size % 2) to[size - 1] = predicted[size / 2];
}

}  // namespace imwrite::exr
