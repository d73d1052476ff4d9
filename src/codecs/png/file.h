// A PNG file: what its chunks say.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "src/canvas.h"
#include "src/codecs/png/metadata.h"
#include "src/decoder.h"

namespace imwrite::png {

// A picture of the file: where it belongs and its zlib stream, in pieces.
struct Picture {
  Placement placement;
  std::vector<Bytes> stream;
};

struct File {
  uint8_t color_type() const { return header[9]; }
  // Each is told once.
  void AddFault(std::string fault) {
    if (std::ranges::find(faults, fault) == faults.end()) faults.push_back(std::move(fault));
  }

  ImageInfo info;
  Bytes header;
  // Of the chunks that make sense; empty when there are none.
  Bytes palette;
  Bytes transparency;
  // One, or the frames of the animation.
  std::vector<Picture> pictures;
  // Of an animation whose default picture is not the first frame.
  std::optional<Picture> default_picture;
  std::optional<Animation> animation;
  Metadata metadata;
  std::optional<Colorimetry> colorimetry;
  // What is wrong with the file, without harm to its pixels.
  std::vector<std::string> faults;
};

}  // namespace imwrite::png
