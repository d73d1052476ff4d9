// The JPEG transcoder: the coefficients of a file, turned, cropped or only coded in another way, as
// another file. No pixel is decoded, so nothing is lost.
#include <utility>

#include "src/codecs/jpeg/damage.h"
#include "src/codecs/jpeg/decompressor.h"
#include "src/codecs/jpeg/markers.h"
#include "src/codecs/jpeg/metadata.h"
#include "src/codecs/jpeg/photoshop.h"
#include "src/codecs/jpeg/survey.h"
#include "src/codecs/jpeg/transform.h"
#include "src/exif.h"
#include "src/jpeg-library/compressor.h"
#include "src/option-table.h"

namespace imwrite::jpeg {
namespace {

using jpeglib::Compressor;

enum class OrientationChoice { kApply, kKeep };
constexpr std::string_view kOrientations[] = {"apply", "keep"};
constexpr std::string_view kRotations[] = {"0", "90", "180", "270"};
constexpr std::string_view kFlips[] = {"horizontal", "vertical"};
constexpr std::string_view kEdges[] = {"error", "trim", "keep"};

// Not plain Options, the encoder's name: GCC gives the option tables' functions outside linkage,
// where the two would be one.
struct TranscodeOptions {
  std::optional<OrientationChoice> orientation;
  Rotation rotate = Rotation::k0;
  std::optional<Flip> flip;
  Edges edges = Edges::kError;
  std::optional<uint32_t> crop_x;
  std::optional<uint32_t> crop_y;
  std::optional<uint32_t> crop_width;
  std::optional<uint32_t> crop_height;
  bool crop_grow = false;
  bool grayscale = false;
  std::optional<bool> progressive;
  bool optimize_coding = true;
  bool arithmetic_coding = false;
  std::optional<uint32_t> restart_interval;

  Crop crop() const { return {crop_x, crop_y, crop_width, crop_height, crop_grow}; }
};

constexpr DescribedOption kTable[] = {
    Choice<&TranscodeOptions::orientation>("orientation", kOrientations,
                                           "Before anything else, applies the EXIF orientation and "
                                           "sets it to 1, or keeps both as they are.",
                                           "apply if the image is rotated, flipped or cropped, or "
                                           "its EXIF dropped or replaced; keep otherwise")
        .Common(),
    Choice<&TranscodeOptions::rotate>("rotate", kRotations, "Degrees clockwise.").Common(),
    Choice<&TranscodeOptions::flip>(
        "flip", kFlips, "Mirrors the image horizontally or vertically, after rotate.", "none")
        .Common(),
    Choice<&TranscodeOptions::edges>("edges", kEdges,
                                     "Partial MCUs at the right and bottom cannot move to the left "
                                     "or top: fail, trim them off, or leave them in place."),
    Integer<&TranscodeOptions::crop_x>(
        "crop.x", 0, JPEG_MAX_DIMENSION,
        "Left edge of the crop, in the rotated image; a multiple of the MCU width.", "0")
        .Common(),
    Integer<&TranscodeOptions::crop_y>("crop.y", 0, JPEG_MAX_DIMENSION,
                                       "Top edge of the crop; a multiple of the MCU height.", "0")
        .Common(),
    Integer<&TranscodeOptions::crop_width>("crop.width", 1, JPEG_MAX_DIMENSION,
                                           "Width of the crop in pixels.", "up to the right edge")
        .Common(),
    Integer<&TranscodeOptions::crop_height>("crop.height", 1, JPEG_MAX_DIMENSION,
                                            "Height of the crop in pixels.",
                                            "up to the bottom edge")
        .Common(),
    Boolean<&TranscodeOptions::crop_grow>(
        "crop.grow",
        "Moves an x or y inside an MCU to the MCU's left or top edge instead of failing.")
        .IdleWhen(Not(IsSet("crop.x")))
        .When(Not(IsSet("crop.y"))),
    Boolean<&TranscodeOptions::grayscale>(
        "grayscale", "Drops chroma and keeps luma exactly. For YCbCr and gray files.")
        .Common(),
    Boolean<&TranscodeOptions::progressive>(
        "progressive", "Several scans, coarse to fine; implies optimized coding.", "as in the file")
        .Common(),
    Boolean<&TranscodeOptions::optimize_coding>(
        "optimizeCoding",
        "Huffman tables optimized for this image: smaller files, at the cost of a second pass.")
        .IdleWhen(Is("progressive", "true"))
        .IdleWhen(IsSet("arithmeticCoding")),
    Boolean<&TranscodeOptions::arithmetic_coding>(
        "arithmeticCoding",
        "Arithmetic instead of Huffman coding: smaller, but browsers cannot read it."),
    Integer<&TranscodeOptions::restart_interval>("restartInterval", 0, 65535,
                                                 "MCUs between restart markers; 0 writes none.",
                                                 "as in the file"),
};
constexpr auto kOptions = WithoutHelp(kTable);

Status CheckFile(const jpeg_decompress_struct& source, const TranscodeOptions& options,
                 const Metadata& metadata) {
  if (source.data_precision != 8) {
    return Mismatch(Code::kUnsupportedData, "jpeg file", "8-bit samples",
                    std::to_string(source.data_precision) + "-bit samples");
  }
  const bool luma_first =
      source.jpeg_color_space == JCS_GRAYSCALE || source.jpeg_color_space == JCS_YCbCr;
  const jpeg_component_info& first = source.comp_info[0];
  const bool whole = first.h_samp_factor == source.max_h_samp_factor &&
                     first.v_samp_factor == source.max_v_samp_factor;
  if (options.grayscale && !(luma_first && whole)) {
    return MismatchOf("grayscale", Code::kInvalidOption, "jpeg option 'grayscale'",
                      "a YCbCr or gray file", "a file of other colors");
  }
  // JFIF, where a JPEG keeps its resolution, stands for YCbCr or gray.
  if ((metadata.dpi_x > 0 || metadata.dpi_y > 0) && !luma_first) {
    return InvalidMetadata(kFormat.name, "dpi", "a YCbCr or gray file", "a file of other colors");
  }
  return Ok();
}

// How the picture is turned in all; *upright tells whether that includes the file's orientation.
Orientation ChooseTurn(const TranscodeOptions& options, bool loses_exif, int orientation,
                       bool* upright) {
  const bool changes =
      loses_exif || options.rotate != Rotation::k0 || options.flip || options.crop().any();
  *upright =
      options.orientation.value_or(changes ? OrientationChoice::kApply
                                           : OrientationChoice::kKeep) == OrientationChoice::kApply;
  Orientation turn = Orientation::Upright(*upright ? orientation : 1).Rotate(options.rotate);
  if (options.flip) turn.Then(*options.flip);
  return turn;
}

// The coefficients are held, and for a turn or crop those of the new picture beside them.
Status CheckLimits(const JpegSurvey& survey, bool transforms, jpeg_decompress_struct& source,
                   Budget* budget) {
  if (Status status = budget->TakePixels(source.image_width, source.image_height); !status.ok())
    return status;
  if (Status status = CheckScans(survey, *budget, &source); !status.ok()) return status;
  return budget->TakeMemory(CoefficientBytes(source) * (transforms ? 2 : 1));
}

struct Coefficients {
  jvirt_barray_ptr* arrays;
  jpeg_transform_info transform;
};

// Reads to the end of the file. Errors jump.
void ReadCoefficients(jpeg_decompress_struct* source, Coefficients* coefficients) {
  // Asks for the turned picture's memory, too; in this order, or the library does not allocate it.
  jtransform_request_workspace(source, &coefficients->transform);
  coefficients->arrays = jpeg_read_coefficients(source);
}

// Errors jump.
void Write(jpeg_decompress_struct* source, Coefficients* coefficients,
           const TranscodeOptions& options, const MarkerChanges& changes, Compressor* compressor) {
  jpeg_compress_struct* target = &compressor->cinfo;
  jpeg_create_compress(target);
  target->dest = &compressor->destination.base;
  jpeg_copy_critical_parameters(source, target);
  // Without markers it finds no EXIF to change, which is done here and in more cases.
  auto* markers = std::exchange(source->marker_list, nullptr);
  jvirt_barray_ptr* turned =
      jtransform_adjust_parameters(source, target, coefficients->arrays, &coefficients->transform);
  source->marker_list = markers;
  if (target->image_width != source->image_width || target->image_height != source->image_height) {
    SetExifSize(ExifBlock(*source), target->image_width, target->image_height);
  }
  target->optimize_coding = options.optimize_coding;
  target->arith_code = options.arithmetic_coding;
  target->restart_interval = options.restart_interval.value_or(source->restart_interval);
  if (options.progressive.value_or(source->progressive_mode)) jpeg_simple_progression(target);
  ChooseHeader(*source, changes, target);
  jpeg_write_coefficients(target, turned);
  CopyMarkers(*source, changes, target);
  jtransform_execute_transform(source, target, coefficients->arrays, &coefficients->transform);
  jpeg_finish_compress(target);
}

Status TranscodeJpeg(const TranscodeJob& job) {
  const auto& options = *static_cast<const TranscodeOptions*>(job.options);
  Status status = CheckMetadata(job.metadata, true);
  if (!status.ok()) return status;
  Budget budget(job.limits, kFormat);
  const JpegSurvey survey = TakeJpegSurvey(job.bytes);
  // The new file is about as large as the old one.
  if (status = budget.TakeMemory(2 * uint64_t{job.bytes.size()}); !status.ok()) return status;
  if (status = budget.TakeMetadata(survey.metadata_bytes); !status.ok()) return status;
  Decompressor decompressor(&status);
  jpeg_decompress_struct* source = &decompressor.cinfo;
  Damage damage(source, true);
  const bool started = decompressor.CatchLongjmp([&] {
    jpeg_create_decompress(source);
    jpeg_mem_src(source, job.bytes.data(), static_cast<unsigned long>(job.bytes.size()));
    KeepAllMarkers(source);
    jpeg_read_header(source, TRUE);
  });
  if (!started) return status;
  if (status = CheckFile(*source, options, job.metadata); !status.ok()) return status;

  const std::span<uint8_t> exif = ExifBlock(*source);
  bool upright = false;
  const Orientation turn = ChooseTurn(options, !job.keep_metadata || !job.metadata.exif.empty(),
                                      ExifOrientation(exif), &upright);
  const bool drops_color = options.grayscale && source->num_components > 1;
  Coefficients coefficients{};
  status = PlanTransform(*source, turn, options.edges, options.crop(), options.grayscale,
                         &coefficients.transform);
  if (!status.ok()) return status;
  const bool transforms =
      coefficients.transform.transform != JXFORM_NONE || coefficients.transform.crop;
  if (status = CheckLimits(survey, transforms, *source, &budget); !status.ok()) return status;
  if (!decompressor.CatchLongjmp([&] { ReadCoefficients(source, &coefficients); })) {
    if (decompressor.errors.base.msg_code != JERR_NOTIMPL) return status;
    return Mismatch(Code::kUnsupportedData, "jpeg file", "DCT coefficients", "lossless coding");
  }
  damage.CheckScans();
  // Stricter than a decoder: whatever was lost would be lost for good.
  if (damage.any()) return Error(Code::kCorruptData, damage.Text());
  if (damage.lost_restart())
    return Error(Code::kCorruptData,
                 "jpeg: the file is damaged: a restart marker is missing or wrong");
  if (upright) SetExifUpright(exif);
  if (turn.transposes()) ExchangeResolution(source);
  if (const double x = job.metadata.dpi_x, y = job.metadata.dpi_y; x > 0 || y > 0)
    SetExifResolution(exif, x > 0 ? x : y, y > 0 ? y : x);

  Compressor compressor(&job.sink, &status, DescribeError);
  const std::vector<Segment> segments = MakeSegments(
      job.metadata, job.keep_metadata ? ReadResources(*source) : std::vector<uint8_t>());
  const MarkerChanges changes{job.keep_metadata, job.metadata, segments, drops_color};
  // The transforms use both objects: their errors have one place to jump back to.
  compressor.cinfo.err = source->err;
  if (decompressor.CatchLongjmp(
          [&] { Write(source, &coefficients, options, changes, &compressor); }))
    return Ok();
  // All that the compressor was given is the file's own.
  if (status.code == Code::kInternal) status.code = Code::kUnsupportedData;
  return status;
}

}  // namespace

extern const Transcoder kTranscoder = {kFormat, kOptions, MakeOptions<TranscodeOptions>, Libraries,
                                       TranscodeJpeg};
extern const OptionTable kTranscoderTable = kTable;

}  // namespace imwrite::jpeg
