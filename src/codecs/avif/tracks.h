// The box "moov": the pictures of an animation, in time.
#pragma once

#include "src/codecs/avif/meta.h"

namespace imwrite::avif {

struct Track {
  uint32_t id = 0;
  // hdlr's word: "pict" for pictures, "auxv" for what belongs to those of another track.
  std::string_view handler;
  std::vector<uint32_t> auxiliary_to;
  uint32_t premultiplied_by = 0;
  uint32_t timescale = 0;
  // Of its pictures.
  Properties properties;
  bool is_av1 = false;
  // Where the bytes of each picture are.
  std::vector<Extent> samples;
  // In the timescale, when each begins; one more, when the last ends.
  std::vector<uint64_t> times;
  // Pictures that need none before them, from 0; empty: all.
  std::vector<uint32_t> keys;
  // 0: forever.
  uint32_t loop_count = 0;

  // In milliseconds.
  uint32_t DurationOf(size_t sample) const;
  // The last picture up to this one that needs none before it.
  uint32_t KeyBefore(uint32_t sample) const;
};

struct Movie {
  Track color;
  // Without samples: there is none.
  Track alpha;
};

// The budget is for the lists of samples.
Status ParseMovie(Fields content, uint64_t file_bytes, Budget* budget, Movie* movie);

}  // namespace imwrite::avif
