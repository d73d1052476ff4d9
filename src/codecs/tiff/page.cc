#include "src/codecs/tiff/page.h"

#include "src/codecs/tiff/format.h"
#include "src/codecs/tiff/segments.h"

namespace imwrite::tiff {
namespace {

constexpr uint16_t kSchemes[] = {
    COMPRESSION_NONE,   COMPRESSION_LZW,       COMPRESSION_ADOBE_DEFLATE, COMPRESSION_PACKBITS,
    COMPRESSION_SGILOG, COMPRESSION_CCITTFAX3, COMPRESSION_CCITTFAX4,     COMPRESSION_JPEG};
constexpr uint16_t kPredictorTags[] = {PREDICTOR_NONE, PREDICTOR_HORIZONTAL,
                                       PREDICTOR_FLOATINGPOINT};
constexpr uint16_t kExtraSampleTags[] = {EXTRASAMPLE_UNASSALPHA, EXTRASAMPLE_UNSPECIFIED,
                                         EXTRASAMPLE_ASSOCALPHA};

uint16_t PhotometricOf(const ImageInfo& info, const Options& options) {
  if (options.compression == Compression::kSgiLog) return PHOTOMETRIC_LOGLUV;
  if (IsFax(options.compression)) return PHOTOMETRIC_MINISWHITE;
  if (!options.color_table.empty()) return PHOTOMETRIC_PALETTE;
  if (IsJpeg(options) && info.channels == 3) return PHOTOMETRIC_YCBCR;
  return info.color_channels() == 1 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB;
}

// All reds, all greens, all blues, of 16 bits; black for indices that there are none of.
Entry ColorMap(const Options& options) {
  const size_t size = size_t{1} << (PackedBits(options) ? PackedBits(options) : 8);
  std::vector<uint16_t> map(3 * size);
  for (size_t i = 0; i < options.color_table.size(); ++i) {
    for (size_t c = 0; c < 3; ++c)
      map[c * size + i] = static_cast<uint16_t>(options.color_table[i][c] * 257);
  }
  return Shorts(TIFFTAG_COLORMAP, map);
}

// JFIF's YCbCr, of full range. Some readers take what is not said for video's.
void AddYcbcr(const Options& options, Directory* page) {
  const auto factor = static_cast<uint16_t>(JpegSettingsOf(options).halves_chroma ? 2 : 1);
  const uint16_t factors[] = {factor, factor};
  page->push_back(Shorts(TIFFTAG_YCBCRSUBSAMPLING, factors));
  Entry range{TIFFTAG_REFERENCEBLACKWHITE, TIFF_RATIONAL, 6, {}, {}};
  for (const float value : {0, 255, 128, 255, 128, 255}) {
    const Entry number = Rational(0, value);
    range.value.insert(range.value.end(), number.value.begin(), number.value.end());
  }
  page->push_back(range);
}

}  // namespace

Directory LayoutOf(const ImageInfo& info, const Options& options) {
  const SegmentGrid grid = MakeSegmentGrid(info, options);
  const bool log = options.compression == Compression::kSgiLog;
  // Of LogLuv it is the luminance that has these.
  const std::vector<uint16_t> bits(info.channels, log         ? 16
                                                  : grid.bits ? grid.bits
                                                              : Bits(info.sample_type));
  const std::vector<uint16_t> formats(info.channels,
                                      log ? SAMPLEFORMAT_INT : SampleFormat(info.sample_type));
  Directory page = {
      Long(TIFFTAG_IMAGEWIDTH, info.width),
      Long(TIFFTAG_IMAGELENGTH, info.height),
      Shorts(TIFFTAG_BITSPERSAMPLE, bits),
      Short(TIFFTAG_COMPRESSION, kSchemes[static_cast<int>(options.compression)]),
      Short(TIFFTAG_PHOTOMETRIC, PhotometricOf(info, options)),
      Short(TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT),
      Short(TIFFTAG_SAMPLESPERPIXEL, info.channels),
      Short(TIFFTAG_PLANARCONFIG,
            options.planar == Planar::kPlanar ? PLANARCONFIG_SEPARATE : PLANARCONFIG_CONTIG),
      Shorts(TIFFTAG_SAMPLEFORMAT, formats),
  };
  if (grid.tiles) {
    page.push_back(Long(TIFFTAG_TILEWIDTH, grid.segment.width));
    page.push_back(Long(TIFFTAG_TILELENGTH, grid.rows));
  } else {
    page.push_back(Long(TIFFTAG_ROWSPERSTRIP, grid.rows));
  }
  std::vector<uint16_t> others(info.extra_channels, EXTRASAMPLE_UNSPECIFIED);
  const bool says_alpha = options.extra_samples != ExtraSamples::kNone;
  const uint16_t alpha = says_alpha ? kExtraSampleTags[static_cast<int>(options.extra_samples)]
                                    : uint16_t{EXTRASAMPLE_UNSPECIFIED};
  // Beside others it has to be counted.
  if (info.has_alpha() && (says_alpha || !others.empty())) others.insert(others.begin(), alpha);
  if (!others.empty()) page.push_back(Shorts(TIFFTAG_EXTRASAMPLES, others));
  if (IsJpeg(options) && info.channels == 3) AddYcbcr(options, &page);
  if (!options.color_table.empty()) page.push_back(ColorMap(options));
  if (CanPredict(options))
    page.push_back(
        Short(TIFFTAG_PREDICTOR, kPredictorTags[static_cast<int>(ChoosePredictor(info, options))]));
  return page;
}

Status AddJpegTables(const ImageInfo& info, const Options& options, Directory* page) {
  if (!IsJpeg(options)) return Ok();
  std::vector<uint8_t> tables;
  if (Status status = MakeJpegTables(info, JpegSettingsOf(options), &tables); !status.ok())
    return status;
  page->push_back(Bytes(TIFFTAG_JPEGTABLES, TIFF_UNDEFINED, tables));
  return Ok();
}

Directory LevelLayoutOf(const ImageInfo& info, const Options& options, const Directory& page) {
  Directory level = LayoutOf(info, options);
  for (const Entry& entry : page) {
    const bool shared = entry.tag == TIFFTAG_ICCPROFILE || entry.tag == TIFFTAG_ORIENTATION ||
                        entry.tag == TIFFTAG_JPEGTABLES;
    if (shared) Set(entry, &level);
  }
  level.push_back(Long(TIFFTAG_SUBFILETYPE, FILETYPE_REDUCEDIMAGE));
  return level;
}

void AddPageNumber(const EncodeJob& job, uint32_t number, Directory* page) {
  if (job.frame_count == 1) return;
  page->push_back(Long(TIFFTAG_SUBFILETYPE, FILETYPE_PAGE));
  // The tag has 16 bits for each of its numbers; a number of pages that is 0 is not known there
  // either.
  constexpr uint32_t kMax = 0xffff;
  if (number > kMax) return;
  const uint32_t count = job.frame_count <= kMax ? job.frame_count : 0;
  const uint16_t numbers[] = {static_cast<uint16_t>(number), static_cast<uint16_t>(count)};
  page->push_back(Shorts(TIFFTAG_PAGENUMBER, numbers));
}

}  // namespace imwrite::tiff
