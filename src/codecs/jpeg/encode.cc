// The JPEG encoder: 8-bit gray or RGB in, JFIF out.
#include "src/codecs/jpeg/compressor.h"
#include "src/codecs/jpeg/metadata.h"
#include "src/codecs/jpeg/options.h"

namespace imwrite::jpeg {
namespace {

constexpr std::string_view kSubsamplings[] = {"4:4:4", "4:2:2", "4:2:0", "4:4:0", "4:1:1"};

constexpr Option kOptions[] = {
    Integer<&Options::quality>("quality", 0, 100, "Higher is better and larger; scales the quantisation tables."),
    Integer<&Options::luma_quality>("lumaQuality", 0, 100, "Quality of brightness.", "that of quality"),
    Integer<&Options::chroma_quality>("chromaQuality", 0, 100, "Quality of colour.", "that of lumaQuality, else of quality"),
    Boolean<&Options::progressive>("progressive", "Several scans, coarse to fine; always with optimised coding."),
    Boolean<&Options::optimize_coding>("optimizeCoding", "Huffman tables made for this image: smaller, but a second pass."),
    Choice<&Options::chroma_subsampling>("chromaSubsampling", kSubsamplings, "Resolution of colour against brightness."),
    Integer<&Options::restart_interval>(
        "restartInterval", 0, 65535, "MCUs between restart markers; 0 writes none. A value keeps the image from being shared by workers.",
        "about a megapixel from 4 megapixels on, none when progressive or optimizeCoding"),
};

constexpr Depth kDepths[] = {Depth::kU8};
constexpr uint8_t kChannels[] = {1, 3};
constexpr std::string_view kMetadata[] = {"exif", "icc", "xmp", "dpi", "text"};

// Quantisation tables: the first is luma's, the second chroma's.
void SetQuality(jpeg_compress_struct* cinfo, const Options& options) {
  const int luma = options.luma_quality.value_or(options.quality);
  const int chroma = options.chroma_quality.value_or(luma);
  jpeg_set_quality(cinfo, luma, TRUE);
  if (chroma == luma) return;
  const JQUANT_TBL kept = *cinfo->quant_tbl_ptrs[0];
  jpeg_set_quality(cinfo, chroma, TRUE);
  *cinfo->quant_tbl_ptrs[0] = kept;
}

// To libjpeg a stripe is a picture of its own, from one restart marker to the next: there every prediction starts anew.
// The first stripe has the picture's headers, the others have none; each but the last ends in the marker that follows.
void StartStripe(const EncodeJob& job, const Options& options, Compressor* compressor) {
  const Stripe& stripe = *job.stripe;
  jpeg_compress_struct* cinfo = &compressor->cinfo;
  cinfo->image_height = job.info.height;
  // No row, but what goes in front of the first one.
  jpeg_write_scanlines(cinfo, nullptr, 0);
  cinfo->image_height = stripe.end - stripe.begin;
  if (stripe.begin > 0) ResetBuffer(&compressor->destination);
  const uint32_t index = stripe.begin / StripeRows(job.info, &options);
  if (stripe.end < job.info.height) compressor->destination.last_byte = static_cast<JOCTET>(JPEG_RST0 + index % 8);
}

void Start(const EncodeJob& job, const Options& options, Compressor* compressor) {
  jpeg_compress_struct* cinfo = &compressor->cinfo;
  jpeg_create_compress(cinfo);
  cinfo->dest = &compressor->destination.base;
  cinfo->image_width = job.info.width;
  cinfo->image_height = job.stripe ? job.stripe->end - job.stripe->begin : job.info.height;
  cinfo->input_components = job.info.channels;
  cinfo->in_color_space = job.info.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(cinfo);
  SetQuality(cinfo, options);
  if (job.info.channels == 3) {
    const int* factors = kSamplingFactors[static_cast<int>(options.chroma_subsampling)];
    cinfo->comp_info[0].h_samp_factor = factors[0];
    cinfo->comp_info[0].v_samp_factor = factors[1];
  }
  cinfo->restart_interval = RestartInterval(job.info, options);
  cinfo->optimize_coding = options.optimize_coding;
  if (options.progressive) jpeg_simple_progression(cinfo);
  SetDensity(cinfo, job.metadata);
  jpeg_start_compress(cinfo, TRUE);
  // The buffer holds all other headers, so that a stripe can drop them.
  if (!job.stripe || job.stripe->begin == 0) WriteMarkers(cinfo, job.metadata);
  if (job.stripe) StartStripe(job, options, compressor);
}

Status EncodeJpeg(const EncodeJob& job) {
  const auto& options = *static_cast<const Options*>(job.options);
  Status status = CheckMetadata(job.metadata);
  if (!status.ok() || (job.stripe && job.stripe->is_end())) return status;
  Compressor compressor(&job.sink, &status);
  if (!compressor.Guarded([&] { Start(job, options, &compressor); })) return status;

  // With optimised tables nothing is coded before the last row is in.
  const double read_share = compressor.cinfo.optimize_coding ? 0.5 : 1.0;
  const size_t row_bytes = static_cast<size_t>(job.info.row_bytes());
  Status bands = ForEachBand(job, BandRows(job.info), 0, read_share, [&](uint32_t, uint32_t count, const uint8_t* rows) {
    compressor.Guarded([&] {
      for (uint32_t i = 0; i < count; ++i) {
        JSAMPROW row = const_cast<JSAMPROW>(rows + i * row_bytes);
        jpeg_write_scanlines(&compressor.cinfo, &row, 1);
      }
    });
    return status;
  });
  if (!bands.ok()) return bands;
  compressor.Guarded([&] { jpeg_finish_compress(&compressor.cinfo); });
  return status;
}

}  // namespace

extern const Encoder kEncoder = {
    kFormat, kDepths, kChannels, true, Sequence::kNone, kMetadata, kOptions, MakeOptions<Options>, Libraries, EncodeJpeg, StripeRows,
};

}  // namespace imwrite::jpeg
