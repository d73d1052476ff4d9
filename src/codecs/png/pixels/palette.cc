#include "src/codecs/png/pixels/palette.h"

#include "src/codecs/png/container/chunks.h"

namespace imwrite::png {

uint8_t IndexBits(size_t size) { return size <= 2 ? 1 : size <= 4 ? 2 : size <= 16 ? 4 : 8; }

void PutPalette(std::span<const Rgba> colors, bool alpha, std::vector<uint8_t>* to) {
  std::vector<uint8_t> entries;
  std::vector<uint8_t> transparency;
  for (const Rgba color : colors) {
    for (int channel = 0; channel < 3; ++channel)
      entries.push_back(static_cast<uint8_t>(quantizer::ChannelOf(color, channel)));
    transparency.push_back(static_cast<uint8_t>(quantizer::ChannelOf(color, 3)));
  }
  // Opaque ones at the end may be left out.
  while (transparency.size() > (alpha ? 1 : 0) && transparency.back() == 255)
    transparency.pop_back();
  PutChunk("PLTE", entries, to);
  if (!transparency.empty()) PutChunk("tRNS", transparency, to);
}

}  // namespace imwrite::png
