#include "src/codecs/jpeg/jpegli.h"

#include <cstdio>

#include <jpeglib.h>  // needs FILE
// clang-format off
#include <lib/jpegli/encode.h>  // needs jpeglib.h
// clang-format on

#include "src/codecs/jpeg/metadata.h"
#include "src/jpeg-library/compressor.h"

namespace imwrite::jpeg {
namespace {

std::string Message(const jpeg_error_mgr& errors) {
  return "jpeg: " + std::string(errors.msg_parm.s);
}

// For luma, and for the two chromas, which have tables of their own.
void SetQuality(jpeg_compress_struct* cinfo, const Options& options) {
  for (size_t i = 0; i < options.quant_tables.size(); ++i) {
    for (int slot = static_cast<int>(i); slot < 2; ++slot) {
      const std::vector<unsigned> table(options.quant_tables[i].begin(),
                                        options.quant_tables[i].end());
      jpegli_add_quant_table(cinfo, slot, table.data(), 100, FALSE);
    }
  }
  if (!options.quant_tables.empty()) return;
  const int luma = options.luma_quality.value_or(options.quality.value);
  const int chroma = options.chroma_quality.value_or(luma);
  const auto distance =
      options.distance ? static_cast<float>(*options.distance) : jpegli_quality_to_distance(luma);
  jpegli_set_distance(cinfo, distance, TRUE);
  if (chroma == luma) return;
  const JQUANT_TBL kept = *cinfo->quant_tbl_ptrs[0];
  jpegli_set_distance(cinfo, jpegli_quality_to_distance(chroma), TRUE);
  *cinfo->quant_tbl_ptrs[0] = kept;
}

void Start(const EncodeJob& job, const Options& options, const std::vector<Segment>& segments,
           jpeglib::Compressor* compressor) {
  jpeg_compress_struct* cinfo = &compressor->cinfo;
  jpegli_create_compress(cinfo);
  cinfo->dest = &compressor->destination.base;
  cinfo->image_width = job.info.width;
  cinfo->image_height = job.info.height;
  cinfo->input_components = job.info.channels;
  cinfo->in_color_space = job.info.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpegli_set_defaults(cinfo);
  constexpr J_COLOR_SPACE kSpaces[] = {JCS_YCbCr, JCS_RGB, JCS_GRAYSCALE};
  const ColorSpace space = ColorSpaceOf(job.info, options);
  jpegli_set_colorspace(cinfo, kSpaces[static_cast<int>(space)]);
  if (HasChroma(space)) {
    const int* factors = kSamplingFactors[static_cast<int>(options.chroma_subsampling.value)];
    cinfo->comp_info[0].h_samp_factor = factors[0];
    cinfo->comp_info[0].v_samp_factor = factors[1];
  }
  // The tables depend on the subsampling.
  SetQuality(cinfo, options);
  constexpr JpegliDataType kTypes[] = {JPEGLI_TYPE_UINT8, JPEGLI_TYPE_UINT16, JPEGLI_TYPE_FLOAT};
  jpegli_set_input_format(cinfo, kTypes[job.info.sample_bytes() / 2], JPEGLI_NATIVE_ENDIAN);
  cinfo->restart_interval = RestartInterval(job.info, options);
  cinfo->optimize_coding = options.optimize_coding || options.progressive;
  cinfo->smoothing_factor = options.smoothing;
  jpegli_set_progressive_level(cinfo, options.progressive ? 2 : 0);
  // As libjpeg has it; jpegli leaves both to its caller.
  cinfo->write_JFIF_header = space != ColorSpace::kRgb;
  cinfo->write_Adobe_marker = space == ColorSpace::kRgb;
  SetDensity(cinfo, job.metadata);
  jpegli_start_compress(cinfo, TRUE);
  WriteMarkers(cinfo, job.metadata, segments, {jpegli_write_marker, jpegli_write_icc_profile});
}

// Floats as converting them to bytes has them: from 0 to 1, NaN is 0.
class ClampedRows {
 public:
  explicit ClampedRows(const ImageInfo& info)
      : row_bytes_(static_cast<size_t>(info.row_bytes())),
        floats_(info.sample_type == SampleType::kF32) {}

  Status Take(uint32_t count, const uint8_t* rows) {
    count_ = count;
    rows_ = rows;
    if (!floats_) return Ok();
    const size_t bytes = row_bytes_ * count;
    if (!clamped_.Resize(bytes)) return OutOfMemory(bytes);
    const auto* in = reinterpret_cast<const float*>(rows);
    auto* out = reinterpret_cast<float*>(clamped_.data());
    for (size_t i = 0; i < bytes / sizeof(float); ++i)
      out[i] = in[i] > 0 ? std::min(in[i], 1.0f) : 0.0f;
    rows_ = clamped_.data();
    return Ok();
  }

  // Errors jump.
  void Write(jpeg_compress_struct* cinfo) {
    for (uint32_t i = 0; i < count_; ++i) {
      auto* row = const_cast<JSAMPLE*>(rows_ + i * row_bytes_);
      jpegli_write_scanlines(cinfo, &row, 1);
    }
  }

 private:
  size_t row_bytes_;
  bool floats_;
  uint32_t count_ = 0;
  const uint8_t* rows_ = nullptr;
  Buffer clamped_;
};

}  // namespace

Status EncodeJpegli(const EncodeJob& job, const Options& options) {
  Status status;
  jpeglib::Compressor compressor(&job.sink, &status, Message, jpegli_destroy_compress);
  const std::vector<Segment> segments = MakeSegments(job.metadata);
  if (!compressor.CatchLongjmp([&] { Start(job, options, segments, &compressor); })) return status;
  // With optimized tables nothing is coded before the last row is in.
  const double read_share = compressor.cinfo.optimize_coding ? 0.5 : 1.0;
  ClampedRows samples(job.info);
  Status bands = ForEachBand(job, BandRows(job.info), 0, read_share,
                             [&](uint32_t, uint32_t count, const uint8_t* rows) {
                               if (Status taken = samples.Take(count, rows); !taken.ok())
                                 return taken;
                               compressor.CatchLongjmp([&] { samples.Write(&compressor.cinfo); });
                               return status;
                             });
  if (!bands.ok()) return bands;
  compressor.CatchLongjmp([&] { jpegli_finish_compress(&compressor.cinfo); });
  return status;
}

}  // namespace imwrite::jpeg
