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

std::string Samples(const ImageInfo& info) {
  return std::to_string(info.channels) + (info.channels == 1 ? " channel of " : " channels of ") + std::string(Name(info.depth)) +
         " samples";
}

std::string CompressionText(const Options& options) {
  return "compression '" + std::string(kCompressions[static_cast<int>(options.compression)]) + "'";
}

Status CheckJpeg(const Options& options, const std::string& compression) {
  if (!IsJpeg(options)) {
    if (options.quality) return BadOption("quality", "compression 'jpeg'", compression);
    return options.chroma_subsampling ? BadOption("chromaSubsampling", "compression 'jpeg'", compression) : Ok();
  }
  if (options.planar == Planar::kPlanar) return BadOption("planarConfiguration", "'chunky' for compression 'jpeg'", "'planar'");
  return PackedBits(options) == 0 ? Ok() : BadOption("bitDepth", "8 for compression 'jpeg'", std::to_string(PackedBits(options)));
}

Status CheckCompression(const ImageInfo& info, const Options& options) {
  const std::string compression = CompressionText(options);
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
  if (Status status = CheckJpeg(options, compression); !status.ok()) return status;
  if (options.compression == Compression::kSgiLog) {
    if (info.depth != Depth::kF32 || info.channels != 3 || info.extra_channels > 0) {
      return BadOption("compression", "3 channels of float32 samples for 'sgilog'", Samples(info));
    }
    if (options.planar == Planar::kPlanar) return BadOption("planarConfiguration", "'chunky' for compression 'sgilog'", "'planar'");
    if (PackedBits(options) != 0) return BadOption("bitDepth", "none for compression 'sgilog'", "one");
  }
  return Ok();
}

Status CheckColorTable(const ImageInfo& info, const Options& options) {
  const bool indices = info.channels == 1 && info.depth == Depth::kU8;
  if (!indices) return BadOption("colorTable", "1 channel of uint8 samples, which are indices", Samples(info));
  if (IsFax(options.compression) || options.compression == Compression::kSgiLog || IsJpeg(options)) {
    return BadOption("colorTable", "a compression for all kinds of samples", CompressionText(options));
  }
  const size_t size = options.color_table.size();
  const uint8_t bits = PackedBits(options);
  if (bits == 0 || size <= size_t{1} << bits) return Ok();
  return BadOption("bitDepth", "bits enough for a colorTable of " + std::to_string(size), std::to_string(bits));
}

Status CheckSamples(const ImageInfo& info, const Options& options) {
  if (IsFax(options.compression) && options.bit_depth.value_or(BitDepth::k1) != BitDepth::k1) {
    return BadOption("bitDepth", "1 for the compressions of fax", std::to_string(PackedBits(options)));
  }
  if (!options.color_table.empty()) return CheckColorTable(info, options);
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
  if (IsJpeg(options)) {
    // The lines of all but the last strip have to be whole MCUs (TIFF Technical Note 2).
    const bool whole = cut.tiles || cut.rows % kMcuRows == 0 || cut.rows == info.height;
    if (!whole) return BadOption("rowsPerStrip", "a multiple of 16 for compression 'jpeg'", std::to_string(cut.rows));
    if (std::max(cut.piece.width, cut.rows) > kMaxJpegSide) {
      return BadOption("compression", "strips or tiles of at most " + std::to_string(kMaxJpegSide) + " pixels a side for 'jpeg'",
                       std::to_string(cut.piece.width) + " × " + std::to_string(cut.rows));
    }
  }
  const uint64_t bytes = cut.row_bytes() * cut.rows;
  if (bytes <= kMaxPieceBytes) return Ok();
  const bool strips = !cut.tiles;
  return BadOption(strips ? "rowsPerStrip" : "tileHeight",
                   std::string(strips ? "strips" : "tiles") + " of at most " + std::to_string(kMaxPieceBytes) + " bytes",
                   std::to_string(bytes) + " bytes");
}

Status CheckPyramid(const Options& options) {
  if (!options.pyramid) return Ok();
  if (!HasLevels(options)) return Error(Code::kInternal, "tiff: pyramids are for the extended encoder");
  const std::string expected = "samples that have a mean";
  if (!options.color_table.empty()) return BadOption("pyramid", expected, "the indices of a colorTable");
  if (PackedBits(options) != 0) return BadOption("pyramid", expected, std::to_string(PackedBits(options)) + " bits a sample");
  if (options.compression == Compression::kSgiLog) return BadOption("pyramid", "another compression", CompressionText(options));
  return Ok();
}

}  // namespace

Status Check(const ImageInfo& info, const Options& options) {
  if (Status status = CheckCompression(info, options); !status.ok()) return status;
  if (Status status = CheckSamples(info, options); !status.ok()) return status;
  if (Status status = CheckPieces(info, options); !status.ok()) return status;
  if (Status status = CheckPyramid(options); !status.ok()) return status;
  // Compressed pieces may be larger than the pixels, so the check comes again while writing.
  if (options.big_tiff != false || options.compression != Compression::kNone) return Ok();
  uint64_t bytes = 0;
  for (const ImageInfo& level : LevelsOf(info, options)) bytes += CutOf(level, options).bytes();
  if (bytes <= kMaxClassicBytes - (1 << 20)) return Ok();
  return Mismatch(Code::kImageTooLarge, "tiff file without bigTiff", "less than 4 GiB of pixels", std::to_string(bytes) + " bytes");
}

bool IsBig(const EncodeJob& job, const Options& options) {
  if (options.big_tiff) return *options.big_tiff;
  if (HasBigTags(job.metadata)) return true;
  // For each piece two numbers, and what its compression may add: at worst LZW's codes of 12 bits for a byte.
  const double growth = options.compression == Compression::kNone ? 1 : 1.5;
  const std::vector<ImageInfo> levels = LevelsOf(job.info, options);
  double page = 0;
  for (const ImageInfo& level : levels) {
    const Cut cut = CutOf(level, options);
    page += static_cast<double>(cut.bytes()) * growth + 64.0 * static_cast<double>(cut.count());
  }
  const Metadata& metadata = job.metadata;
  double rest = static_cast<double>(metadata.exif.size() + metadata.icc.size() * levels.size() + metadata.xmp.size() + (1 << 16));
  for (const Text& text : metadata.texts) rest += static_cast<double>(text.text.size());
  for (const auto& tags : metadata.tags) {
    for (const Tag& tag : tags) rest += static_cast<double>(tag.bytes.size());
  }
  return (page + rest) * std::max(job.frame_count, 1u) > static_cast<double>(kMaxClassicBytes);
}

}  // namespace imwrite::tiff
