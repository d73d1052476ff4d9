// Animations: every frame is a whole picture, which is decoded out of those before it.
#include "src/codecs/avif/format.h"
#include "src/codecs/avif/showing.h"

namespace imwrite::avif {
namespace {

// Decodes the frames of a track one after the other.
class TrackReader {
 public:
  TrackReader(const AvifFile& file, const Track& track) : file_(file), track_(track) {}

  Status ReadLayout(SampleLayout* layout) {
    Bytes bytes;
    if (Status status = BytesOfSample(0, &bytes); !status.ok()) return status;
    if (Status status = ReadSampleLayout(bytes, &layout_); !status.ok()) return status;
    *layout = layout_;
    return Ok();
  }

  // dav1d keeps up to eight pictures to make others of, beside the one that it makes and the one
  // that it gives.
  uint64_t HeldBytes() const { return Product(layout_.bytes(), 10); }

  // Frames come in order, but the first may be any.
  Status Read(uint32_t frame, Planes8Or16* planes) {
    if (next_ == 0) {
      const uint64_t pixels = uint64_t{layout_.width} * layout_.height;
      if (Status status = decoder_.Open(pixels, {}); !status.ok()) return status;
      next_ = track_.KeyBefore(frame);
    }
    for (; next_ <= frame; ++next_) {
      Bytes bytes;
      if (Status status = BytesOfSample(next_, &bytes); !status.ok()) return status;
      if (Status status = decoder_.Decode(bytes, planes); !status.ok()) return status;
    }
    return planes->layout.IsLike(layout_) ? Ok() : Damaged("its frames are not alike");
  }

 private:
  Status BytesOfSample(uint32_t index, Bytes* bytes) const {
    const auto& [offset, size] = track_.samples[index];
    if (offset > file_.bytes.size() || size > file_.bytes.size() - offset || size == 0)
      return Damaged("the file is truncated");
    *bytes = file_.bytes.subspan(static_cast<size_t>(offset), static_cast<size_t>(size));
    return Ok();
  }

  const AvifFile& file_;
  const Track& track_;
  SampleLayout layout_;
  Av1Decoder decoder_;
  uint32_t next_ = 0;
};

}  // namespace

Status DecodeAnimation(const DecodeJob& job, const AvifFile& file, Budget* budget) {
  const auto& [color_track, alpha_track] = *file.movie;
  TrackReader color(file, color_track);
  TrackReader alpha(file, alpha_track);
  const bool has_alpha = !alpha_track.samples.empty();
  Plan plan;
  if (Status status = color.ReadLayout(&plan.color); !status.ok()) return status;
  if (has_alpha) {
    plan.alpha.emplace();
    if (Status status = alpha.ReadLayout(&*plan.alpha); !status.ok()) return status;
  }
  if (Status status = MakePlan(job, color_track.properties, &plan); !status.ok()) return status;
  const FileFacts facts = FactsOf(file, plan);
  uint32_t begin = 0;
  uint32_t end = 0;
  if (Status status = ChooseFrames(job, kFormat, facts.frame_count, &begin, &end); !status.ok())
    return status;
  if (Status status = budget->TakeFrames(end - begin); !status.ok()) return status;
  if (Status status = budget->TakePixels(plan.color.width, plan.color.height, end - begin);
      !status.ok())
    return status;
  if (Status status = job.sink.File(facts); !status.ok() || begin == end) return status;
  const uint64_t held = Sum(color.HeldBytes(), has_alpha ? alpha.HeldBytes() : 0);
  if (Status status = budget->TakeMemory(Sum(Product(ImageBytes(plan.info), end - begin), held));
      !status.ok())
    return status;
  const bool is_premultiplied = has_alpha && color_track.premultiplied_by == alpha_track.id;
  for (uint32_t i = begin; i < end; ++i) {
    if (Status status = job.sink.Begin(plan.info, 1, color_track.DurationOf(i)); !status.ok())
      return status;
    Planes8Or16 color_planes;
    Planes8Or16 alpha_planes;
    if (Status status = color.Read(i, &color_planes); !status.ok()) return status;
    if (has_alpha) {
      if (Status status = alpha.Read(i, &alpha_planes); !status.ok()) return status;
    }
    if (Status status = SendPicture(job, plan, color_planes, has_alpha ? &alpha_planes : nullptr,
                                    is_premultiplied);
        !status.ok())
      return status;
  }
  return Ok();
}

}  // namespace imwrite::avif
