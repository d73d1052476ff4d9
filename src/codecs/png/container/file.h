// PngFile: the parsed chunks of a PNG file.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "src/canvas.h"
#include "src/codecs/png/container/metadata.h"
#include "src/decoder.h"

namespace imwrite::png {

// One image of the file: its place on the canvas and its zlib stream, a span per chunk.
struct PngFrame {
  Placement placement;
  std::vector<Bytes> stream;
};

struct PngFile {
  uint8_t color_type() const { return header[9]; }
  // Each fault is reported once.
  void AddFault(std::string fault) {
    if (std::ranges::find(faults, fault) == faults.end()) faults.push_back(std::move(fault));
  }

  ImageInfo info;
  Bytes header;
  // The payloads of PLTE and tRNS where they are valid; empty otherwise.
  Bytes palette;
  Bytes transparency;
  // The still image alone, or the frames of the animation.
  std::vector<PngFrame> frames;
  // The still image of an animation that does not count it as a frame.
  std::optional<PngFrame> default_image;
  std::optional<Animation> animation;
  Metadata metadata;
  std::optional<Colorimetry> colorimetry;
  // Faults that leave the pixels intact.
  std::vector<std::string> faults;
};

}  // namespace imwrite::png
