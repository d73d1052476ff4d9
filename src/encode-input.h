// EncodeInput: what an encoder is given, one image or several frames.
#pragma once

#include <cstdint>

#include "src/frames.h"
#include "src/metadata.h"
#include "src/stripe.h"

namespace imwrite {

// One image or several frames, with their metadata.
struct EncodeInput {
  FrameReader& frames;
  uint32_t frame_count = 1;
  // Null: several frames are pages.
  const Animation* animation = nullptr;
  Metadata metadata;
  // Null: the whole image.
  Stripe* stripe = nullptr;
};

}  // namespace imwrite
