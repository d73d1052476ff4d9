// Samples are full range: 0 is black, the largest value is white; chroma is around the middle.
#include "src/codecs/avif/planes.h"

#include <algorithm>
#include <cstring>

#include "src/precision.h"

namespace imwrite::avif {
namespace {

constexpr int kAlignment = 32;

// Rounds a sample of the file, which is not negative.
template <class Sample>
Sample Round(float value, float largest) {
  return static_cast<Sample>(std::min(std::max(value + 0.5f, 0.0f), largest));
}

// Writes rows of one picture, two at a time where rows of chroma are made of two.
template <class In, class Out>
class RowWriter {
 public:
  RowWriter(const EncodeJob& job, const Layout& layout, const Weights& weights, PictureParts* parts)
      : info_(job.info), layout_(layout), parts_(*parts), largest_((1 << layout.bits) - 1) {
    const int in_bits = info_.precision > 0 ? info_.precision : Bits(info_.sample_type);
    scale_ = static_cast<float>(largest_) / static_cast<float>((1 << in_bits) - 1);
    red_ = weights.red * scale_;
    green_ = (1 - weights.red - weights.blue) * scale_;
    blue_ = weights.blue * scale_;
    to_cb_ = 0.5f / (1 - weights.blue);
    to_cr_ = 0.5f / (1 - weights.red);
  }

  bool opaque() const { return opaque_; }

  void Write(uint32_t y, uint32_t count, const In* rows) {
    const size_t row_samples = size_t{info_.width} * info_.channels;
    const uint32_t step = 1u << layout_.shift_y;
    for (uint32_t i = 0; i < count; i += step) {
      // The last row of an odd number stands for the missing one, too.
      const In* const first = rows + i * row_samples;
      const In* const second = i + 1 < count && step == 2 ? first + row_samples : first;
      WriteColor(y + i, first);
      if (second != first) WriteColor(y + i + 1, second);
      if (!layout_.gray && !layout_.identity)
        WriteChroma((y + i) >> layout_.shift_y, first, second);
      if (info_.has_alpha()) {
        WriteAlpha(y + i, first);
        if (second != first) WriteAlpha(y + i + 1, second);
      }
    }
  }

 private:
  Out Scaled(In sample) const {
    return static_cast<Out>(static_cast<float>(sample) * scale_ + 0.5f);
  }

  void WriteColor(uint32_t y, const In* in) const {
    const int channels = info_.channels;
    Out* const out = parts_.color.Row<Out>(AOM_PLANE_Y, y);
    if (layout_.gray) {
      for (uint32_t x = 0; x < info_.width; ++x) out[x] = Scaled(in[x * channels]);
    } else if (layout_.identity) {
      Out* const blue = parts_.color.Row<Out>(AOM_PLANE_U, y);
      Out* const red = parts_.color.Row<Out>(AOM_PLANE_V, y);
      for (uint32_t x = 0; x < info_.width; ++x, in += channels) {
        red[x] = Scaled(in[0]);
        out[x] = Scaled(in[1]);
        blue[x] = Scaled(in[2]);
      }
    } else {
      for (uint32_t x = 0; x < info_.width; ++x, in += channels)
        out[x] = static_cast<Out>(Luma(in) + 0.5f);
    }
  }

  float Luma(const In* in) const {
    return static_cast<float>(in[0]) * red_ + static_cast<float>(in[1]) * green_ +
           static_cast<float>(in[2]) * blue_;
  }

  void WriteChroma(uint32_t y, const In* first, const In* second) const {
    Out* const cb = parts_.color.Row<Out>(AOM_PLANE_U, y);
    Out* const cr = parts_.color.Row<Out>(AOM_PLANE_V, y);
    const uint32_t step = 1u << layout_.shift_x;
    const int channels = info_.channels;
    const auto largest = static_cast<float>(largest_);
    const auto middle = 0.5f * static_cast<float>(largest_ + 1);
    for (uint32_t x = 0, at = 0; x < info_.width; x += step, ++at) {
      const size_t left = size_t{x} * channels;
      const size_t right = x + 1 < info_.width && step == 2 ? left + channels : left;
      const float pixels[3] = {Sum(first, second, left, right, 0),
                               Sum(first, second, left, right, 1),
                               Sum(first, second, left, right, 2)};
      const float luma = pixels[0] * red_ + pixels[1] * green_ + pixels[2] * blue_;
      cb[at] = Round<Out>((pixels[2] * scale_ - luma) * to_cb_ + middle, largest);
      cr[at] = Round<Out>((pixels[0] * scale_ - luma) * to_cr_ + middle, largest);
    }
  }

  // The mean of up to four pixels' samples of one channel.
  static float Sum(const In* first, const In* second, size_t left, size_t right, int channel) {
    return static_cast<float>(uint32_t{first[left + channel]} + first[right + channel] +
                              second[left + channel] + second[right + channel]) *
           0.25f;
  }

  void WriteAlpha(uint32_t y, const In* in) {
    Out* const out = parts_.alpha.Row<Out>(AOM_PLANE_Y, y);
    in += info_.alpha_index();
    Out least = static_cast<Out>(largest_);
    for (uint32_t x = 0; x < info_.width; ++x) {
      out[x] = Scaled(in[size_t{x} * info_.channels]);
      least = std::min(least, out[x]);
    }
    opaque_ = opaque_ && least == largest_;
  }

  const ImageInfo& info_;
  const Layout& layout_;
  const PictureParts& parts_;
  int largest_;
  float scale_, red_, green_, blue_, to_cb_, to_cr_;
  bool opaque_ = true;
};

template <class In, class Out>
Status Read(const EncodeJob& job, const Layout& layout, const Weights& weights, double share,
            PictureParts* parts) {
  RowWriter<In, Out> writer(job, layout, weights, parts);
  // Chroma is made of two rows.
  const uint32_t band_rows = (BandRows(job.info) + 1) & ~1u;
  Status status =
      ForEachBand(job, band_rows, 0, share, [&](uint32_t y, uint32_t count, const uint8_t* rows) {
        const auto* const samples = reinterpret_cast<const In*>(rows);
        // libaom does not look.
        if (job.info.precision > 0) {
          if (Status checked = CheckPrecision(job.info, y, count, samples); !checked.ok())
            return checked;
        }
        writer.Write(y, count, samples);
        return Ok();
      });
  parts->has_alpha = job.info.has_alpha() && !writer.opaque();
  return status;
}

}  // namespace

std::optional<Weights> WeightsOf(int matrix) {
  switch (matrix) {
    case 0: return Weights{0, 0};
    case 1: return Weights{0.2126f, 0.0722f};
    case 5:
    case 6: return Weights{0.299f, 0.114f};
    case 9: return Weights{0.2627f, 0.0593f};
    default: return std::nullopt;
  }
}

bool Planes::Allocate(uint32_t width, uint32_t height, const Layout& layout) {
  const bool wide = layout.bits > 8;
  const auto format = !layout.shift_x   ? (wide ? AOM_IMG_FMT_I44416 : AOM_IMG_FMT_I444)
                      : !layout.shift_y ? (wide ? AOM_IMG_FMT_I42216 : AOM_IMG_FMT_I422)
                                        : (wide ? AOM_IMG_FMT_I42016 : AOM_IMG_FMT_I420);
  image_ = aom_img_alloc(nullptr, format, width, height, kAlignment);
  if (!image_) return false;
  image_->bit_depth = static_cast<unsigned>(layout.bits);
  image_->range = AOM_CR_FULL_RANGE;
  image_->monochrome = layout.gray;
  if (layout.gray) {
    // libaom reads them all the same.
    const uint32_t rows = (height + 1) / 2, columns = (width + 1) / 2;
    for (const int plane : {AOM_PLANE_U, AOM_PLANE_V}) {
      for (uint32_t y = 0; y < rows; ++y) {
        if (wide) {
          std::fill_n(Row<uint16_t>(plane, y), columns,
                      static_cast<uint16_t>(1 << (layout.bits - 1)));
        } else {
          std::memset(Row<uint8_t>(plane, y), 128, columns);
        }
      }
    }
  }
  return true;
}

Status ReadPlanes(const EncodeJob& job, const Layout& layout, const Weights& weights, double share,
                  PictureParts* parts) {
  const uint32_t width = job.info.width, height = job.info.height;
  if (!parts->color.Allocate(width, height, layout) ||
      (job.info.has_alpha() && !parts->alpha.Allocate(width, height, AlphaLayout(layout.bits))))
    return OutOfMemory(0);
  if (job.info.sample_type == SampleType::kU16)
    return Read<uint16_t, uint16_t>(job, layout, weights, share, parts);
  return layout.bits > 8 ? Read<uint8_t, uint16_t>(job, layout, weights, share, parts)
                         : Read<uint8_t, uint8_t>(job, layout, weights, share, parts);
}

}  // namespace imwrite::avif
