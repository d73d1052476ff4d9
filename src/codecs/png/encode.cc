// The PNG encoder: 8- and 16-bit gray, gray + alpha, RGB and RGBA, gray of fewer bits, palettes,
// and animations (APNG).
#include <libdeflate.h>

#include "src/codecs/png/format.h"
#include "src/codecs/png/pixels/image-writer.h"
#include "src/codecs/png/pixels/reduce-color-type.h"
#include "src/option-table.h"

namespace imwrite::png {
namespace {

constexpr std::string_view kFilters[] = {"none",  "sub",  "up",      "average",
                                         "paeth", "fast", "adaptive"};
constexpr std::string_view kStrategies[] = {"default", "rle", "huffman", "fixed"};
constexpr std::string_view kBitDepths[] = {"1", "2", "4", "8", "16"};
constexpr std::string_view kPalettes[] = {"off", "auto"};
constexpr std::string_view kIntents[] = {"perceptual", "relative", "saturation", "absolute"};

constexpr Condition kOneByte = HasSampleType("uint8");
constexpr Condition kGray = Pixels("gray");

constexpr DescribedOption kTable[] = {
    Integer<&Options::compression_level>(
        "compressionLevel", 0, 12,
        "Deflate level: 0 stores, 1 is fastest, 12 is smallest; 5 is a good deal smaller for "
        "drawings, from 6 on a search for matches "
        "takes its time even where it gains little, from 10 on everywhere.")
        .Common()
        .Slower(25),
    Choice<&Options::strategy>(
        "strategy", kStrategies,
        "Where deflate looks for matches: anywhere, in runs of a byte (rle), nowhere (huffman); "
        "fixed is rle with "
        "deflate's fixed code. All but default are of one speed at all levels above 0.",
        "rle at level 1, else default")
        .IdleWhen(Is("compressionLevel", "0")),
    Choice<&Options::filter>("filter", kFilters,
                             "Row filter; fast chooses among none, sub and up for each row, "
                             "adaptive among all, or leaves rows unfiltered where matches "
                             "gain more."),
    Choice<&Options::bit_depth>("bitDepth", kBitDepths,
                                "Bits a sample. 1, 2 and 4 are for 8-bit gray: in 1 all but black "
                                "is white, 2 and 4 take only samples that "
                                "they hold exactly. 8 and 16 are an error where the samples are "
                                "not that (the option depth converts them).",
                                "the image's own depth")
        .Excludes(Not(kGray))
        .For("1", "2", "4")
        .Excludes(Not(kOneByte))
        .For("1", "2", "4", "8")
        .Excludes(Not(HasSampleType("uint16")))
        .For("16"),
    Boolean<&Options::interlaced>("interlaced",
                                  "Adam7: coarse to fine in seven passes, at some cost in size.")
        .Common()
        .Slower(1.3),
    Choice<&Options::palette>(
        "palette", kPalettes,
        "auto reads the picture first, and stores one of 8-bit samples and at most 256 colours "
        "(alpha counts) as "
        "indices, or gray in the fewest bits; exactly. The image is then not shared by workers.")
        .Common()
        .Excludes("bitDepth")
        .Excludes(IsAnimation())
        .IdleWhen(IsSet("colors")),
    Integer<&Options::colors>("colors", 2, 256,
                              "Lossy: at most so many colours, chosen for the picture (8-bit "
                              "samples, which the option depth makes; alpha "
                              "counts), stored as indices of the fewest bits; exact where it has "
                              "no more. The image is then not shared by "
                              "workers.",
                              "all of them")
        .Common()
        .InModule("quantize")
        .Slower(20)
        .Size(SizeRole::kSearched)
        .Excludes("bitDepth")
        .Excludes("palette")
        .Excludes(IsAnimation())
        .Excludes(Not(kOneByte)),
    Number<&Options::error_diffusion>(
        "errorDiffusion", 0, 1,
        "The share of what a pixel's colour is off that its neighbours make up for (dithering "
        "after Floyd and Steinberg); 0 is none.",
        "1 beside colors")
        .Needs(IsSet("colors")),
    TablesOption<&Options::color_table>(
        "colorTable", 256, 0, 255,
        "Colours, [r, g, b] or [r, g, b, a], that the samples of an 8-bit image of one channel are "
        "the indices of, from 0 on.",
        "none", 3)
        .Excludes("bitDepth")
        .Excludes("palette")
        .Excludes("colors")
        .Excludes(IsAnimation())
        .Excludes(Not(kGray))
        .Excludes(Not(kOneByte)),
    Number<&Options::gamma>(
        "gamma", 0.00001, 21474.83647,
        "The exponent by which samples were made of light, such as 0.45455, for the chunk gAMA.",
        "none"),
    Choice<&Options::srgb>("srgb", kIntents,
                           "Says that the colours are sRGB, and what to keep of those a device "
                           "lacks; not beside an ICC profile, nor "
                           "another gamma than 0.45455.",
                           "not said"),
    SamplesOption<&Options::transparent_color>(
        "transparentColor", 0, 65535,
        "The gray or colour that readers take as transparent, in samples of the file's bits.",
        "none")
        .Excludes(Not(Pixels("gray", "rgb")))
        .Excludes("palette")
        .Excludes("colors")
        .Excludes("colorTable"),
};
constexpr auto kOptions = WithoutHelp(kTable);
constexpr auto kRules = RulesOf<kTable>();

constexpr SampleType kSampleTypes[] = {SampleType::kU8, SampleType::kU16};
constexpr uint8_t kChannels[] = {1, 2, 3, 4};
constexpr std::string_view kMetadata[] = {"exif", "icc", "xmp", "dpi", "text", "cicp"};
constexpr std::string_view kOpenCvExtensions[] = {"png", "apng"};

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libdeflate", LIBDEFLATE_VERSION_STRING}};
  return kLibraries;
}

Status EncodeFrames(const EncodeJob& job, ChunkWriter* writer) {
  return EncodeFrameDeltas(job, 1, [&](const EncodeJob& part, const Rect& area) {
    Status status = writer->BeginFrame(area, part.duration);
    return status.ok() ? WriteImage(part, writer) : status;
  });
}

// The default picture, which is no frame, and then the frames.
Status EncodeStillAndFrames(const EncodeJob& job, ChunkWriter* writer) {
  if (job.frame_count < 2)
    return Mismatch(Code::kInvalidImage, "png animation", "a frame behind the still picture",
                    "none");
  if (Status status = WriteImage(job, writer); !status.ok()) return status;
  Frame first;
  if (Status status = job.following.Next(&first); !status.ok()) return status;
  if (!first.rows)
    return Mismatch(Code::kInvalidImage, "png animation", "a frame behind the still picture",
                    "none");
  const EncodeJob frames{
      first.info,    *first.rows,  first.duration, job.following, job.frame_count - 1,
      job.animation, job.metadata, job.options,    job.sink,      job.progress};
  return EncodeFrames(frames, writer);
}

Status EncodePng(const EncodeJob& job) {
  ChunkWriter writer(job);
  if (Status status = writer.Prepare(); !status.ok()) return status;
  const bool still = job.animation && job.animation->still;
  const auto encode = still ? EncodeStillAndFrames : job.animation ? EncodeFrames : WriteImage;
  Status written = encode(job, &writer);
  const bool more = job.stripe && !job.stripe->is_trailer();
  return written.ok() && !more ? writer.Finish() : written;
}

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    .streaming = true,
    .sequence = Sequence::kAnimation,
    .metadata = {.kinds = kMetadata, .min_dpi = 0.0128, .max_dpi = 54'545'053},
    .options = kOptions,
    .rules = kRules,
    .make_options = MakeOptions<Options>,
    .libraries = Libraries,
    .encode = EncodePng,
    .stores_opaque_alpha = true,
    .opencv_extensions = kOpenCvExtensions,
    .stripes = StripesOf,
};
extern const OptionTable kEncoderTable = kTable;

}  // namespace imwrite::png
