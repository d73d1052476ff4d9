#include "src/codecs/tiff/layout.h"

#include <algorithm>
#include <limits>
#include <type_traits>

#include "src/codecs/tiff/format.h"
#include "src/codecs/tiff/jpeg-reader.h"
#include "src/codecs/tiff/xyz.h"

namespace imwrite::tiff {
namespace {

template <class Sample>
void Normalise(Sample* row, size_t pixels, int channels, bool invert, bool premultiplied) {
  constexpr bool real = std::is_floating_point_v<Sample>;
  const int colors = channels - (channels % 2 == 0);
  for (size_t i = 0; i < pixels; ++i, row += channels) {
    for (int c = 0; invert && c < colors; ++c) {
      if constexpr (real) {
        row[c] = 1 - row[c];
      } else {
        row[c] = static_cast<Sample>(~row[c]);
      }
    }
    if (!premultiplied || row[colors] <= 0) continue;
    for (int c = 0; c < colors; ++c) {
      if constexpr (real) {
        row[c] /= row[colors];
      } else {
        using Wide = std::conditional_t<std::is_signed_v<Sample>, int64_t, uint64_t>;
        constexpr Wide full = std::numeric_limits<Sample>::max();
        const Wide straight = (Wide{row[c]} * full + row[colors] / 2) / row[colors];
        row[c] = static_cast<Sample>(std::clamp<Wide>(straight, std::numeric_limits<Sample>::min(), full));
      }
    }
  }
}

// Calls `work` with a null pointer to the C++ type of `depth`.
template <class Work>
void WithSamples(Depth depth, Work&& work) {
  switch (depth) {
    case Depth::kU8: return work(static_cast<uint8_t*>(nullptr));
    case Depth::kU16: return work(static_cast<uint16_t*>(nullptr));
    case Depth::kF32: return work(static_cast<float*>(nullptr));
    case Depth::kS8: return work(static_cast<int8_t*>(nullptr));
    case Depth::kS16: return work(static_cast<int16_t*>(nullptr));
    case Depth::kU32: return work(static_cast<uint32_t*>(nullptr));
    case Depth::kS32: return work(static_cast<int32_t*>(nullptr));
    case Depth::kF64: return work(static_cast<double*>(nullptr));
  }
}

}  // namespace

Layout::Layout(TIFF* tiff) {
  uint16_t compression = COMPRESSION_NONE;
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
  if (!TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric)) photometric = PHOTOMETRIC_MINISBLACK;
  jpeg = compression == COMPRESSION_JPEG;
  if (jpeg && ReadsJpeg() && photometric == PHOTOMETRIC_YCBCR && samples == 3 && !planes()) {
    TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    photometric = PHOTOMETRIC_RGB;
  }
  uint16_t* kinds = nullptr;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extras, &kinds);
  premultiplied = extras > 0 && kinds[0] == EXTRASAMPLE_ASSOCALPHA;
  tiled = TIFFIsTiled(tiff);
}

std::optional<Depth> Layout::depth() const {
  for (const Depth depth : {Depth::kU8, Depth::kU16, Depth::kF32, Depth::kS8, Depth::kS16, Depth::kU32, Depth::kS32, Depth::kF64}) {
    if (Bits(depth) == bits && SampleFormat(depth) == sample_format) return depth;
  }
  return std::nullopt;
}

bool Layout::direct() const {
  const bool colors = photometric == PHOTOMETRIC_RGB ? samples == 3 || samples == 4 : xyz() && samples == 3 && depth() == Depth::kF32;
  const bool known = gray() ? samples == 1 || samples == 2 : colors;
  return depth() && known;
}

ImageInfo Layout::info() const { return {width, height, static_cast<uint8_t>(samples), depth().value_or(Depth::kU8)}; }

std::string Layout::Text() const {
  return std::to_string(bits) + "-bit samples of format " + std::to_string(sample_format) + ", " + std::to_string(samples) +
         " a pixel, photometric " + std::to_string(photometric) + (tiled ? ", tiles" : "") + (planes() ? ", planes" : "");
}

void NormaliseRows(uint8_t* rows, uint32_t count, const ImageInfo& info, const Layout& layout) {
  const size_t pixels = size_t{info.width} * count;
  if (layout.xyz()) return XyzToRgb(reinterpret_cast<float*>(rows), pixels);
  const bool invert = layout.min_is_white();
  const bool premultiplied = layout.premultiplied && info.has_alpha();
  if (!invert && !premultiplied) return;
  WithSamples(info.depth,
              [&](auto* type) { Normalise(reinterpret_cast<decltype(type)>(rows), pixels, info.channels, invert, premultiplied); });
}

void Unpremultiply(uint8_t* rgba, uint32_t width) { Normalise(rgba, width, 4, false, true); }

}  // namespace imwrite::tiff
