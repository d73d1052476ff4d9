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
                             "Row filter. fast picks none, sub or up for each row; adaptive picks "
                             "among all five, or none for rows that compress better unfiltered."),
    Choice<&Options::bit_depth>(
        "bitDepth", kBitDepths,
        "Bits per sample. 1, 2 and 4 are for 8-bit gray: with 1, everything but black becomes "
        "white; 2 and 4 accept only samples that they store exactly. 8 and 16 must match the "
        "sample type (the option depth converts samples).",
        "as in the image")
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
    Choice<&Options::palette>("palette", kPalettes,
                              "auto reads the image first. 8-bit images with at most 256 colors, "
                              "counting alpha, are stored as palette indices, and gray in as few "
                              "bits as possible; both are exact. Disables multi-worker encoding.")
        .Common()
        .Excludes("bitDepth")
        .Excludes(IsAnimation())
        .IdleWhen(IsSet("colors")),
    Integer<&Options::colors>(
        "colors", 2, 256,
        "Lossy: reduces 8-bit images to a palette of at most this many colors, counting alpha, "
        "with as few bits per index as possible. Exact if the image has no more colors. Disables "
        "multi-worker encoding.",
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
        "errorDiffusion", 0, 1, "Strength of Floyd–Steinberg error diffusion; 0 turns it off.",
        "1 beside colors")
        .Needs(IsSet("colors")),
    TablesOption<&Options::color_table>("colorTable", 256, 0, 255,
                                        "Palette, [r, g, b] or [r, g, b, a] per color, for 8-bit "
                                        "images of one channel whose samples are indices into it.",
                                        "none", 3)
        .Excludes("bitDepth")
        .Excludes("palette")
        .Excludes("colors")
        .Excludes(IsAnimation())
        .Excludes(Not(kGray))
        .Excludes(Not(kOneByte)),
    Number<&Options::gamma>("gamma", 0.00001, 21474.83647,
                            "Encoding gamma for the gAMA chunk, such as 0.45455.", "none"),
    Choice<&Options::srgb>("srgb", kIntents,
                           "Marks the image as sRGB with this rendering intent. Not with an ICC "
                           "profile, nor with a gamma other than 0.45455.",
                           "not set"),
    SamplesOption<&Options::transparent_color>(
        "transparentColor", 0, 65535,
        "The gray level or color that readers treat as transparent, in the file's bit depth.",
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
