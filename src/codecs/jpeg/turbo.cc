#include "src/codecs/jpeg/turbo.h"

#include "src/codecs/jpeg/metadata.h"
#include "src/codecs/jpeg/sample-rows.h"
#include "src/codecs/jpeg/symbol-counts.h"
#include "src/jpeg-library/compressor.h"

namespace imwrite::jpeg {
namespace {

// Quantization tables: the first is luma's, the second chroma's.
void SetQuality(jpeg_compress_struct* cinfo, const Options& options) {
  for (size_t i = 0; i < options.quant_tables.size(); ++i) {
    // Both, so that one table is chroma's as well.
    for (int slot = static_cast<int>(i); slot < 2; ++slot) {
      const std::vector<unsigned> table(options.quant_tables[i].begin(),
                                        options.quant_tables[i].end());
      jpeg_add_quant_table(cinfo, slot, table.data(), 100, FALSE);
    }
  }
  if (!options.quant_tables.empty()) return;
  const int luma = options.luma_quality.value_or(options.quality.value);
  const int chroma = options.chroma_quality.value_or(luma);
  jpeg_set_quality(cinfo, luma, TRUE);
  if (chroma == luma) return;
  const JQUANT_TBL kept = *cinfo->quant_tbl_ptrs[0];
  jpeg_set_quality(cinfo, chroma, TRUE);
  *cinfo->quant_tbl_ptrs[0] = kept;
}

// To libjpeg a stripe is a picture of its own, from one restart marker to the next: there every
// prediction starts anew. The first stripe has the picture's headers, the others have none; each
// but the last ends in the marker that follows.
void StartStripe(const EncodeJob& job, const Options& options, jpeglib::Compressor* compressor) {
  const Stripe& stripe = *job.stripe;
  jpeg_compress_struct* cinfo = &compressor->cinfo;
  cinfo->image_height = job.info.height;
  // No row, but what goes in front of the first one.
  jpeg_write_scanlines(cinfo, nullptr, 0);
  cinfo->image_height = stripe.end - stripe.begin;
  if (stripe.begin > 0) ResetBuffer(&compressor->destination);
  const uint32_t index = stripe.begin / StripesOf(job.info, &options).rows;
  if (stripe.end < job.info.height)
    compressor->destination.last_byte = static_cast<JOCTET>(JPEG_RST0 + index % 8);
}

void Start(const EncodeJob& job, const Options& options, const std::vector<Segment>& segments,
           jpeglib::Compressor* compressor) {
  jpeg_compress_struct* cinfo = &compressor->cinfo;
  jpeg_create_compress(cinfo);
  cinfo->dest = &compressor->destination.base;
  cinfo->image_width = job.info.width;
  cinfo->image_height = job.stripe ? job.stripe->end - job.stripe->begin : job.info.height;
  cinfo->input_components = job.info.channels;
  cinfo->in_color_space = job.info.is_cmyk         ? JCS_CMYK
                          : job.info.channels == 1 ? JCS_GRAYSCALE
                                                   : JCS_RGB;
  jpeg_set_defaults(cinfo);
  constexpr J_COLOR_SPACE kSpaces[] = {JCS_YCbCr, JCS_RGB, JCS_GRAYSCALE, JCS_CMYK, JCS_YCCK};
  const ColorSpace space = ColorSpaceOf(job.info, options);
  cinfo->data_precision = PrecisionOf(job.info, options);
  if (options.lossless) jpeg_enable_lossless(cinfo, options.predictor, options.point_transform);
  jpeg_set_colorspace(cinfo, kSpaces[static_cast<int>(space)]);
  SetQuality(cinfo, options);
  // Luma, and black.
  for (int i = 0; HasChroma(space) && i < cinfo->num_components; i += 3) {
    const int* factors = kSamplingFactors[static_cast<int>(options.chroma_subsampling.value)];
    cinfo->comp_info[i].h_samp_factor = factors[0];
    cinfo->comp_info[i].v_samp_factor = factors[1];
  }
  cinfo->restart_interval = RestartInterval(job.info, options);
  // A stripe's tables are made of what all stripes have counted before.
  cinfo->optimize_coding = options.optimize_coding && !job.stripe;
  if (job.stripe && options.optimize_coding && !job.stripe->counts)
    SetTables(cinfo, job.stripe->totals);
  cinfo->arith_code = options.arithmetic_coding;
  cinfo->smoothing_factor = options.smoothing;
  if (options.progressive) jpeg_simple_progression(cinfo);
  SetDensity(cinfo, job.metadata);
  jpeg_start_compress(cinfo, TRUE);
  // The buffer holds all other headers, so that a stripe can drop them.
  if (!job.stripe || (job.stripe->begin == 0 && !job.stripe->counts))
    WriteMarkers(cinfo, job.metadata, segments, {jpeg_write_marker, jpeg_write_icc_profile});
  if (job.stripe) StartStripe(job, options, compressor);
}

}  // namespace

Status EncodeTurbo(const EncodeJob& job, const Options& options) {
  Status status;
  jpeglib::Compressor compressor(&job.sink, &status, DescribeError);
  const std::vector<Segment> segments = MakeSegments(job.metadata);
  if (!compressor.CatchLongjmp([&] { Start(job, options, segments, &compressor); })) return status;
  const bool counts = job.stripe && job.stripe->counts;
  SymbolCounts symbols;
  if (counts) symbols.GatherStatistics(&compressor.cinfo);

  // With optimized tables nothing is coded before the last row is in.
  const double read_share = compressor.cinfo.optimize_coding ? 0.5 : 1.0;
  SampleRows samples(job.info, options);
  Status bands = ForEachBand(job, BandRows(job.info), 0, read_share,
                             [&](uint32_t y, uint32_t count, const uint8_t* rows) {
                               if (Status taken = samples.Take(y, count, rows); !taken.ok())
                                 return taken;
                               compressor.CatchLongjmp([&] { samples.Write(&compressor.cinfo); });
                               return status;
                             });
  if (!bands.ok()) return bands;
  if (counts) {
    job.stripe->summary = symbols.counts();
    return Ok();
  }
  compressor.CatchLongjmp([&] { jpeg_finish_compress(&compressor.cinfo); });
  return status;
}

}  // namespace imwrite::jpeg
