// A deflate encoder (RFC 1951) that looks for runs of one byte and for nothing else. On filtered
// pixels that is several times faster than a search for matches, and not much larger.
#pragma once

#include <cstddef>
#include <cstdint>

namespace imwrite::deflate {

// kHuffman knows no runs; kFixed uses deflate's fixed code instead of one made for each block.
enum class RunCoding { kRuns, kHuffman, kFixed };

// The most bytes that CompressRuns writes.
size_t RunsBound(size_t size);

// Appends `size` bytes to the deflate stream at `to`. Parts that are not `last` end on a byte
// boundary. Returns the number of bytes written.
size_t CompressRuns(const uint8_t* data, size_t size, RunCoding coding, bool last, uint8_t* to);

}  // namespace imwrite::deflate
