// A PNG file taken apart: what its chunks say, checked before any pixel is decoded.
#pragma once

#include <optional>
#include <vector>

#include "src/canvas.h"
#include "src/codecs/png/metadata.h"

namespace imwrite::png {

// A picture of the file: where it belongs and its zlib stream, in pieces.
struct Picture {
  Placement placement;
  std::vector<Bytes> stream;
};

struct File {
  ImageInfo info;
  Bytes header;
  // Whole chunks; empty when there are none.
  Bytes palette;
  Bytes transparency;
  // One, or the frames of the animation. A default image that is not part of the animation is left out.
  std::vector<Picture> pictures;
  std::optional<Animation> animation;
  Metadata metadata;
};

Status TakeApart(Bytes bytes, File* file);

}  // namespace imwrite::png
