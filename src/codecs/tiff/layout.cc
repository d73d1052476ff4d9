#include "src/codecs/tiff/layout.h"

#include <algorithm>

#include "src/codecs/tiff/format.h"
#include "src/codecs/tiff/jpeg-reader.h"

namespace imwrite::tiff {
namespace {

bool IsFax(uint16_t compression) {
  return compression >= COMPRESSION_CCITTRLE && compression <= COMPRESSION_CCITTFAX4;
}

Colors ColorsOf(uint16_t photometric, uint16_t ink_set) {
  switch (photometric) {
    case PHOTOMETRIC_MINISWHITE:
    case PHOTOMETRIC_MINISBLACK:
    case PHOTOMETRIC_LOGL: return Colors::kGray;
    case PHOTOMETRIC_RGB: return Colors::kRgb;
    case PHOTOMETRIC_PALETTE: return Colors::kPalette;
    case PHOTOMETRIC_SEPARATED: return ink_set == INKSET_CMYK ? Colors::kInks : Colors::kOther;
    case PHOTOMETRIC_LOGLUV: return Colors::kXyz;
    default: return Colors::kOther;
  }
}

std::string_view NameOf(uint16_t photometric) {
  constexpr std::pair<uint16_t, std::string_view> kNames[] = {
      {PHOTOMETRIC_MINISWHITE, "gray"},
      {PHOTOMETRIC_MINISBLACK, "gray"},
      {PHOTOMETRIC_RGB, "RGB"},
      {PHOTOMETRIC_PALETTE, "a palette"},
      {PHOTOMETRIC_MASK, "a mask"},
      {PHOTOMETRIC_SEPARATED, "inks"},
      {PHOTOMETRIC_YCBCR, "YCbCr"},
      {PHOTOMETRIC_CIELAB, "CIE L*a*b*"},
      {PHOTOMETRIC_ICCLAB, "ICC L*a*b*"},
      {PHOTOMETRIC_ITULAB, "ITU L*a*b*"},
      {PHOTOMETRIC_CFA, "a camera's raw pixels"},
      {PHOTOMETRIC_LOGL, "LogL"},
      {PHOTOMETRIC_LOGLUV, "LogLuv"},
      {34892, "a camera's linear pixels"}};
  const auto* found =
      std::ranges::find(kNames, photometric, &std::pair<uint16_t, std::string_view>::first);
  return found == std::end(kNames) ? "unknown colors" : found->second;
}

std::string_view FormatName(uint16_t sample_format) {
  switch (sample_format) {
    case SAMPLEFORMAT_INT: return "signed integers";
    case SAMPLEFORMAT_IEEEFP: return "floats";
    case SAMPLEFORMAT_COMPLEXINT:
    case SAMPLEFORMAT_COMPLEXIEEEFP: return "complex numbers";
    default: return "integers";
  }
}

}  // namespace

Layout::Layout(TIFF* tiff, bool indexed) {
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
  const bool log = compression == COMPRESSION_SGILOG || compression == COMPRESSION_SGILOG24;
  if (log) TIFFSetField(tiff, TIFFTAG_SGILOGDATAFMT, SGILOGDATAFMT_FLOAT);
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &sample_format);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planar);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
  if (orientation < 1 || orientation > 8) orientation = 1;
  if (sample_format == SAMPLEFORMAT_VOID) sample_format = SAMPLEFORMAT_UINT;
  tiled = TIFFIsTiled(tiff);
  ReadColors(tiff);
  if (indexed && colors == Colors::kPalette && samples == 1 && direct()) colors = Colors::kIndices;
}

void Layout::ReadColors(TIFF* tiff) {
  uint16_t extras = 0;
  uint16_t* kinds = nullptr;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extras, &kinds);
  if (!TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric)) {
    const uint16_t plain = IsFax(compression) ? PHOTOMETRIC_MINISWHITE : PHOTOMETRIC_MINISBLACK;
    photometric = samples - std::min(extras, samples) >= 3 ? uint16_t{PHOTOMETRIC_RGB} : plain;
  }
  if (compression == COMPRESSION_JPEG && ReadsJpeg() && photometric == PHOTOMETRIC_YCBCR &&
      samples == 3 && !planes()) {
    TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    photometric = PHOTOMETRIC_RGB;
  }
  uint16_t ink_set = INKSET_CMYK;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_INKSET, &ink_set);
  colors = ColorsOf(photometric, ink_set);
  white_is_zero =
      photometric == PHOTOMETRIC_MINISWHITE && bits <= 8 && sample_format == SAMPLEFORMAT_UINT;
  const int others = samples - color_samples();
  // Without memory libtiff gives a number and no kinds.
  const uint16_t kind = extras > 0 && kinds ? kinds[0] : uint16_t{EXTRASAMPLE_UNSPECIFIED};
  // A single one is alpha, whatever the file says: OpenCV and others do not say it.
  has_alpha = others == 1 || (others > 1 && kind != EXTRASAMPLE_UNSPECIFIED);
  premultiplied = has_alpha && kind == EXTRASAMPLE_ASSOCALPHA && colors != Colors::kPalette;
}

uint16_t Layout::color_samples() const {
  switch (colors) {
    case Colors::kGray:
    case Colors::kIndices:
    case Colors::kPalette: return 1;
    case Colors::kInks: return 4;
    default: return 3;
  }
}

std::optional<SampleType> Layout::stored() const {
  if (sample_format == SAMPLEFORMAT_UINT && bits >= 1 && bits <= 16)
    return bits <= 8 ? SampleType::kU8 : SampleType::kU16;
  if (sample_format == SAMPLEFORMAT_IEEEFP && bits == 16) return SampleType::kF32;
  for (const SampleType sample_type : {SampleType::kF32, SampleType::kS8, SampleType::kS16,
                                       SampleType::kU32, SampleType::kS32, SampleType::kF64}) {
    if (Bits(sample_type) == bits && SampleFormat(sample_type) == sample_format) return sample_type;
  }
  return std::nullopt;
}

bool Layout::direct() const {
  const std::optional<SampleType> sample_type = stored();
  if (!sample_type || samples < color_samples()) return false;
  switch (colors) {
    case Colors::kGray:
    case Colors::kRgb: return true;
    case Colors::kIndices:
    case Colors::kPalette: return sample_type == SampleType::kU8;
    case Colors::kInks: return sample_type == SampleType::kU8 || sample_type == SampleType::kU16;
    case Colors::kXyz: return sample_type == SampleType::kF32 && samples == 3;
    default: return false;
  }
}

ImageInfo Layout::info() const {
  const auto others = static_cast<uint16_t>(samples - color_samples());
  const uint16_t shown = colors == Colors::kGray || colors == Colors::kIndices ? 1 : 3;
  ImageInfo info{width, height, static_cast<uint16_t>(shown + others),
                 stored().value_or(SampleType::kU8)};
  if (info.sample_type == SampleType::kU16 && bits < 16)
    info.precision = static_cast<uint8_t>(bits);
  info.extra_channels = static_cast<uint16_t>(others - (has_alpha ? 1 : 0));
  return info;
}

std::string Layout::Text() const {
  const std::string_view inks =
      colors == Colors::kOther && photometric == PHOTOMETRIC_SEPARATED ? " other than CMYK" : "";
  return std::string(NameOf(photometric)) + std::string(inks) + ", " + std::to_string(samples) +
         (samples == 1 ? " sample" : " samples") + " a pixel, " +
         std::string(FormatName(sample_format)) + " of " + std::to_string(bits) + " bits";
}

}  // namespace imwrite::tiff
