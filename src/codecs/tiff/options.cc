#include "src/codecs/tiff/options.h"

#include "src/codecs/tiff/format.h"
#include "src/codecs/tiff/pieces.h"
#include "src/codecs/tiff/tags.h"

namespace imwrite::tiff {
namespace {

constexpr uint64_t kMaxClassicBytes = 0xffffffff;
constexpr uint64_t kMaxPieceBytes = 0x7fffffff;

Status BadOption(std::string_view option, std::string expected, std::string actual) {
  Status status = Mismatch(Code::kInvalidOption, "tiff option '" + std::string(option) + "'", std::move(expected), std::move(actual));
  status.option = option;
  return status;
}

bool IsFloat(const ImageInfo& info) { return SampleFormat(info.depth) == SAMPLEFORMAT_IEEEFP; }

std::string Samples(const ImageInfo& info) {
  return std::to_string(info.channels) + (info.channels == 1 ? " channel of " : " channels of ") + std::string(Name(info.depth)) +
         " samples";
}

Status CheckCompression(const ImageInfo& info, const Options& options) {
  const std::string compression = "compression '" + std::string(kCompressions[static_cast<int>(options.compression)]) + "'";
  if (options.predictor.value_or(Predictor::kNone) != Predictor::kNone) {
    if (!CanPredict(options)) return BadOption("predictor", "compression 'lzw' or 'deflate'", compression);
    if (PackedBits(options) != 0) return BadOption("predictor", "samples of at least 8 bits", "bitDepth");
  }
  if (ChoosePredictor(info, options) == Predictor::kFloat && !IsFloat(info)) {
    return BadOption("predictor", "float32 or float64 samples for 'float'", std::string(Name(info.depth)) + " samples");
  }
  if (options.compression_level && options.compression != Compression::kDeflate) {
    return BadOption("compressionLevel", "compression 'deflate'", compression);
  }
  if (options.compression == Compression::kSgiLog) {
    if (info.depth != Depth::kF32 || info.channels != 3) {
      return BadOption("compression", "3 channels of float32 samples for 'sgilog'", Samples(info));
    }
    if (options.planar == Planar::kPlanar) return BadOption("planarConfiguration", "'chunky' for compression 'sgilog'", "'planar'");
    if (PackedBits(options) != 0) return BadOption("bitDepth", "none for compression 'sgilog'", "one");
  }
  return Ok();
}

Status CheckSamples(const ImageInfo& info, const Options& options) {
  if (IsFax(options.compression) && options.bit_depth.value_or(BitDepth::k1) != BitDepth::k1) {
    return BadOption("bitDepth", "1 for the compressions of fax", std::to_string(PackedBits(options)));
  }
  if (PackedBits(options) != 0 && (info.channels != 1 || info.depth != Depth::kU8)) {
    return BadOption(options.bit_depth ? "bitDepth" : "compression", "1 channel of uint8 samples", Samples(info));
  }
  const bool is_signed = SampleFormat(info.depth) == SAMPLEFORMAT_INT;
  if (options.extra_samples == ExtraSamples::kPremultiplied && is_signed && info.has_alpha()) {
    return BadOption("extraSamples", "unsigned or float samples for 'premultiplied'", Samples(info));
  }
  return Ok();
}

Status CheckPieces(const ImageInfo& info, const Options& options) {
  const std::pair<std::string_view, std::optional<uint32_t>> sides[] = {{"tileWidth", options.tile_width},
                                                                        {"tileHeight", options.tile_height}};
  for (const auto& [name, side] : sides) {
    if (!side) continue;
    if (*side % 16 != 0) return BadOption(name, "a multiple of 16", std::to_string(*side));
    if (options.rows_per_strip) return BadOption("rowsPerStrip", "strips, without " + std::string(name), std::to_string(*side));
  }
  const Cut cut = CutOf(info, options);
  const uint64_t bytes = cut.row_bytes() * cut.rows;
  if (bytes <= kMaxPieceBytes) return Ok();
  const bool strips = !cut.tiles;
  return BadOption(strips ? "rowsPerStrip" : "tileHeight",
                   std::string(strips ? "strips" : "tiles") + " of at most " + std::to_string(kMaxPieceBytes) + " bytes",
                   std::to_string(bytes) + " bytes");
}

}  // namespace

uint8_t PackedBits(const Options& options) {
  constexpr uint8_t kBits[] = {1, 2, 4};
  if (options.bit_depth) return kBits[static_cast<int>(*options.bit_depth)];
  return IsFax(options.compression) ? 1 : 0;
}

bool CanPredict(const Options& options) { return options.compression == Compression::kLzw || options.compression == Compression::kDeflate; }

Predictor ChoosePredictor(const ImageInfo& info, const Options& options) {
  if (!CanPredict(options) || PackedBits(options) != 0) return Predictor::kNone;
  return options.predictor.value_or(IsFloat(info) ? Predictor::kFloat : Predictor::kHorizontal);
}

Status Check(const ImageInfo& info, const Options& options) {
  if (Status status = CheckCompression(info, options); !status.ok()) return status;
  if (Status status = CheckSamples(info, options); !status.ok()) return status;
  if (Status status = CheckPieces(info, options); !status.ok()) return status;
  // Compressed pieces may be larger than the pixels, so the check comes again while writing.
  if (options.big_tiff != false || options.compression != Compression::kNone) return Ok();
  const uint64_t bytes = CutOf(info, options).bytes();
  if (bytes <= kMaxClassicBytes - (1 << 20)) return Ok();
  return Mismatch(Code::kImageTooLarge, "tiff file without bigTiff", "less than 4 GiB of pixels", std::to_string(bytes) + " bytes");
}

bool IsBig(const EncodeJob& job, const Options& options) {
  if (options.big_tiff) return *options.big_tiff;
  if (HasBigTags(job.metadata)) return true;
  const Cut cut = CutOf(job.info, options);
  // For each piece two numbers, and what its compression may add: at worst LZW's codes of 12 bits for a byte.
  const double growth = options.compression == Compression::kNone ? 1 : 1.5;
  const double page = static_cast<double>(cut.bytes()) * growth + 64.0 * static_cast<double>(cut.count());
  const Metadata& metadata = job.metadata;
  double rest = static_cast<double>(metadata.exif.size() + metadata.icc.size() + metadata.xmp.size() + (1 << 16));
  for (const Text& text : metadata.texts) rest += static_cast<double>(text.text.size());
  for (const auto& tags : metadata.tags) {
    for (const Tag& tag : tags) rest += static_cast<double>(tag.bytes.size());
  }
  return (page + rest) * std::max(job.frame_count, 1u) > static_cast<double>(kMaxClassicBytes);
}

}  // namespace imwrite::tiff
