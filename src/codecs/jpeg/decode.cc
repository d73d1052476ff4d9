// The JPEG decoder: gray stays gray, YCbCr becomes RGB, or gray when asked for, CMYK and YCCK
// become RGB. Samples of up to 8 bits come as bytes, others as words, with their values as they
// are.
#include "src/codecs/jpeg/damage.h"
#include "src/codecs/jpeg/decompressor.h"
#include "src/codecs/jpeg/metadata.h"
#include "src/codecs/jpeg/survey.h"
#include "src/exif.h"

namespace imwrite::jpeg {
namespace {

// In place, 4 samples a pixel to 3. Everybody stores CMYK as Adobe does, inverted, also without
// Adobe's marker.
template <class Sample>
void CmykToRgb(void* row, uint32_t width, uint32_t full) {
  const auto* in = static_cast<const Sample*>(row);
  auto* out = static_cast<Sample*>(row);
  for (uint32_t x = 0; x < width; ++x, in += 4, out += 3) {
    const uint32_t key = in[3];
    for (int c = 0; c < 3; ++c) out[c] = static_cast<Sample>((in[c] * key + full / 2) / full);
  }
}

// Errors jump.
void ReadRow(jpeg_decompress_struct* cinfo, uint8_t* out) {
  const int precision = cinfo->data_precision;
  if (precision <= 8) {
    JSAMPROW row = out;
    jpeg_read_scanlines(cinfo, &row, 1);
  } else if (precision <= 12) {
    auto row = reinterpret_cast<J12SAMPROW>(out);
    jpeg12_read_scanlines(cinfo, &row, 1);
  } else {
    auto row = reinterpret_cast<J16SAMPROW>(out);
    jpeg16_read_scanlines(cinfo, &row, 1);
  }
  if (cinfo->out_color_space != JCS_CMYK) return;
  const auto convert = precision <= 8 ? CmykToRgb<uint8_t> : CmykToRgb<uint16_t>;
  convert(out, cinfo->output_width, (uint32_t{1} << precision) - 1);
}

// Sets what the rows are to be.
Status ChooseOutput(const DecodeOptions& options, jpeg_decompress_struct* cinfo) {
  const J_COLOR_SPACE space = cinfo->jpeg_color_space;
  const bool inks = space == JCS_CMYK || space == JCS_YCCK;
  const bool lossless = IsLossless(*cinfo);
  if (lossless && (space == JCS_YCbCr || space == JCS_YCCK)) {
    return Mismatch(Code::kUnsupportedData, "lossless jpeg file", "gray, RGB or CMYK components",
                    "YCbCr ones");
  }
  if (lossless && options.reduction != Reduction::k1) {
    return Mismatch(Code::kUnsupportedData, "lossless jpeg file",
                    "no option 'reduction', which is the DCT's", "one");
  }
  const bool gray = space == JCS_GRAYSCALE || (options.gray && !inks && !lossless);
  cinfo->out_color_space = gray ? JCS_GRAYSCALE : inks ? JCS_CMYK : JCS_RGB;
  cinfo->scale_num = 1;
  cinfo->scale_denom = 1U << static_cast<int>(options.reduction);
  return Ok();
}

// Pixels are missing or wrong: an error, unless what is there is wanted.
Status Check(const DecodeJob& job, const Damage& damage) {
  return damage.any() && job.options.truncated == Truncated::kError
             ? Error(Code::kCorruptData, damage.Text())
             : Ok();
}

// Behind the last row: the end of the file, and what there was to tell.
Status Finish(const DecodeJob& job, Decompressor* decompressor, const Damage& damage) {
  // Whatever stands there, the pixels are decoded.
  decompressor->CatchLongjmp([&] { jpeg_finish_decompress(&decompressor->cinfo); });
  if (damage.any()) {
    if (Status status = Warn(job, damage.Text() + "; libjpeg made up the rest"); !status.ok())
      return status;
  }
  return damage.WarnOfOthers(job);
}

Status DecodeRows(const DecodeJob& job, const ImageInfo& info, Decompressor* decompressor,
                  const Damage& damage, const Status& status) {
  jpeg_decompress_struct* cinfo = &decompressor->cinfo;
  const size_t decoded_bytes =
      size_t{cinfo->output_width} * cinfo->output_components * info.sample_bytes();
  const uint32_t band_rows = BandRows(info);
  Buffer band;
  if (!band.Resize(uint64_t{decoded_bytes} * band_rows))
    return OutOfMemory(decoded_bytes * band_rows);
  for (uint32_t y = 0; y < info.height;) {
    const uint32_t count = std::min(band_rows, info.height - y);
    const bool read = decompressor->CatchLongjmp([&] {
      uint8_t* out = band.data();
      for (uint32_t i = 0; i < count; ++i, out += info.row_bytes()) ReadRow(cinfo, out);
    });
    if (!read) return status;
    if (Status harm = Check(job, damage); !harm.ok()) return harm;
    if (!job.sink.Rows(y, count, band.data())) return Aborted();
    y += count;
  }
  return Finish(job, decompressor, damage);
}

// Before anything of the picture is held.
Status CheckLimits(const JpegSurvey& survey, const ImageInfo& info, jpeg_decompress_struct* cinfo,
                   Budget* budget) {
  if (Status status = CheckScans(survey, *budget, cinfo); !status.ok()) return status;
  if (Status status = budget->TakeMemory(ImageBytes(info)); !status.ok()) return status;
  return jpeg_has_multiple_scans(cinfo) ? budget->CheckMemory(CoefficientBytes(*cinfo)) : Ok();
}

Status DecodeJpeg(const DecodeJob& job) {
  Budget budget(job.options.limits, kFormat);
  const JpegSurvey survey = TakeJpegSurvey(job.bytes);
  Status status = budget.TakeMemory(job.bytes.size());
  if (!status.ok()) return status;
  if (status = budget.TakeMetadata(survey.metadata_bytes); !status.ok()) return status;
  Decompressor decompressor(&status);
  jpeg_decompress_struct* cinfo = &decompressor.cinfo;
  if (!decompressor.CatchLongjmp([&] { jpeg_create_decompress(cinfo); })) return status;
  Damage damage(cinfo, job.options.truncated == Truncated::kError);
  const bool started = decompressor.CatchLongjmp([&] {
    jpeg_mem_src(cinfo, job.bytes.data(), static_cast<unsigned long>(job.bytes.size()));
    KeepMarkers(cinfo);
    jpeg_read_header(cinfo, TRUE);
  });
  if (!started) return status;

  FileFacts facts;
  facts.metadata = ReadMetadata(*cinfo);
  const SampleType sample_type = cinfo->data_precision <= 8 ? SampleType::kU8 : SampleType::kU16;
  bool wanted = false;
  if (status = StartSingle(job, kFormat, facts, &wanted); !status.ok() || !wanted) return status;

  if (status = budget.TakePixels(cinfo->image_width, cinfo->image_height); !status.ok())
    return status;
  if (status = ChooseOutput(job.options, cinfo); !status.ok()) return status;
  if (!decompressor.CatchLongjmp([&] { jpeg_calc_output_dimensions(cinfo); })) return status;
  ImageInfo info{cinfo->output_width, cinfo->output_height,
                 static_cast<uint8_t>(cinfo->out_color_space == JCS_GRAYSCALE ? 1 : 3),
                 sample_type};
  if (cinfo->data_precision < Bits(sample_type))
    info.precision = static_cast<uint8_t>(cinfo->data_precision);
  if (status = CheckLimits(survey, info, cinfo, &budget); !status.ok()) return status;

  if (!decompressor.CatchLongjmp([&] { jpeg_start_decompress(cinfo); })) return status;
  damage.CheckScans();
  if (status = Check(job, damage); !status.ok()) return status;
  if (status = job.sink.Begin(info, ExifOrientation(facts.metadata.exif), 0); !status.ok())
    return status;
  return DecodeRows(job, info, &decompressor, damage, status);
}

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .libraries = Libraries, .decode = DecodeJpeg};

}  // namespace imwrite::jpeg
