// The frames of an animation: each is stored as what it changes.
#pragma once

#include "src/codecs/gif/image-writer.h"

namespace imwrite::gif {

Status EncodeAnimation(const EncodeJob& job, const Options& options);

}  // namespace imwrite::gif
