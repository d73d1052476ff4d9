// OpenEXR's runs: a count below 0 and as many bytes, or a count and the byte that comes once more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace imwrite::exr {

// Returns the end of what it wrote; that is at most a third longer than the bytes, and one more.
uint8_t* WriteRuns(const uint8_t* bytes, size_t size, uint8_t* to);
// False: they are not exactly `size` bytes.
bool ReadRuns(std::span<const uint8_t> runs, uint8_t* to, size_t size);

}  // namespace imwrite::exr
