// Effort 1 without loss, by libjxl's fast lossless coder. It reads 256 rows at a time; each group
// of 256 × 256 pixels leaves as it is coded.
#include "src/codecs/jxl/fast.h"

#include <lib/jxl/enc_fast_lossless.h>

#include "src/codecs/jxl/area-rows.h"
#include "src/codecs/jxl/header.h"

namespace imwrite::jxl {
namespace {

// Of 127: rows that are sampled to choose the codes, two in 256 for each. libjxl's own choice.
constexpr int kSampling = 2;

struct FreeState {
  void operator()(JxlFastLosslessFrameState* state) const { JxlFastLosslessFreeFrameState(state); }
};
using State = std::unique_ptr<JxlFastLosslessFrameState, FreeState>;

// The coder's source of pixels and target of bytes.
class Picture {
 public:
  explicit Picture(const EncodeJob& job) : job_(job), rows_(job) {}

  JxlChunkedFrameInputSource source() {
    return {this,
            [](void* self, size_t x, size_t y, size_t, size_t count, size_t* stride) {
              return static_cast<Picture*>(self)->Area(x, y, count, stride);
            },
            [](void*, const void*) {}};
  }
  JxlEncoderOutputProcessorWrapper target() {
    return {this, [](void* self, const unsigned char* data, size_t size) {
              return static_cast<Picture*>(self)->Write(data, size);
            }};
  }

  bool Write(const uint8_t* data, size_t size) {
    if (status_.ok() && !job_.sink.Write(data, size)) status_ = Aborted();
    return status_.ok();
  }
  // Progress is reported from here on: sampling comes before.
  void BeginCoding() {
    coding_ = true;
    rows_.Forget();
  }
  const Status& status() const { return status_; }

 private:
  // The groups of 256 rows come one after the other. Null: stop.
  const void* Area(size_t x, size_t y, size_t count, size_t* stride) {
    const bool tells = coding_ && job_.progress && !rows_.Has(y, count);
    const void* area = rows_.Area(x, y, count, stride);
    if (!area) {
      status_ = rows_.status();
    } else if (tells && !job_.progress(static_cast<double>(y) / job_.info.height)) {
      status_ = Aborted();
    }
    return status_.ok() ? area : nullptr;
  }

  const EncodeJob& job_;
  AreaRows rows_;
  Status status_;
  bool coding_ = false;
};

// The frame's header and what it says of the groups, which is known behind the last of them.
Status FillInHead(const EncodeJob& job, JxlFastLosslessFrameState* state, uint64_t offset) {
  JxlFastLosslessPrepareHeader(state, /*add_image_header=*/0, /*is_last=*/1);
  const size_t reserved = JxlFastLosslessHeadSize(state);
  std::vector<uint8_t> head(std::max(reserved, JxlFastLosslessMaxRequiredOutput(state)));
  size_t size = 0;
  while (const size_t more =
             JxlFastLosslessWriteOutput(state, head.data() + size, head.size() - size))
    size += more;
  if (reserved == 0) return job.sink.Write(head.data(), size) ? Ok() : Aborted();
  return job.sink.Patch(offset, head.data(), reserved) ? Ok() : Aborted();
}

}  // namespace

Status EncodeFast(const EncodeJob& job) {
  const ImageInfo& info = job.info;
  Picture picture(job);
  const std::vector<uint8_t> header = MakeHeader(info, job.metadata);
  if (!picture.Write(header.data(), header.size())) return Aborted();
  const State state(JxlFastLosslessPrepareFrame(picture.source(), info.width, info.height,
                                                info.channels, static_cast<size_t>(BitsOf(info)),
                                                /*big_endian=*/false, kSampling, /*oneshot=*/1));
  if (!state) return picture.status();
  picture.BeginCoding();
  if (const size_t reserved = JxlFastLosslessHeadSize(state.get()); reserved > 0) {
    const std::vector<uint8_t> zeros(reserved);
    if (!picture.Write(zeros.data(), zeros.size())) return Aborted();
  }
  JxlEncoderOutputProcessorWrapper target = picture.target();
  if (!JxlFastLosslessProcessFrame(state.get(), /*is_last=*/true, nullptr, nullptr, &target))
    return picture.status();
  return FillInHead(job, state.get(), header.size());
}

}  // namespace imwrite::jxl
