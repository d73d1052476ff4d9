#include "src/codecs/jxl/extended.h"

#include <jxl/encode.h>

#include "src/codecs/jxl/area-reader.h"
#include "src/codecs/jxl/color-management.h"
#include "src/codecs/jxl/color.h"
#include "src/codecs/jxl/conversion.h"
#include "src/codecs/jxl/format.h"
#include "src/codecs/jxl/seeking-sink.h"
#include "src/exif.h"
#include "src/memory.h"

namespace imwrite::jxl {
namespace {

struct Destroy {
  void operator()(JxlEncoder* encoder) const { JxlEncoderDestroy(encoder); }
};
using Encoder = std::unique_ptr<JxlEncoder, Destroy>;

constexpr JxlMemoryManager kMemory = {nullptr,
                                      [](void*, size_t size) { return imwrite_malloc(size); },
                                      [](void*, void* block) { std::free(block); }};

// Does libjxl's tasks one after the other, and asks between them whether to go on. How many there
// will be is not known: the progress comes ever more slowly toward the end.
class Work {
 public:
  explicit Work(const EncodeJob& job) : job_(job) {
    // About so many are for 256 × 256 pixels.
    constexpr double kTasks = 450;
    constexpr double kPixels = 65536;
    expected_ = kTasks * (1 + double{1} * job.info.width * job.info.height / kPixels);
  }

  static JxlParallelRetCode Run(void* self, void* work, JxlParallelRunInit init,
                                JxlParallelRunFunction task, uint32_t begin, uint32_t end) {
    if (const JxlParallelRetCode failed = init(work, 1); failed != 0) return failed;
    for (uint32_t i = begin; i < end; ++i) {
      if (!static_cast<Work*>(self)->GoesOn()) return JXL_PARALLEL_RET_RUNNER_ERROR;
      task(work, i, 0);
    }
    return JXL_PARALLEL_RET_SUCCESS;
  }

  bool stopped() const { return stopped_; }

 private:
  bool GoesOn() {
    // Most tasks are short: JavaScript is asked now and then.
    constexpr double kSteps = 500;
    ++done_;
    const double step = std::floor(kSteps * done_ / (done_ + expected_ / 3));
    if (stopped_ || !job_.progress || step == step_) return !stopped_;
    step_ = step;
    stopped_ = !job_.progress(step / kSteps);
    return !stopped_;
  }

  const EncodeJob& job_;
  double expected_;
  double done_ = 0;
  double step_ = 0;
  bool stopped_ = false;
};

bool Describe(const EncodeJob& job, const Settings& settings, JxlEncoder* encoder) {
  const ImageInfo& info = job.info;
  const bool floats = info.sample_type == SampleType::kF32;
  JxlBasicInfo basic;
  JxlEncoderInitBasicInfo(&basic);
  basic.xsize = info.width;
  basic.ysize = info.height;
  basic.bits_per_sample = info.precision > 0 ? info.precision : Bits(info.sample_type);
  basic.exponent_bits_per_sample = floats ? 8 : 0;
  basic.intensity_target = static_cast<float>(PeakOf(job.metadata));
  basic.uses_original_profile = settings.lossless();
  basic.orientation = static_cast<JxlOrientation>(ExifOrientation(job.metadata.exif));
  basic.num_color_channels = info.color_channels();
  if (info.has_alpha()) {
    basic.num_extra_channels = 1;
    basic.alpha_bits = basic.bits_per_sample;
    basic.alpha_exponent_bits = basic.exponent_bits_per_sample;
  }
  return JxlEncoderSetBasicInfo(encoder, &basic) == JXL_ENC_SUCCESS;
}

bool SetColor(const EncodeJob& job, JxlEncoder* encoder) {
  const Metadata& metadata = job.metadata;
  if (HasProfile(metadata))
    return JxlEncoderSetICCProfile(encoder, metadata.icc.data(), metadata.icc.size()) ==
           JXL_ENC_SUCCESS;
  JxlColorEncoding color;
  JxlColorEncodingSetToSRGB(&color, !job.info.has_colors());
  if (metadata.cicp) {
    const Space& space = SpaceOf((*metadata.cicp)[0]);
    color.white_point = static_cast<JxlWhitePoint>(space.white_point);
    color.primaries = static_cast<JxlPrimaries>(space.primaries);
    double* const places[] = {color.primaries_red_xy, color.primaries_green_xy,
                              color.primaries_blue_xy};
    for (size_t i = 0; i < 2; ++i) {
      color.white_point_xy[i] = space.white[i] / 1e6;
      for (size_t c = 0; c < 3; ++c) places[c][i] = space.colors[2 * c + i] / 1e6;
    }
    const auto [number, power] = TransferOf((*metadata.cicp)[1]);
    color.transfer_function =
        power > 0 ? JXL_TRANSFER_FUNCTION_GAMMA : static_cast<JxlTransferFunction>(number);
    color.gamma = power / 1e7;
  }
  return JxlEncoderSetColorEncoding(encoder, &color) == JXL_ENC_SUCCESS;
}

bool AddBoxes(const Metadata& metadata, JxlEncoder* encoder) {
  if (metadata.exif.empty() && metadata.xmp.empty()) return true;
  if (JxlEncoderUseBoxes(encoder) != JXL_ENC_SUCCESS) return false;
  const auto add = [&](const char* type, std::span<const uint8_t> data) {
    return data.empty() || JxlEncoderAddBox(encoder, type, data.data(), data.size(),
                                            /*compress_box=*/JXL_FALSE) == JXL_ENC_SUCCESS;
  };
  std::vector<uint8_t> exif;
  if (!metadata.exif.empty()) {
    // Where the block begins: right behind.
    exif.resize(4);
    exif.insert(exif.end(), metadata.exif.begin(), metadata.exif.end());
  }
  const bool added = add("Exif", exif) && add("xml ", metadata.xmp);
  JxlEncoderCloseBoxes(encoder);
  return added;
}

JxlEncoderFrameSettings* MakeSettings(const EncodeJob& job, const Settings& settings,
                                      JxlEncoder* encoder) {
  JxlEncoderFrameSettings* frame = JxlEncoderFrameSettingsCreate(encoder, nullptr);
  if (!frame) return nullptr;
  const auto set = [&](JxlEncoderFrameSettingId id, int64_t value) {
    return JxlEncoderFrameSettingsSetOption(frame, id, value) == JXL_ENC_SUCCESS;
  };
  bool done = set(JXL_ENC_FRAME_SETTING_EFFORT, settings.effort) &&
              set(JXL_ENC_FRAME_SETTING_DECODING_SPEED, settings.decoding_speed);
  if (settings.progressive)
    done = done && set(JXL_ENC_FRAME_SETTING_RESPONSIVE, 1) &&
           set(JXL_ENC_FRAME_SETTING_QPROGRESSIVE_AC, 1);
  done = done && JxlEncoderSetFrameDistance(frame, settings.distance) == JXL_ENC_SUCCESS;
  if (settings.lossless())
    done = done && JxlEncoderSetFrameLossless(frame, JXL_TRUE) == JXL_ENC_SUCCESS;
  if (job.info.precision > 0) {
    const JxlBitDepth depth = {JXL_BIT_DEPTH_FROM_CODESTREAM, 0, 0};
    done = done && JxlEncoderSetFrameBitDepth(frame, &depth) == JXL_ENC_SUCCESS;
  }
  return done ? frame : nullptr;
}

// The lossy encoder begins with linear light.
Status CheckProfile(const EncodeJob& job) {
  Conversion conversion;
  if (!HasProfile(job.metadata) ||
      ReadProfile(job.metadata.icc, !job.info.has_colors(), &conversion))
    return Ok();
  return InvalidMetadata(kFormat.name, "icc",
                         "with loss, a profile of tone curves and a matrix alone",
                         std::to_string(job.metadata.icc.size()) + " bytes of another kind");
}

}  // namespace

Status EncodeExtended(const EncodeJob& job, const Settings& settings) {
  if (!settings.lossless()) {
    if (Status status = CheckProfile(job); !status.ok()) return status;
  }
  Status failed = Error(Code::kInternal, "jxl: libjxl refuses the picture");
  Work work(job);
  AreaReader reader(job);
  SeekingSink sink(job.sink);
  const Encoder encoder(JxlEncoderCreate(&kMemory));
  if (!encoder) return OutOfMemory(0);
  JxlEncoderSetCms(encoder.get(), ColorManagement());
  if (JxlEncoderSetParallelRunner(encoder.get(), Work::Run, &work) != JXL_ENC_SUCCESS ||
      !Describe(job, settings, encoder.get()) || !SetColor(job, encoder.get()) ||
      JxlEncoderSetOutputProcessor(encoder.get(), sink.processor()) != JXL_ENC_SUCCESS ||
      !AddBoxes(job.metadata, encoder.get()))
    return failed;
  JxlEncoderFrameSettings* frame = MakeSettings(job, settings, encoder.get());
  if (!frame) return failed;
  const JxlEncoderStatus status =
      JxlEncoderAddChunkedFrame(frame, /*is_last_frame=*/JXL_TRUE, reader.source());
  if (!reader.status().ok()) return reader.status();
  if (work.stopped() || sink.stopped()) return Aborted();
  return status == JXL_ENC_SUCCESS && sink.Finish() ? Ok() : failed;
}

}  // namespace imwrite::jxl
