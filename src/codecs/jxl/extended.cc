#include "src/codecs/jxl/extended.h"

#include <jxl/encode.h>

#include "src/canvas.h"
#include "src/codecs/jxl/area-reader.h"
#include "src/codecs/jxl/color-management.h"
#include "src/codecs/jxl/color.h"
#include "src/codecs/jxl/conversion.h"
#include "src/codecs/jxl/format.h"
#include "src/codecs/jxl/seeking-sink.h"
#include "src/codecs/jxl/work.h"
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

// Of an animation's clock.
constexpr uint32_t kTicksPerSecond = 1000;

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
  if (job.animation) {
    basic.have_animation = JXL_TRUE;
    basic.animation = {.tps_numerator = kTicksPerSecond,
                       .tps_denominator = 1,
                       .num_loops = job.animation->loop_count,
                       .have_timecodes = JXL_FALSE};
  }
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

// Writes the only picture, or frames.
class Coder {
 public:
  explicit Coder(const EncodeJob& job) : job_(job), sink_(job.sink) {}

  Status Start(const Settings& settings) {
    encoder_.reset(JxlEncoderCreate(&kMemory));
    if (!encoder_) return OutOfMemory(0);
    JxlEncoder* encoder = encoder_.get();
    JxlEncoderSetCms(encoder, ColorManagement());
    if (JxlEncoderSetParallelRunner(encoder, Work::Run, &work_) != JXL_ENC_SUCCESS ||
        !Describe(job_, settings, encoder) || !SetColor(job_, encoder) ||
        JxlEncoderSetOutputProcessor(encoder, sink_.processor()) != JXL_ENC_SUCCESS ||
        !AddBoxes(job_.metadata, encoder))
      return Refused();
    frame_ = MakeSettings(job_, settings, encoder);
    return frame_ ? Ok() : Refused();
  }

  // The part of an animation's canvas that changes.
  Status WriteFrame(const EncodeJob& part, const Rect& area, bool is_last) {
    JxlFrameHeader header;
    JxlEncoderInitFrameHeader(&header);
    header.duration = part.duration;
    JxlLayerInfo& layer = header.layer_info;
    // Onto what the frames before have left there.
    constexpr uint32_t kCanvas = 1;
    layer.save_as_reference = kCanvas;
    layer.blend_info.source = kCanvas;
    layer.have_crop = area.width < job_.info.width || area.height < job_.info.height;
    layer.crop_x0 = static_cast<int32_t>(area.x);
    layer.crop_y0 = static_cast<int32_t>(area.y);
    layer.xsize = area.width;
    layer.ysize = area.height;
    if (JxlEncoderSetFrameHeader(frame_, &header) != JXL_ENC_SUCCESS) return Refused();
    return Write(part, is_last);
  }

  Status Write(const EncodeJob& picture, bool is_last) {
    work_.Begin(picture);
    AreaReader reader(picture);
    const JxlEncoderStatus status =
        JxlEncoderAddChunkedFrame(frame_, TO_JXL_BOOL(is_last), reader.source());
    if (!reader.status().ok()) return reader.status();
    if (work_.stopped() || sink_.stopped()) return Aborted();
    const bool whole = status == JXL_ENC_SUCCESS && (!is_last || sink_.Finish());
    return whole ? Ok() : Refused();
  }

 private:
  static Status Refused() { return Error(Code::kInternal, "jxl: libjxl refuses the picture"); }

  const EncodeJob& job_;
  SeekingSink sink_;
  Work work_;
  Encoder encoder_;
  JxlEncoderFrameSettings* frame_ = nullptr;
};

// A frame is written when the next one is known: the last one says that it is.
class Animator {
 public:
  Animator(const EncodeJob& job, Coder& coder) : job_(job), coder_(coder) {}

  Status Add(const EncodeJob& part, const Rect& area) {
    // It would be a layer of the next one.
    if (part.duration == 0)
      return Mismatch(Code::kInvalidImage, "jxl frame duration", "at least 1 ms", "0");
    if (count_ > 0) {
      if (Status status = WriteHeld(/*is_last=*/false); !status.ok()) return status;
    }
    info_ = part.info;
    area_ = area;
    duration_ = part.duration;
    ++count_;
    const uint64_t size = ImageBytes(info_);
    if (!pixels_.Resize(size)) return OutOfMemory(static_cast<size_t>(size));
    uint8_t* to = pixels_.data();
    // The work comes when the frame is written.
    return ForEachBand(part, BandRows(info_), 0, 0,
                       [&](uint32_t, uint32_t count, const uint8_t* rows) {
                         to = std::copy_n(rows, count * info_.row_bytes(), to);
                         return Ok();
                       });
  }

  Status Finish() { return WriteHeld(/*is_last=*/true); }

 private:
  Status WriteHeld(bool is_last) {
    MemoryReader rows(info_, pixels_.data(), static_cast<size_t>(info_.row_bytes()));
    const Progress progress = [&](double share) {
      return !job_.progress || job_.progress(ShareOf(count_ - 1 + share, job_.frame_count));
    };
    const EncodeJob part{
        info_,          rows,          duration_,    job_.following, job_.frame_count,
        job_.animation, job_.metadata, job_.options, job_.sink,      progress};
    return coder_.WriteFrame(part, area_, is_last);
  }

  const EncodeJob& job_;
  Coder& coder_;
  Buffer pixels_;
  ImageInfo info_;
  Rect area_;
  uint32_t duration_ = 0;
  uint32_t count_ = 0;
};

Status WriteAnimation(const EncodeJob& job, Coder& coder) {
  Animator animator(job, coder);
  Status status = EncodeFrameDeltas(
      job, 1, [&](const EncodeJob& part, const Rect& area) { return animator.Add(part, area); });
  return status.ok() ? animator.Finish() : status;
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
  Coder coder(job);
  if (Status status = coder.Start(settings); !status.ok()) return status;
  return job.animation ? WriteAnimation(job, coder) : coder.Write(job, /*is_last=*/true);
}

}  // namespace imwrite::jxl
