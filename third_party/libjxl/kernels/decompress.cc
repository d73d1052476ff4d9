#include "third_party/libjxl/include/jxl/decompress.h"

#include <brotli/decode.h>

#include <algorithm>
#include <memory>

namespace imwrite::libjxl {

bool Decompress(std::span<const uint8_t> stream, size_t most, std::vector<uint8_t>* data) {
  constexpr size_t kFirst = 4096;
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> decoder(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance);
  if (!decoder) return false;
  const uint8_t* next = stream.data();
  size_t left = stream.size();
  BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  for (size_t size = 0; result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && size < most;) {
    data->resize(std::min(most, std::max(kFirst, 2 * size)));
    uint8_t* out = data->data() + size;
    size_t room = data->size() - size;
    result = BrotliDecoderDecompressStream(decoder.get(), &left, &next, &room, &out, nullptr);
    size = data->size() - room;
    data->resize(size);
  }
  return result == BROTLI_DECODER_RESULT_SUCCESS && left == 0;
}

}  // namespace imwrite::libjxl
