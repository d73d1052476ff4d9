// The JPEG XL decoder: gray or RGB, with alpha where the file has some, of 8 or 16 bits or floats.
// Lossy files come in the color space that they state.
#include <jxl/decode.h>

#include <cmath>

#include "src/codecs/jxl/color-management.h"
#include "src/codecs/jxl/file.h"
#include "src/codecs/jxl/format.h"
#include "src/codecs/jxl/limited-memory.h"
#include "src/codecs/jxl/pixel-format.h"
#include "src/codecs/jxl/stated-color.h"
#include "src/exif.h"

namespace imwrite::jxl {
namespace {

struct Destroy {
  void operator()(JxlDecoder* decoder) const { JxlDecoderDestroy(decoder); }
};

// What the codestream's headers say.
struct Contents {
  JxlBasicInfo basic{};
  ImageInfo info;
  // Of each picture that is shown, in milliseconds.
  std::vector<uint32_t> durations;
  // The file ends before its last frame does.
  bool is_cut = false;
};

Status Damaged(std::string what) { return Error(Code::kCorruptData, "jxl: " + std::move(what)); }

class Reader {
 public:
  explicit Reader(const DecodeJob& job)
      : job_(job), budget_(job.options.limits, kFormat), memory_(job.options.limits.memory_bytes) {}

  Status Read() {
    if (Status status = budget_.TakeMemory(job_.bytes.size()); !status.ok()) return status;
    if (Status status = ReadBoxes(job_, &budget_, &facts_.metadata); !status.ok()) return status;
    if (Status status = ReadHeaders(); !status.ok()) return status;
    uint32_t begin = 0;
    uint32_t end = 0;
    if (Status status = ChooseFrames(job_, kFormat, facts_.frame_count, &begin, &end); !status.ok())
      return status;
    if (Status status = budget_.TakeFrames(end - begin); !status.ok()) return status;
    const ImageInfo& info = contents_.info;
    if (Status status = budget_.TakePixels(info.width, info.height, end - begin); !status.ok())
      return status;
    if (Status status = job_.sink.File(facts_); !status.ok() || begin == end) return status;
    if (Status status =
            budget_.TakeMemory(Sum(Product(ImageBytes(info), end - begin), HeldBytes()));
        !status.ok())
      return status;
    return ReadPictures(begin, end);
  }

 private:
  // The picture as a whole, and libjxl's of it: it has 32 bits for each sample.
  uint64_t HeldBytes() const {
    constexpr uint64_t kSampleBytes = 4;
    const uint64_t channels =
        Sum(contents_.basic.num_color_channels, contents_.basic.num_extra_channels);
    const uint64_t pixels = Product(contents_.info.width, contents_.info.height);
    return Sum(ImageBytes(contents_.info), Product(pixels, Product(channels, kSampleBytes)));
  }

  Status Start(int events) {
    decoder_.reset(JxlDecoderCreate(memory_.manager()));
    if (!decoder_) return OutOfMemory(0);
    JxlDecoder* decoder = decoder_.get();
    const bool done =
        JxlDecoderSubscribeEvents(decoder, events | JXL_DEC_BASIC_INFO | JXL_DEC_COLOR_ENCODING |
                                               JXL_DEC_FRAME) == JXL_DEC_SUCCESS &&
        JxlDecoderSetKeepOrientation(decoder, JXL_TRUE) == JXL_DEC_SUCCESS &&
        JxlDecoderSetUnpremultiplyAlpha(decoder, JXL_TRUE) == JXL_DEC_SUCCESS &&
        // Without one, libjxl itself converts to sRGB.
        (color_.target.empty() ||
         JxlDecoderSetCms(decoder, ColorManagement()) == JXL_DEC_SUCCESS) &&
        JxlDecoderSetInput(decoder, job_.bytes.data(), job_.bytes.size()) == JXL_DEC_SUCCESS;
    return done ? Ok() : Failed();
  }

  Status Failed() const {
    if (memory_.exceeded())
      return ExceedsLimit("jxl file", "memoryBytes", job_.options.limits.memory_bytes,
                          "bytes of memory", "more");
    return Damaged("the codestream is damaged");
  }

  // All that is known without a pixel.
  Status ReadHeaders() {
    if (Status status = Start(0); !status.ok()) return status;
    bool has_color = false;
    double ticks = 0;
    uint32_t shown = 0;
    for (;;) {
      switch (JxlDecoderProcessInput(decoder_.get())) {
        case JXL_DEC_BASIC_INFO:
          if (Status status = ChooseLayout(); !status.ok()) return status;
          break;
        case JXL_DEC_COLOR_ENCODING:
          has_color = true;
          if (Status status =
                  ReadColor(decoder_.get(), contents_.basic, &budget_, &facts_.metadata, &color_);
              !status.ok())
            return status;
          if (color_.falls_back) {
            if (Status status = Warn(
                    job_,
                    "jxl: its color profile is not one of curves and a matrix: it is read as sRGB");
                !status.ok())
              return status;
          }
          break;
        case JXL_DEC_FRAME: {
          JxlFrameHeader header;
          if (JxlDecoderGetFrameHeader(decoder_.get(), &header) != JXL_DEC_SUCCESS) return Failed();
          // So that the sum of all is right, each ends at a whole millisecond.
          ticks += header.duration;
          const double end = std::min(std::round(ticks * TickMilliseconds()), 4e9);
          contents_.durations.push_back(static_cast<uint32_t>(end) - shown);
          shown = static_cast<uint32_t>(end);
          break;
        }
        case JXL_DEC_SUCCESS: return Describe();
        case JXL_DEC_NEED_MORE_INPUT:
          if (!has_color || contents_.durations.empty()) return Damaged("the file is truncated");
          contents_.is_cut = true;
          return Describe();
        default: return Failed();
      }
    }
  }

  double TickMilliseconds() const {
    const JxlAnimationHeader& animation = contents_.basic.animation;
    if (!contents_.basic.have_animation || animation.tps_numerator == 0) return 0;
    return 1000.0 * animation.tps_denominator / animation.tps_numerator;
  }

  Status Describe() {
    if (contents_.durations.empty()) return Damaged("there is no picture in it");
    facts_.frame_count = static_cast<uint32_t>(contents_.durations.size());
    if (contents_.basic.have_animation)
      facts_.animation = Animation{contents_.basic.animation.num_loops};
    return Ok();
  }

  Status ChooseLayout() {
    JxlBasicInfo& basic = contents_.basic;
    if (JxlDecoderGetBasicInfo(decoder_.get(), &basic) != JXL_DEC_SUCCESS) return Failed();
    uint32_t ignored = basic.num_extra_channels;
    bool has_spots = false;
    for (uint32_t i = 0; i < basic.num_extra_channels; ++i) {
      JxlExtraChannelInfo extra;
      if (JxlDecoderGetExtraChannelInfo(decoder_.get(), i, &extra) != JXL_DEC_SUCCESS)
        return Failed();
      if (extra.type == JXL_CHANNEL_BLACK)
        return Mismatch(Code::kUnsupportedData, "jxl colors", "gray or RGB", "CMYK");
      has_spots = has_spots || extra.type == JXL_CHANNEL_SPOT_COLOR;
      // Alpha is given, and spot colors are in the picture.
      if (extra.type == JXL_CHANNEL_SPOT_COLOR) --ignored;
    }
    const bool has_alpha = basic.alpha_bits > 0;
    if (has_alpha) --ignored;
    if (ignored > 0) {
      if (Status status =
              Warn(job_, "jxl: " + std::to_string(ignored) +
                             " of its channels are neither color nor alpha, and left out");
          !status.ok())
        return status;
    }
    // The header's orientation counts, as in djxl.
    std::vector<uint8_t>& exif = facts_.metadata.exif;
    if (ExifOrientation(exif) != static_cast<int>(basic.orientation)) SetExifUpright(exif);
    const bool floats = basic.exponent_bits_per_sample > 0;
    const uint32_t bits = basic.bits_per_sample;
    ImageInfo& info = contents_.info;
    info.width = basic.xsize;
    info.height = basic.ysize;
    info.channels =
        static_cast<uint16_t>((has_spots ? 3 : basic.num_color_channels) + (has_alpha ? 1 : 0));
    info.sample_type = floats ? SampleType::kF32 : bits > 8 ? SampleType::kU16 : SampleType::kU8;
    if (!floats && bits > 8 && bits < 16) info.precision = static_cast<uint8_t>(bits);
    if (!floats && bits > 16) {
      if (Status status =
              Warn(job_, "jxl: samples of " + std::to_string(bits) + " bits are read as 16");
          !status.ok())
        return status;
    }
    return Ok();
  }

  Status ReadPictures(uint32_t begin, uint32_t end) {
    if (Status status = Start(JXL_DEC_FULL_IMAGE); !status.ok()) return status;
    if (!pixels_.Resize(ImageBytes(contents_.info))) return OutOfMemory(0);
    if (begin > 0) JxlDecoderSkipFrames(decoder_.get(), begin);
    for (uint32_t frame = begin; frame < end;) {
      switch (JxlDecoderProcessInput(decoder_.get())) {
        case JXL_DEC_BASIC_INFO:
        case JXL_DEC_FRAME: break;
        case JXL_DEC_COLOR_ENCODING:
          if (!UseColor(decoder_.get(), contents_.basic, color_)) return Failed();
          break;
        case JXL_DEC_NEED_IMAGE_OUT_BUFFER:
          if (!SetOutput()) return Failed();
          break;
        case JXL_DEC_FULL_IMAGE:
          if (Status status = Send(frame, false); !status.ok()) return status;
          ++frame;
          break;
        case JXL_DEC_NEED_MORE_INPUT: return Send(frame, true);
        default: return Failed();
      }
    }
    const uint64_t wanted = uint64_t{job_.options.first_frame} + job_.options.frame_count;
    return contents_.is_cut && wanted > end ? LackFrames() : Ok();
  }

  // Each frame that begins is whole, so that the cut is between two.
  Status LackFrames() const {
    const std::string what = "the file is cut off after frame " +
                             std::to_string(contents_.durations.size()) + ", which is not its last";
    return job_.options.truncated == Truncated::kError ? Damaged(what) : Warn(job_, "jxl: " + what);
  }

  bool SetOutput() {
    // What the pictures before it left there is none of this one's.
    std::fill_n(pixels_.data(), pixels_.size(), uint8_t{0});
    const JxlPixelFormat format = PixelFormatOf(contents_.info);
    const JxlBitDepth depth = {contents_.info.precision > 0 ? JXL_BIT_DEPTH_FROM_CODESTREAM
                                                            : JXL_BIT_DEPTH_FROM_PIXEL_FORMAT,
                               0, 0};
    return JxlDecoderSetImageOutBuffer(decoder_.get(), &format, pixels_.data(),
                                       static_cast<size_t>(ImageBytes(contents_.info))) ==
               JXL_DEC_SUCCESS &&
           JxlDecoderSetImageOutBitDepth(decoder_.get(), &depth) == JXL_DEC_SUCCESS;
  }

  // `cut`: what the file has of it.
  Status Send(uint32_t frame, bool cut) {
    const ImageInfo& info = contents_.info;
    if (cut) {
      JxlDecoderFlushImage(decoder_.get());
      if (Status status = LackRows(job_, kFormat, 0, info.height); !status.ok()) return status;
    }
    if (Status status =
            job_.sink.Begin(info, contents_.basic.orientation, contents_.durations[frame]);
        !status.ok())
      return status;
    const auto row_bytes = static_cast<size_t>(info.row_bytes());
    const uint32_t band_rows = BandRows(info);
    for (uint32_t y = 0; y < info.height; y += band_rows) {
      const uint32_t count = std::min(band_rows, info.height - y);
      if (!job_.sink.Rows(y, count, pixels_.data() + y * row_bytes)) return Aborted();
    }
    return Ok();
  }

  const DecodeJob& job_;
  Budget budget_;
  LimitedMemory memory_;
  std::unique_ptr<JxlDecoder, Destroy> decoder_;
  FileFacts facts_;
  Contents contents_;
  StatedColor color_;
  Buffer pixels_;
};

Status DecodeJxl(const DecodeJob& job) { return Reader(job).Read(); }

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .libraries = Libraries, .decode = DecodeJxl};

}  // namespace imwrite::jxl
