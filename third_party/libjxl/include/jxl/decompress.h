// Brotli streams in JPEG XL's boxes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace imwrite::libjxl {

// What a stream holds, up to `most` bytes of it. False if that is not all, or the stream is damaged.
bool Decompress(std::span<const uint8_t> stream, size_t most, std::vector<uint8_t>* data);

}  // namespace imwrite::libjxl
