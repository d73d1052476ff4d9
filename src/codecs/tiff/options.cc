#include "src/codecs/tiff/options.h"

#include "src/codecs/tiff/format.h"
#include "src/codecs/tiff/segments.h"
#include "src/codecs/tiff/tags.h"

namespace imwrite::tiff {
namespace {

constexpr uint64_t kMaxClassicBytes = 0xffffffff;
constexpr uint64_t kMaxSegmentBytes = 0x7fffffff;

// The rules that count bytes and pixels, which the table's cannot.

Status CheckColorTable(const Options& options) {
  const size_t size = options.color_table.size();
  const uint8_t bits = PackedBits(options);
  if (bits == 0 || size <= size_t{1} << bits) return Ok();
  return InvalidOption(kFormat.name, "bitDepth",
                       "bits enough for a colorTable of " + std::to_string(size),
                       std::to_string(bits));
}

Status CheckJpegSegments(const ImageInfo& info, const SegmentGrid& grid) {
  // The lines of all but the last strip have to be whole MCUs (TIFF Technical Note 2).
  const bool whole = grid.tiles || grid.rows % kMcuRows == 0 || grid.rows == info.height;
  if (!whole)
    return InvalidOption(kFormat.name, "rowsPerStrip", "a multiple of 16 for compression 'jpeg'",
                         std::to_string(grid.rows));
  if (std::max(grid.segment.width, grid.rows) <= kMaxJpegSide) return Ok();
  return InvalidOption(
      kFormat.name, "compression",
      "strips or tiles of at most " + std::to_string(kMaxJpegSide) + " pixels a side for 'jpeg'",
      std::to_string(grid.segment.width) + " × " + std::to_string(grid.rows));
}

Status CheckSegments(const ImageInfo& info, const Options& options) {
  const std::pair<std::string_view, std::optional<uint32_t>> sides[] = {
      {"tileWidth", options.tile_width}, {"tileHeight", options.tile_height}};
  for (const auto& [name, side] : sides) {
    if (side.value_or(0) % 16 != 0)
      return InvalidOption(kFormat.name, name, "a multiple of 16", std::to_string(*side));
  }
  const SegmentGrid grid = MakeSegmentGrid(info, options);
  if (IsJpeg(options)) {
    if (Status status = CheckJpegSegments(info, grid); !status.ok()) return status;
  }
  const uint64_t bytes = grid.row_bytes() * grid.rows;
  if (bytes <= kMaxSegmentBytes) return Ok();
  const bool strips = !grid.tiles;
  return InvalidOption(kFormat.name, strips ? "rowsPerStrip" : "tileHeight",
                       std::string(strips ? "strips" : "tiles") + " of at most " +
                           std::to_string(kMaxSegmentBytes) + " bytes",
                       std::to_string(bytes) + " bytes");
}

}  // namespace

Status Check(const ImageInfo& info, const Options& options) {
  if (options.pyramid && !HasLevels(options))
    return Error(Code::kInternal, "tiff: pyramids are for tiff-jpeg-encode");
  if (Status status = CheckColorTable(options); !status.ok()) return status;
  if (Status status = CheckSegments(info, options); !status.ok()) return status;
  // Compressed segments may be larger than the pixels, so the check comes again while writing.
  if (options.big_tiff != false || options.compression != Compression::kNone) return Ok();
  uint64_t bytes = 0;
  for (const ImageInfo& level : LevelsOf(info, options))
    bytes += MakeSegmentGrid(level, options).bytes();
  if (bytes <= kMaxClassicBytes - (1 << 20)) return Ok();
  return Mismatch(Code::kImageTooLarge, "tiff file without bigTiff", "less than 4 GiB of pixels",
                  std::to_string(bytes) + " bytes");
}

bool IsBig(const EncodeJob& job, const Options& options) {
  if (options.big_tiff) return *options.big_tiff;
  if (HasBigTags(job.metadata)) return true;
  // For each segment two numbers, and what its compression may add: at worst LZW's codes of 12 bits
  // for a byte.
  const double growth = options.compression == Compression::kNone ? 1 : 1.5;
  const std::vector<ImageInfo> levels = LevelsOf(job.info, options);
  double page = 0;
  for (const ImageInfo& level : levels) {
    const SegmentGrid grid = MakeSegmentGrid(level, options);
    page += static_cast<double>(grid.bytes()) * growth + 64.0 * static_cast<double>(grid.count());
  }
  const Metadata& metadata = job.metadata;
  double rest = static_cast<double>(metadata.exif.size() + metadata.icc.size() * levels.size() +
                                    metadata.xmp.size() + (1 << 16));
  for (const Text& text : metadata.texts) rest += static_cast<double>(text.text.size());
  for (const auto& tags : metadata.tags) {
    for (const Tag& tag : tags) rest += static_cast<double>(tag.bytes.size());
  }
  return (page + rest) * std::max(job.frame_count, 1u) > static_cast<double>(kMaxClassicBytes);
}

Status CheckPageCount(const EncodeJob& job, uint32_t page, bool more) {
  // libtiff reads no more.
  constexpr uint32_t kMaxPages = 1 << 20;
  const std::string pages = job.frame_count == 0 ? "at most " + std::to_string(kMaxPages)
                                                 : std::to_string(job.frame_count);
  const bool right =
      job.frame_count == 0 ? page < kMaxPages || !more : more == (page < job.frame_count);
  if (right && job.frame_count <= kMaxPages) return Ok();
  return Mismatch(Code::kInvalidImage, "tiff pages", pages,
                  (more ? "more than " : "") + std::to_string(page));
}

}  // namespace imwrite::tiff
