// Effort 1 without loss, by libjxl's fast lossless coder. It reads 256 rows at a time; each group
// of 256 × 256 pixels leaves as it is coded.
#include "src/codecs/jxl/fast.h"

#include <lib/jxl/enc_fast_lossless.h>

#include "src/codecs/jxl/header.h"
#include "src/precision.h"

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
  explicit Picture(const EncodeJob& job) : job_(job) {}

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
    count_ = 0;
  }
  const Status& status() const { return status_; }

 private:
  // Rows y … y + count - 1, from x on; null: stop. The groups of 256 rows come one after the other.
  const void* Area(size_t x, size_t y, size_t count, size_t* stride) {
    const auto row_bytes = static_cast<size_t>(job_.info.row_bytes());
    if (count_ == 0 || y != y_ || count != count_) {
      status_ = ReadRows(static_cast<uint32_t>(y), static_cast<uint32_t>(count));
      if (!status_.ok()) return nullptr;
      y_ = y;
      count_ = count;
    }
    *stride = row_bytes;
    return rows_ + x * job_.info.pixel_bytes();
  }

  Status ReadRows(uint32_t y, uint32_t count) {
    count_ = 0;
    if (Status status = job_.rows.Read(y, count, &rows_); !status.ok()) return status;
    if (coding_ && job_.progress && !job_.progress(static_cast<double>(y) / job_.info.height))
      return Aborted();
    if (job_.info.precision == 0) return Ok();
    // The coder has no codes for larger samples.
    return job_.info.sample_type == SampleType::kU8
               ? CheckPrecision(job_.info, y, count, rows_)
               : CheckPrecision(job_.info, y, count, reinterpret_cast<const uint16_t*>(rows_));
  }

  const EncodeJob& job_;
  Status status_;
  const uint8_t* rows_ = nullptr;
  size_t y_ = 0;
  // 0: no rows are there.
  size_t count_ = 0;
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
