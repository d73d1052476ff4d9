#include "src/codecs/avif/options.h"

#include "src/option-table.h"

namespace imwrite::avif {
namespace {

constexpr std::string_view kSubsamplings[] = {"4:4:4", "4:2:2", "4:2:0"};
constexpr std::string_view kBitDepths[] = {"8", "10", "12"};
constexpr std::string_view kTunes[] = {"iq", "ssimulacra2", "ssim", "psnr"};

constexpr DescribedOption Lossy(const DescribedOption& option) {
  return option.Needs(Not(IsSet("lossless")));
}

constexpr DescribedOption kTable[] = {
    Lossy(Integer<&Options::quality>(
              "quality", 0, 100,
              "Higher is better and larger. The scale is AVIF's own: 60 is about JPEG's 85."))
        .Common()
        .Size(SizeRole::kSearched, 2, 0.05),
    Integer<&Options::speed>(
        "speed", 0, 10,
        "0 is smallest and very slow, 9 and 10 are fastest. From 8 on drawings and screenshots "
        "are much larger: up to 3 times at 9.")
        .Common(),
    Boolean<&Options::lossless>(
        "lossless",
        "Stores every sample exactly: of 8 bits, or of 10 or 12 that the image names as its "
        "precision. Most files are larger than lossless WebP ones.")
        .Common()
        .Slower(3)
        .Size(SizeRole::kFixes)
        .Needs(HasPrecision("10", "12"))
        .When(HasSampleType("uint16")),
    Lossy(Choice<&Options::chroma_subsampling>(
              "chromaSubsampling", kSubsamplings,
              "Resolution of chroma against luma: full (4:4:4), half the width (4:2:2), or half of "
              "both (4:2:0)."))
        .Common()
        .Slower(1.5)
        .IdleWhen(Pixels("gray", "gray-alpha")),
    Choice<&Options::bit_depth>(
        "bitDepth", kBitDepths,
        "Bits per sample. 8 is for 8-bit samples; 16-bit samples are scaled to 10 or 12. 12 is "
        "outside of AVIF's profiles, and some programs do not read it.",
        "8 for 8-bit samples, otherwise 10, or the precision of the samples if they use 10 or 12 "
        "bits")
        .Slower(1.5)
        .Excludes(Not(HasSampleType("uint8")))
        .For("8")
        .Excludes(IsSet("lossless"))
        .For("10", "12")
        .When(HasSampleType("uint8")),
    Integer<&Options::alpha_quality>("alphaQuality", 0, 100,
                                     "Quality of the alpha plane; 100 is exact.")
        .Common()
        .Needs(Not(IsSet("lossless")))
        .IdleWhen(Pixels("gray", "rgb")),
    Lossy(Choice<&Options::tune>("tune", kTunes,
                                 "What the encoder aims at: libaom's model of how pictures look "
                                 "(iq), or a measure of quality.")),
    Integer<&Options::tile_columns>(
        "tileColumns", 0, 6,
        "log2 of the number of tile columns, which decoders may read in parallel."),
    Integer<&Options::tile_rows>("tileRows", 0, 6, "log2 of the number of tile rows."),
    Integer<&Options::max_content_light>(
        "maxContentLight", 0, 65535,
        "HDR: the light of the brightest pixel in cd/m², for the clli property; 0: not stored."),
    Integer<&Options::max_average_light>(
        "maxAverageLight", 0, 65535,
        "HDR: the average light of the picture in cd/m²; 0: not stored."),
};
constexpr auto kOptionArray = WithoutHelp(kTable);
constexpr auto kRuleArray = RulesOf<kTable>();

bool IsAvifDepth(int bits) { return bits == 10 || bits == 12; }
int BitsOf(BitDepth depth) { return 8 + 2 * static_cast<int>(depth); }

}  // namespace

constexpr std::span<const Option> kOptions = kOptionArray;
constexpr std::span<const OptionRule> kRules = kRuleArray;
extern const OptionTable kEncoderTable = kTable;

uint8_t PrecisionTaken(const ImageInfo& info, const void* options) {
  const auto& given = *static_cast<const Options*>(options);
  const int bits = given.bit_depth ? BitsOf(*given.bit_depth) : info.precision;
  return IsAvifDepth(info.precision) && bits == info.precision ? info.precision : 0;
}

Layout LayoutOf(const ImageInfo& info, const Options& options) {
  const bool wide = info.sample_type == SampleType::kU16;
  const int own = !wide ? 8 : info.precision > 0 ? info.precision : 10;
  const bool gray = info.channels < 3;
  const Subsampling subsampling = options.lossless ? Subsampling::k444 : options.chroma_subsampling;
  return {.bits = options.bit_depth ? BitsOf(*options.bit_depth) : own,
          .gray = gray,
          .identity = options.lossless && !gray,
          .shift_x = gray || subsampling != Subsampling::k444,
          .shift_y = gray || subsampling == Subsampling::k420};
}

Layout AlphaLayout(int bits) {
  return {.bits = bits, .gray = true, .identity = false, .shift_x = 1, .shift_y = 1};
}

}  // namespace imwrite::avif
