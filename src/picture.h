// A picture on its way to an encoder.
#pragma once

#include <cstdint>

#include "src/frames.h"
#include "src/metadata.h"
#include "src/stripe.h"

namespace imwrite {

// One picture or several, and what goes with them.
struct Picture {
  FrameReader& frames;
  uint32_t frame_count = 1;
  // Null: several frames are pages.
  const Animation* animation = nullptr;
  Metadata metadata;
  // Null: all of the picture.
  Stripe* stripe = nullptr;
};

}  // namespace imwrite
