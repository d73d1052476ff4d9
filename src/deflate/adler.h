// Adler-32, the checksum of a zlib stream (RFC 1950).
#pragma once

#include <cstddef>
#include <cstdint>

namespace imwrite::deflate {

// The checksum of the bytes after those with checksum `before`, which is 1 for none.
uint32_t Adler32(uint32_t before, const uint8_t* bytes, size_t size);

// The checksum of bytes with checksum `first`, followed by `size` bytes with checksum `second`.
uint32_t JoinAdler32(uint32_t first, uint32_t second, uint64_t size);

}  // namespace imwrite::deflate
