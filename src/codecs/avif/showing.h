// How decoded planes are given: the steps that a picture and the frames of an animation share.
#pragma once

#include "src/codecs/avif/file.h"
#include "src/codecs/avif/row-converter.h"

namespace imwrite::avif {

// What is known of a picture before it is decoded.
struct Plan {
  SampleLayout color;
  // Nothing: there is none.
  std::optional<SampleLayout> alpha;
  Nclx codes;
  Matrix matrix;
  // What is shown of it.
  Rect area;
  ImageInfo info;
};

// Makes the rest out of the layouts, and of what the container says.
Status MakePlan(const DecodeJob& job, const Properties& properties, Plan* plan);

FileFacts FactsOf(const AvifFile& file, const Plan& plan);

// `alpha` is null where the plan has none.
Status SendPicture(const DecodeJob& job, const Plan& plan, const Planes8Or16& color,
                   const Planes8Or16* alpha, bool is_premultiplied);

Status DecodeAnimation(const DecodeJob& job, const AvifFile& file, Budget* budget);

}  // namespace imwrite::avif
