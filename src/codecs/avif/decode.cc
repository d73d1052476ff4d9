// The AVIF decoder: gray or RGB, with alpha where the file has some, of 8, 10 or 12 bits.
#include "src/codecs/avif/format.h"
#include "src/codecs/avif/picture.h"
#include "src/codecs/avif/showing.h"

namespace imwrite::avif {
namespace {

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libdav1d", Dav1dVersion()}};
  return kLibraries;
}

Status DecodeStill(const DecodeJob& job, const AvifFile& file, Budget* budget) {
  PictureReader color(file, file.color);
  PictureReader alpha(file, file.alpha);
  const bool has_alpha = !file.alpha.tiles.empty();
  Plan plan;
  if (Status status = color.ReadLayout(budget, &plan.color); !status.ok()) return status;
  if (has_alpha) {
    plan.alpha.emplace();
    if (Status status = alpha.ReadLayout(budget, &*plan.alpha); !status.ok()) return status;
  }
  if (Status status = MakePlan(job, file.properties, &plan); !status.ok()) return status;
  const FileFacts facts = FactsOf(file, plan);
  uint32_t begin = 0;
  uint32_t end = 0;
  if (Status status = ChooseFrames(job, kFormat, 1, &begin, &end); !status.ok()) return status;
  if (Status status = budget->TakeFrames(end - begin); !status.ok()) return status;
  if (Status status = budget->TakePixels(plan.color.width, plan.color.height, end - begin);
      !status.ok())
    return status;
  if (Status status = job.sink.File(facts); !status.ok() || begin == end) return status;
  const uint64_t held = Sum(color.HeldBytes(), has_alpha ? alpha.HeldBytes() : 0);
  if (Status status = budget->TakeMemory(Sum(ImageBytes(plan.info), held)); !status.ok())
    return status;
  if (Status status = job.sink.Begin(plan.info, file.properties.orientation(), 0); !status.ok())
    return status;
  Planes8Or16 color_planes;
  Planes8Or16 alpha_planes;
  if (Status status = color.Read(budget, &color_planes); !status.ok()) return status;
  if (has_alpha) {
    if (Status status = alpha.Read(budget, &alpha_planes); !status.ok()) return status;
  }
  return SendPicture(job, plan, color_planes, has_alpha ? &alpha_planes : nullptr,
                     file.is_premultiplied);
}

Status DecodeAvif(const DecodeJob& job) {
  Budget budget(job.options.limits, kFormat);
  if (Status status = budget.TakeMemory(job.bytes.size()); !status.ok()) return status;
  AvifFile file;
  if (Status status = ParseFile(job.bytes, &budget, &file); !status.ok()) return status;
  for (const std::string& fault : file.faults) {
    if (Status status = Warn(job, "avif: " + fault); !status.ok()) return status;
  }
  return file.movie ? DecodeAnimation(job, file, &budget) : DecodeStill(job, file, &budget);
}

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .libraries = Libraries, .decode = DecodeAvif};

}  // namespace imwrite::avif
