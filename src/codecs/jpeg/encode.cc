// The JPEG encoder: gray, RGB or CMYK in; JFIF out, or Adobe's JPEG for RGB and CMYK components. 8
// bits a sample by the DCT, and in the lossless encoder also 12, or up to 16 without loss.
#include "src/codecs/jpeg/metadata.h"
#include "src/codecs/jpeg/options.h"
#include "src/codecs/jpeg/sample-rows.h"
#include "src/codecs/jpeg/symbol-counts.h"
#include "src/jpeg-library/compressor.h"
#include "src/option-table.h"

namespace imwrite::jpeg {
namespace {

constexpr std::string_view kSubsamplings[] = {"4:4:4", "4:2:2", "4:2:0", "4:4:0", "4:1:1"};
constexpr std::string_view kColorSpaces[] = {"ycc", "rgb", "gray", "cmyk", "ycck"};

// Where nothing is lost these have nothing to do.
constexpr DescribedOption Lossy(const DescribedOption& option) {
  return option.Needs(Not(IsSet("lossless")));
}

// For components of color; in gray pictures it does nothing.
constexpr Condition kWithoutChroma = Is("colorSpace", "rgb", "gray", "cmyk");
constexpr Condition kInks = Pixels("cmyk");
constexpr Condition kWithChromaOfInks = Is("colorSpace", "ycck");

constexpr DescribedOption kTable[] = {
    Lossy(Integer<&Options::quality>(
              "quality", 0, 100, "Higher is better and larger; scales the quantization tables."))
        .Common()
        .Slower(1.3)
        .Size(SizeRole::kSearched)
        .IdleWhen(IsSet("lumaQuality"))
        .IdleWhen(IsSet("quantTables")),
    Lossy(
        Integer<&Options::luma_quality>("lumaQuality", 0, 100, "Luma quality.", "same as quality"))
        .Size(SizeRole::kRival),
    Lossy(Integer<&Options::chroma_quality>("chromaQuality", 0, 100, "Chroma quality.",
                                            "same as lumaQuality, or quality"))
        .Size(SizeRole::kRival)
        .Excludes(kWithoutChroma)
        .Excludes(Not(kWithChromaOfInks))
        .When(kInks)
        .IdleWhen(Pixels("gray")),
    Lossy(TablesOption<&Options::quant_tables>(
              "quantTables", 2, 1, 65535,
              "Quantization tables instead of a quality: luma's, then chroma's if it differs, each "
              "in row order from the lowest frequency. Values above 255 make an extended "
              "sequential file (SOF1) instead of a baseline one.",
              "from quality"))
        .Size(SizeRole::kRival)
        .Excludes("quality")
        .Excludes("lumaQuality")
        .Excludes("chromaQuality")
        .Excludes(kWithoutChroma)
        .For("2")
        .Excludes(Not(kWithChromaOfInks))
        .For("2")
        .When(kInks),
    Choice<&Options::color_space>("colorSpace", kColorSpaces,
                                  "Color space of the components: luma and chroma (ycc; ycck for "
                                  "CMYK images), unchanged (rgb, cmyk), or luma alone (gray).",
                                  "ycc for RGB (rgb if lossless), gray for gray, cmyk for CMYK")
        .Excludes("lossless")
        .For("ycc", "ycck")
        .Excludes(Not(Pixels("rgb")))
        .For("ycc", "rgb")
        .Excludes(Not(kInks))
        .For("cmyk", "ycck")
        .DisplacesDpi()
        .For("rgb")
        .Excludes(kInks)
        .For("gray")
        .Excludes(Pixels("rgb"))
        .For("gray")
        .When(IsSet("lossless")),
    Lossy(Boolean<&Options::progressive>(
              "progressive", "Several scans, coarse to fine; implies optimized coding."))
        .Common()
        .Slower(4),
    Boolean<&Options::optimize_coding>(
        "optimizeCoding",
        "Huffman tables optimized for this image: smaller files, at the cost of a second pass.")
        .Slower(2)
        .IdleWhen(IsSet("progressive"))
        .IdleWhen(IsSet("arithmeticCoding"))
        .IdleWhen(IsSet("lossless")),
    Lossy(Boolean<&Options::arithmetic_coding>(
              "arithmeticCoding",
              "Arithmetic instead of Huffman coding: smaller, but browsers cannot read it."))
        .Slower(8)
        .Excludes("optimizeCoding"),
    Choice<&Options::chroma_subsampling>(
        "chromaSubsampling", kSubsamplings,
        "Resolution of chroma against luma: full (4:4:4), half the width (4:2:2) or height "
        "(4:4:0), half of both (4:2:0), or a quarter of the width (4:1:1).")
        .Common()
        .Excludes("lossless")
        .ForOther("4:4:4")
        .Excludes(kWithoutChroma)
        .ForOther("4:4:4")
        .Excludes(Not(kWithChromaOfInks))
        .ForOther("4:4:4")
        .When(kInks)
        .IdleWhen(IsSet("lossless"))
        .IdleWhen(kWithoutChroma)
        .IdleWhen(Pixels("gray"))
        .IdleWhen(Not(kWithChromaOfInks))
        .When(kInks),
    // libjpeg would leave out chroma.
    Lossy(Integer<&Options::smoothing>(
              "smoothing", 0, 100,
              "Smooths the input before encoding, to suppress dither patterns and noise."))
        .Excludes(Not(Is("chromaSubsampling", "4:4:4", "4:2:0")))
        .When(Pixels("rgb", "cmyk")),
    Integer<&Options::restart_interval>(
        "restartInterval", 0, 65535,
        "MCUs between restart markers; 0 writes none. Setting it disables multi-worker encoding.",
        "about a megapixel for images of 4 megapixels or more; none if progressive, lossless or "
        "12-bit"),
    Integer<&Options::restart_rows>("restartRows", 0, 65535,
                                    "Rows of MCUs between restart markers; 0 writes none.",
                                    "from restartInterval")
        .Excludes("restartInterval"),
    Boolean<&Options::lossless>("lossless",
                                "Stores 8- or 16-bit samples exactly, by JPEG's lossless process, "
                                "which few programs and no browsers read.")
        .InModule("lossless")
        .Slower(8)
        .Size(SizeRole::kFixes)
        .DisplacesDpi()
        .When(Not(Is("colorSpace", "gray"))),
    Integer<&Options::predictor>(
        "predictor", 1, 7,
        "Lossless predictor: the sample to the left (1), above (2), or a combination (3 to 7).")
        .InModule("lossless")
        .Needs(IsSet("lossless")),
    Integer<&Options::point_transform>(
        "pointTransform", 0, 15, "Low-order bits that lossless coding drops from each sample.")
        .InModule("lossless")
        .Needs(IsSet("lossless")),
    Integer<&Options::precision>(
        "precision", 2, 16,
        "Bits per sample: 8 or 12, or 2 to 16 if lossless. Up to 8 for uint8 samples, more for "
        "uint16; samples that do not fit are an error.",
        "8; if lossless, all bits of the sample type")
        .InModule("lossless")
        .Excludes(Not(IsSet("lossless")))
        .ForOther("8", "12"),
    Boolean<&Options::scale_to_precision>(
        "scaleToPrecision",
        "Scales samples from the full range of their type to precision bits, and rounds.")
        .InModule("lossless"),
};
constexpr auto kOptions = WithoutHelp(kTable);
constexpr auto kRules = RulesOf<kTable>();

constexpr SampleType kSampleTypes[] = {SampleType::kU8};
constexpr uint8_t kChannels[] = {1, 3};
constexpr std::string_view kMetadata[] = {"exif", "icc", "xmp", "iptc", "dpi", "text"};
constexpr std::string_view kKeywords[] = {kCommentKeyword};
constexpr std::string_view kOpenCvExtensions[] = {"jpeg", "jpg", "jpe"};

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
    WriteMarkers(cinfo, job.metadata, segments);
  if (job.stripe) StartStripe(job, options, compressor);
}

Status EncodeJpeg(const EncodeJob& job) {
  const auto& options = *static_cast<const Options*>(job.options);
  if (Status status = CheckOptions(job.info, options); !status.ok()) return status;
  // When lossless, libjpeg chooses the header itself.
  const ColorSpace space = ColorSpaceOf(job.info, options);
  Status status = CheckMetadata(
      job.metadata, options.lossless ? space == ColorSpace::kGray : space != ColorSpace::kRgb);
  if (!status.ok() || (job.stripe && job.stripe->is_trailer())) return status;
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

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    .streaming = true,
    .sequence = Sequence::kNone,
    .metadata = {.kinds = kMetadata,
                 .min_dpi = 0.5,
                 .max_dpi = 65535,
                 .keywords = kKeywords,
                 .max_exif_bytes = kMaxExif,
                 .max_text_bytes = kMaxSegment},
    .options = kOptions,
    .rules = kRules,
    .make_options = MakeOptions<Options>,
    .libraries = Libraries,
    .encode = EncodeJpeg,
    .opencv_extensions = kOpenCvExtensions,
    .stripes = StripesOf,
    .takes_cmyk = true,
    .option_sample_types = SampleTypesFor,
    .precision = PrecisionTaken,
};
extern const OptionTable kEncoderTable = kTable;

}  // namespace imwrite::jpeg
