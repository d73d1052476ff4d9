// The JPEG encoder's option table.
#include "src/option-table.h"
#include "src/codecs/jpeg/options.h"

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

constexpr std::string_view kEncoders[] = {"turbo", "jpegli"};
constexpr Condition kByJpegli = Is("encoder", "jpegli");

constexpr DescribedOption kTable[] = {
    Lossy(Integer<&Options::quality>(
              "quality", 0, 100, "Higher is better and larger; scales the quantization tables."))
        .Common()
        .Slower(1.3)
        .Size(SizeRole::kSearched)
        .IdleWhen(IsSet("lumaQuality"))
        .IdleWhen(IsSet("quantTables"))
        .IdleWhen(IsSet("distance")),
    Number<&Options::distance>(
        "distance", 0.1, 25,
        "Instead of a quality, the loss that jpegli allows, as butteraugli measures what is seen: "
        "0.5 is hard to see, 1 is quality 90, 3 is visible.",
        "from quality")
        .Size(SizeRole::kRival)
        .Needs(kByJpegli)
        .Excludes("quality")
        .Excludes("lumaQuality")
        .Excludes("chromaQuality")
        .Excludes("quantTables"),
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
    Choice<&Options::encoder>(
        "encoder", kEncoders,
        "libjpeg-turbo, which is fast, or jpegli, whose files are smaller at the same visible "
        "quality, and which takes 16-bit and float samples without rounding them first.")
        .Common()
        .InModule("jpegli", "jpegli")
        .Slower(3)
        .Excludes(kInks)
        .For("jpegli"),
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
        .Excludes("optimizeCoding")
        .Excludes(kByJpegli),
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
        "about a megapixel for images of 4 megapixels or more; none if progressive, lossless, "
        "12-bit or by jpegli"),
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
        .Excludes(kByJpegli)
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
        .Excludes(kByJpegli)
        .Excludes(Not(IsSet("lossless")))
        .ForOther("8", "12"),
    Boolean<&Options::scale_to_precision>(
        "scaleToPrecision",
        "Scales samples from the full range of their type to precision bits, and rounds.")
        .InModule("lossless")
        .Excludes(kByJpegli),
};
constexpr auto kOptionArray = WithoutHelp(kTable);
constexpr auto kRuleArray = RulesOf<kTable>();

}  // namespace

constexpr std::span<const Option> kOptions = kOptionArray;
constexpr std::span<const OptionRule> kRules = kRuleArray;
extern const OptionTable kEncoderTable = kTable;

}  // namespace imwrite::jpeg
