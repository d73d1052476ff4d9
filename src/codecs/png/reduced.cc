#include "src/codecs/png/reduced.h"

#include <algorithm>

namespace imwrite::png {
namespace {

constexpr uint8_t kGray = 0;
constexpr uint8_t kIndexed = 3;

// One byte for each pixel of `source`.
class ByteRows : public RowReader {
 public:
  ByteRows(RowReader& source, const ImageInfo& info) : source_(source), info_(info) {}

  Status Read(uint32_t y, uint32_t count, const uint8_t** rows) override {
    if (!band_.Resize(uint64_t{info_.width} * count)) return OutOfMemory(size_t{info_.width} * count);
    const uint8_t* from = nullptr;
    if (Status status = source_.Read(y, count, &from); !status.ok()) return status;
    for (uint32_t i = 0; i < count; ++i) {
      uint8_t* to = band_.data() + size_t{i} * info_.width;
      if (Status status = Convert(y + i, from + i * info_.row_bytes(), to); !status.ok()) return status;
    }
    *rows = band_.data();
    return Ok();
  }

 protected:
  virtual Status Convert(uint32_t y, const uint8_t* from, uint8_t* to) = 0;
  const ImageInfo& info() const { return info_; }

 private:
  RowReader& source_;
  ImageInfo info_;
  Buffer band_;
};

// 8-bit gray in fewer bits, exactly; but in one bit all that is not black is white.
class LevelRows : public ByteRows {
 public:
  LevelRows(RowReader& source, const ImageInfo& info, uint8_t bits) : ByteRows(source, info), bits_(bits) {}

 private:
  Status Convert(uint32_t y, const uint8_t* from, uint8_t* to) override {
    const uint32_t step = 255u / ((1u << bits_) - 1);
    for (uint32_t x = 0; x < info().width; ++x) {
      if (bits_ > 1 && from[x] % step != 0) return Inexact(step, from[x], x, y);
      to[x] = bits_ == 1 ? from[x] != 0 : static_cast<uint8_t>(from[x] / step);
    }
    return Ok();
  }

  Status Inexact(uint32_t step, uint8_t sample, uint32_t x, uint32_t y) const {
    Status status = Mismatch(Code::kInvalidOption, "png option 'bitDepth' of " + std::to_string(bits_),
                             "samples that are multiples of " + std::to_string(step),
                             std::to_string(sample) + " at " + std::to_string(x) + ", " + std::to_string(y));
    status.option = "bitDepth";
    return status;
  }

  uint8_t bits_;
};

// The indices of pixels whose colours are all in the palette.
class IndexRows : public ByteRows {
 public:
  IndexRows(RowReader& source, const ImageInfo& info, const Palette& palette)
      : ByteRows(source, info), palette_(palette), colors_(info.width) {}

 private:
  Status Convert(uint32_t, const uint8_t* from, uint8_t* to) override {
    ToColors(from, info().width, info().channels, colors_.data());
    for (uint32_t x = 0; x < info().width; ++x) {
      to[x] = x > 0 && colors_[x] == colors_[x - 1] ? to[x - 1] : palette_.Find(colors_[x]);
    }
    return Ok();
  }

  Palette palette_;
  std::vector<Rgba> colors_;
};

// Calls row(pixels) from top to bottom until it gives false.
template <class Row>
Status ForEachRow(const EncodeJob& job, Row&& row) {
  const uint32_t band_rows = BandRows(job.info);
  for (uint32_t y = 0; y < job.info.height; y += band_rows) {
    const uint32_t count = std::min(band_rows, job.info.height - y);
    const uint8_t* rows = nullptr;
    if (Status status = job.rows.Read(y, count, &rows); !status.ok()) return status;
    for (uint32_t i = 0; i < count; ++i) {
      if (!row(rows + i * job.info.row_bytes())) return Ok();
    }
  }
  return Ok();
}

void ReduceTo(uint8_t bits, const EncodeJob& job, Reduced* reduced) {
  reduced->rows = std::make_unique<LevelRows>(job.rows, job.info, bits);
  reduced->storage = {kGray, bits};
}

// The fewest bits that hold every sample; no palette, so that gray stays gray.
Status ReduceGray(const EncodeJob& job, Reduced* reduced) {
  uint8_t bits = 1;
  Status status = ForEachRow(job, [&](const uint8_t* row) {
    for (uint32_t x = 0; x < job.info.width; ++x) {
      while (bits < 8 && row[x] % (255u / ((1u << bits) - 1)) != 0) bits *= 2;
    }
    return bits < 8;
  });
  if (status.ok() && bits < 8) ReduceTo(bits, job, reduced);
  return status;
}

Status ReduceToPalette(const EncodeJob& job, Reduced* reduced) {
  Palette palette;
  std::vector<Rgba> colors(job.info.width);
  bool fits = true;
  Status status = ForEachRow(job, [&](const uint8_t* row) {
    ToColors(row, job.info.width, job.info.channels, colors.data());
    return fits = palette.Add(colors);
  });
  if (!status.ok() || !fits) return status;
  palette.Sort();
  reduced->rows = std::make_unique<IndexRows>(job.rows, job.info, palette);
  reduced->storage = {kIndexed, palette.bits()};
  palette.PutChunks(job.info.has_alpha(), &reduced->chunks);
  return Ok();
}

Status Refused(std::string_view option, std::string expected, std::string actual) {
  Status status = Mismatch(Code::kInvalidOption, "png option '" + std::string(option) + "'", std::move(expected), std::move(actual));
  status.option = option;
  return status;
}

}  // namespace

Status CheckReduction(const EncodeJob& job) {
  const auto& options = *static_cast<const Options*>(job.options);
  const ImageInfo& info = job.info;
  const std::string actual = std::to_string(info.channels) + " of " + std::string(Name(info.depth));
  if (options.low_bits() > 0 && (info.channels != 1 || info.depth != Depth::kU8)) {
    return Refused("bitDepth", "1 channel of uint8 samples for fewer than 8 bits", actual);
  }
  if (options.bit_depth >= BitDepth::k8 && Bits(info.depth) != (options.bit_depth == BitDepth::k8 ? 8 : 16)) {
    return Refused("bitDepth", std::to_string(Bits(info.depth)) + ", as the samples are (the option 'depth' converts them)",
                   options.bit_depth == BitDepth::k8 ? "8" : "16");
  }
  if (!options.wants_palette()) return Ok();
  if (job.animation) return Refused("palette", "'off' for an animation", "'auto'");
  return options.bit_depth ? Refused("palette", "'off' with the option 'bitDepth'", "'auto'") : Ok();
}

Status Reduce(const EncodeJob& job, Reduced* reduced) {
  const auto& options = *static_cast<const Options*>(job.options);
  if (options.low_bits() > 0) return ReduceTo(options.low_bits(), job, reduced), Ok();
  // Gray with alpha would come back as RGBA.
  if (!options.wants_palette() || job.info.depth != Depth::kU8 || job.info.channels == 2) return Ok();
  return job.info.channels == 1 ? ReduceGray(job, reduced) : ReduceToPalette(job, reduced);
}

}  // namespace imwrite::png
