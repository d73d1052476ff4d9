// One entry of an ICO file as an image: decoded as the PNG or BMP that it is, its mask as alpha.
#pragma once

#include "src/codecs/ico/directory.h"

namespace imwrite::ico {

struct EntryImage {
  ImageInfo info;
  Buffer pixels;
};

// The options are the job's, its bytes are not used. Alpha that is opaque everywhere is left out.
Status ReadEntry(const DecodeJob& job, const Entry& entry, EntryImage* image);

// The color profile of a PNG; of a BMP none.
Status ReadProfile(const DecodeJob& job, const Entry& entry, std::vector<uint8_t>* profile);

}  // namespace imwrite::ico
