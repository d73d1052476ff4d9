// The JPEG 2000 decoder: gray or RGB, with alpha where the file has some, with the bits that it
// states. Samples of fewer bits than 8 come in the range of 8.
#include <algorithm>
#include <cstring>

#include "src/codecs/jp2/container.h"
#include "src/codecs/jp2/library.h"
#include "src/codecs/jp2/streams.h"
#include "src/exif.h"

namespace imwrite::jp2 {
namespace {

// Of a sample; further ones are dropped.
constexpr uint32_t kMaxBits = 16;

// What OpenJPEG keeps for each tile of a file, and for each component of it.
constexpr uint64_t kTileBytes = 6000, kTileComponentBytes = 1200;

struct Layout {
  ImageInfo info;
  bool inks = false;
  bool luma_chroma = false;
  // The largest sample.
  uint32_t max = 255;
  // Bits beyond 16, which are dropped.
  int dropped = 0;
};

Status Unsupported(std::string_view what, std::string expected, std::string actual) {
  return Mismatch(Code::kUnsupportedData, "jp2 " + std::string(what), std::move(expected),
                  std::move(actual));
}

Status ChooseLayout(const StoredFile& file, Layout* layout) {
  if (file.width > kFormat.max_width || file.height > kFormat.max_height)
    return Error(Code::kCorruptData, "jp2: the codestream's header is damaged");
  if (file.channels == 0 || file.channels > 4)
    return Unsupported("channels", "1 to 4", std::to_string(file.channels));
  const uint32_t space = file.color_space.value_or(file.channels < 3 ? kGray : kSrgb);
  if (space != kSrgb && space != kGray && space != kSycc && space != kCmyk)
    return Unsupported("color space", "gray, sRGB, sYCC or CMYK",
                       "number " + std::to_string(space));
  layout->inks = space == kCmyk && file.channels == 4;
  layout->luma_chroma = space == kSycc && file.channels >= 3;
  int bits = 8;
  for (const Component& component : file.components) bits = std::max(bits, component.depth);
  if (!file.palette.empty()) bits = std::max(8, *std::ranges::max_element(file.palette));
  if (bits > 31) return Unsupported("bits per sample", "at most 31", std::to_string(bits));
  layout->dropped = std::max(0, bits - int{kMaxBits});
  bits -= layout->dropped;
  layout->max = (uint32_t{1} << bits) - 1;
  layout->info = {.width = file.width,
                  .height = file.height,
                  .channels = static_cast<uint16_t>(layout->inks ? 3 : file.channels),
                  .sample_type = bits > 8 ? SampleType::kU16 : SampleType::kU8};
  if (bits > 8 && bits < 16) layout->info.precision = static_cast<uint8_t>(bits);
  return Ok();
}

// The samples of one channel, at any pixel of the image.
class Channel {
 public:
  Channel() = default;
  Channel(const opj_image_comp_t& component, const StoredFile& file, const Layout& layout)
      : component_(&component),
        dropped_(component.prec > kMaxBits ? component.prec - kMaxBits : 0),
        max_(layout.max),
        own_max_((int64_t{1} << (component.prec - dropped_)) - 1),
        offset_(component.sgnd ? int64_t{1} << (component.prec - 1) : 0) {
    const uint32_t x_first = (file.x0 + component.dx - 1) / component.dx;
    columns_.resize(file.width);
    for (uint32_t x = 0; x < file.width; ++x) {
      const uint32_t at = (file.x0 + x) / component.dx;
      columns_[x] = std::min(at > x_first ? at - x_first : 0, component.w - 1);
    }
    y0_ = file.y0;
  }

  void SetRow(uint32_t y) {
    const uint32_t first = (y0_ + component_->dy - 1) / component_->dy;
    const uint32_t at = (y0_ + y) / component_->dy;
    const uint32_t row = std::min(at > first ? at - first : 0, component_->h - 1);
    row_ = component_->data + size_t{row} * component_->w;
  }

  uint32_t operator[](uint32_t x) const {
    const int64_t value = (row_[columns_[x]] + offset_) >> dropped_;
    const int64_t sample = std::clamp<int64_t>(value, 0, own_max_);
    if (own_max_ == max_) return static_cast<uint32_t>(sample);
    return static_cast<uint32_t>((sample * max_ + own_max_ / 2) / own_max_);
  }

 private:
  const opj_image_comp_t* component_ = nullptr;
  // Of the component's own bits: each may have another number.
  uint32_t dropped_ = 0;
  int64_t max_ = 255;
  int64_t own_max_ = 255;
  int64_t offset_ = 0;
  // Of the component's samples, for each pixel of a row.
  std::vector<uint32_t> columns_;
  uint32_t y0_ = 0;
  const OPJ_INT32* row_ = nullptr;
};

// JFIF's, at the range of the samples.
std::array<uint32_t, 3> FromLumaChroma(const std::array<uint32_t, 4>& pixel, uint32_t max) {
  const double y = pixel[0], cb = pixel[1] - (max + 1) / 2.0, cr = pixel[2] - (max + 1) / 2.0;
  const double rgb[] = {y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb};
  std::array<uint32_t, 3> samples;
  for (size_t i = 0; i < 3; ++i)
    samples[i] = static_cast<uint32_t>(std::clamp(rgb[i] + 0.5, 0.0, static_cast<double>(max)));
  return samples;
}

class Picture {
 public:
  // `image` is decoded. Colors first, then alpha, whatever their order in the file.
  Picture(const opj_image_t& image, const StoredFile& file, const Layout& layout)
      : layout_(layout) {
    const auto is_alpha = [](const opj_image_comp_t& component) { return component.alpha != 0; };
    for (const bool alpha : {false, true}) {
      for (uint32_t i = 0; i < image.numcomps; ++i) {
        if (is_alpha(image.comps[i]) != alpha) continue;
        premultiplied_ = premultiplied_ || image.comps[i].alpha == 2;
        channels_.emplace_back(image.comps[i], file, layout);
      }
    }
  }

  template <class Sample>
  void WriteRow(uint32_t y, Sample* out) {
    for (Channel& channel : channels_) channel.SetRow(y);
    const uint32_t max = layout_.max;
    const size_t count = channels_.size();
    for (uint32_t x = 0; x < layout_.info.width; ++x) {
      std::array<uint32_t, 4> pixel{};
      for (size_t c = 0; c < count; ++c) pixel[c] = channels_[c][x];
      if (layout_.luma_chroma) std::ranges::copy(FromLumaChroma(pixel, max), pixel.begin());
      if (layout_.inks) {
        for (size_t c = 0; c < 3; ++c)
          pixel[c] = (uint64_t{max - pixel[c]} * (max - pixel[3]) + max / 2) / max;
      }
      if (premultiplied_) Unmultiply(pixel);
      for (size_t c = 0; c < layout_.info.channels; ++c) *out++ = static_cast<Sample>(pixel[c]);
    }
  }

 private:
  void Unmultiply(std::array<uint32_t, 4>& pixel) const {
    const uint64_t alpha = pixel[channels_.size() - 1];
    for (size_t c = 0; c + 1 < channels_.size() && alpha > 0; ++c)
      pixel[c] = static_cast<uint32_t>(
          std::min<uint64_t>(layout_.max, (pixel[c] * uint64_t{layout_.max} + alpha / 2) / alpha));
  }

  Layout layout_;
  std::vector<Channel> channels_;
  bool premultiplied_ = false;
};

// OpenJPEG has the picture in 32 bits a sample, and a tile of it again where there are several.
uint64_t HeldBytes(const StoredFile& file) {
  constexpr uint64_t kSampleBytes = 4;
  const uint64_t count = std::max<uint64_t>(file.components.size(), file.channels);
  const uint64_t pixels = Sum(Product(file.width, file.height),
                              file.tiles > 1 || !file.palette.empty() ? file.tile_pixels : 0);
  return Sum(Product(Product(pixels, count), kSampleBytes),
             Product(file.tiles, kTileBytes + kTileComponentBytes * file.components.size()));
}

FileFacts FactsOf(const StoredFile& file) {
  FileFacts facts;
  const auto assign = [](Bytes from, std::vector<uint8_t>* to) {
    to->assign(from.begin(), from.end());
  };
  assign(file.icc, &facts.metadata.icc);
  assign(file.exif, &facts.metadata.exif);
  assign(file.xmp, &facts.metadata.xmp);
  assign(file.iptc, &facts.metadata.iptc);
  if (file.dpi_x > 0 && file.dpi_y > 0) {
    facts.metadata.dpi_x = file.dpi_x;
    facts.metadata.dpi_y = file.dpi_y;
  }
  return facts;
}

Status SendPicture(const DecodeJob& job, const opj_image_t& image, const StoredFile& file,
                   const Layout& layout) {
  bool sound = image.numcomps == file.channels;
  for (uint32_t i = 0; sound && i < image.numcomps; ++i) {
    const opj_image_comp_t& component = image.comps[i];
    sound = component.data && component.w > 0 && component.h > 0 && component.dx > 0 &&
            component.dy > 0 && component.prec > 0 && component.prec <= 31;
  }
  if (!sound) return Error(Code::kCorruptData, "jp2: a component is missing");
  Picture picture(image, file, layout);
  const auto row_bytes = static_cast<size_t>(layout.info.row_bytes());
  return SendBands(job, kFormat, layout.info, [&](uint32_t y, uint32_t count, uint8_t* out) {
    for (uint32_t i = 0; i < count; ++i, out += row_bytes) {
      if (layout.info.sample_type == SampleType::kU8) {
        picture.WriteRow(y + i, out);
      } else {
        picture.WriteRow(y + i, reinterpret_cast<uint16_t*>(out));
      }
    }
    return row_bytes * count;
  });
}

Status DecodeJp2(const DecodeJob& job) {
  Budget budget(job.options.limits, kFormat);
  StoredFile file;
  if (Status status = ParseFile(job.bytes, &file); !status.ok()) return status;
  Layout layout;
  if (Status status = ChooseLayout(file, &layout); !status.ok()) return status;
  const uint64_t metadata_bytes =
      file.icc.size() + file.exif.size() + file.xmp.size() + file.iptc.size();
  if (Status status = budget.TakeMetadata(metadata_bytes); !status.ok()) return status;
  bool wanted = false;
  const FileFacts facts = FactsOf(file);
  if (Status status = BeginSingle(job, kFormat, facts, layout.info, HeldBytes(file), &wanted,
                                  ExifOrientation(facts.metadata.exif));
      !status.ok() || !wanted)
    return status;
  if (layout.dropped > 0) {
    if (Status status = Warn(job, "jp2: samples of " + std::to_string(kMaxBits + layout.dropped) +
                                      " bits are read as 16");
        !status.ok())
      return status;
  }

  Input input(job.bytes);
  const Codec codec(opj_create_decompress(file.has_boxes ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K));
  if (!codec || !input.stream()) return OutOfMemory(0);
  Messages messages(codec.get());
  opj_dparameters_t parameters;
  opj_set_default_decoder_parameters(&parameters);
  opj_image_t* header = nullptr;
  const bool begun =
      opj_setup_decoder(codec.get(), &parameters) &&
      opj_decoder_set_strict_mode(codec.get(), job.options.truncated == Truncated::kError) &&
      opj_read_header(input.stream(), codec.get(), &header);
  const Image image(header);
  const bool decoded = begun && opj_decode(codec.get(), input.stream(), image.get());
  if (!decoded) return messages.ErrorOf(Code::kCorruptData);
  for (const std::string& warning : messages.warnings()) {
    if (Status status = Warn(job, "jp2: " + warning); !status.ok()) return status;
  }
  return SendPicture(job, *image, file, layout);
}

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .libraries = Libraries, .decode = DecodeJp2};

}  // namespace imwrite::jp2
