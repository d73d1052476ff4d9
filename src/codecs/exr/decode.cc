// The OpenEXR decoder: rows and tiles of half floats, floats and integers, one or several parts,
// all compressions but DWA. Deep pictures are not read.
#include <libdeflate.h>

#include <cstring>

#include "src/codecs/exr/blocks.h"
#include "src/codecs/exr/layout.h"
#include "src/codecs/exr/unpacker.h"
#include "src/half.h"

namespace imwrite::exr {
namespace {

// Some samples of a channel as the image has them; those of floats as their bits.
uint32_t Load(const uint8_t* piece, SampleKind kind, size_t index, bool as_integers) {
  uint32_t sample = 0;
  std::memcpy(&sample, piece + index * Bytes(kind), Bytes(kind));
  if (kind == SampleKind::kHalf)
    return std::bit_cast<uint32_t>(FromHalf(static_cast<uint16_t>(sample)));
  if (kind == SampleKind::kUint && !as_integers)
    return std::bit_cast<uint32_t>(static_cast<float>(sample));
  return sample;
}

class PartReader {
 public:
  PartReader(const DecodeJob& job, const File& file, size_t number)
      : job_(job),
        part_(file.parts[number]),
        layout_(ChooseLayout(part_)),
        info_(layout_.info),
        blocks_(job.bytes, file, number) {}

  const ImageInfo& info() const { return info_; }

  uint64_t HeldBytes() const {
    const uint64_t raw = BytesOf(LargestBlock());
    return Sum(Sum(raw, Unpacker::HeldBytes(part_.compression, raw)),
               Sum(Product(info_.row_bytes(), LargestBlock().rows + 1), Blocks::HeldBytes(part_)));
  }

  Status Send() {
    const Block largest = LargestBlock();
    const uint64_t raw = BytesOf(largest);
    const uint64_t rows = info_.row_bytes() * (largest.rows + uint64_t{1});
    if (!raw_.Resize(raw) || !rows_.Resize(rows)) return OutOfMemory(static_cast<size_t>(rows));
    if (Status status = unpacker_.Start(part_.compression, raw); !status.ok()) return status;
    std::memset(rows_.data(), 0, static_cast<size_t>(rows));
    weights_ = LumaWeights(part_);
    const auto row_bytes = static_cast<size_t>(info_.row_bytes());
    Status status = SendBands(job_, kFormat, info_, [&](uint32_t y, uint32_t count, uint8_t* to) {
      for (uint32_t i = 0; i < count; ++i, to += row_bytes) {
        const uint32_t row = (y + i) / part_.block_rows();
        if (row != loaded_ && !Load(row)) return i * row_bytes;
        std::memcpy(to, Row((y + i) % part_.block_rows()), row_bytes);
        Finish(reinterpret_cast<float*>(to));
      }
      return count * row_bytes;
    });
    if (!status.ok() || !blocks_.looked()) return status;
    return Warn(job_, "exr: the table of its blocks is damaged: they were looked for");
  }

  Status Explain() const {
    if (layout_.left_out > 0) {
      if (Status status = Warn(job_, "exr: " + std::to_string(layout_.left_out) + " of its " +
                                         std::to_string(part_.channels.size()) +
                                         " channels are no part of the picture, and left out");
          !status.ok())
        return status;
    }
    if (!part_.display || part_.display == part_.data) return Ok();
    const auto place = [](const Window& window) {
      return std::to_string(int64_t{window.x1} - window.x0 + 1) + " x " +
             std::to_string(int64_t{window.y1} - window.y0 + 1) + " pixels at " +
             std::to_string(window.x0) + ", " + std::to_string(window.y0);
    };
    return Warn(job_, "exr: the picture is the data window, " + place(part_.data) +
                          "; the display window is " + place(*part_.display));
  }

 private:
  Block LargestBlock() const {
    return {part_.channels, part_.data.x0, part_.data.y0,
            std::min(part_.block_width(), info_.width), std::min(part_.block_rows(), info_.height)};
  }

  // The row in front of the first is the last of the blocks before.
  uint8_t* Row(size_t row) {
    return rows_.data() + (row + 1) * static_cast<size_t>(info_.row_bytes());
  }

  // The blocks beside one another that have these rows.
  bool Load(uint32_t row) {
    const uint32_t begin = row * part_.block_rows();
    const uint32_t count = std::min(part_.block_rows(), info_.height - begin);
    const auto row_bytes = static_cast<size_t>(info_.row_bytes());
    if (loaded_ != kNone) std::memcpy(Row(0) - row_bytes, Row(loaded_rows_ - 1), row_bytes);
    for (uint32_t column = 0; column < part_.columns(); ++column) {
      const auto packed = blocks_.Find(column, row);
      if (!packed) return false;
      const uint32_t x = column * part_.block_width();
      const Block block{part_.channels, int64_t{part_.data.x0} + x, int64_t{part_.data.y0} + begin,
                        std::min(part_.block_width(), info_.width - x), count};
      if (!unpacker_.Unpack(block, *packed, raw_.data())) return false;
      for (size_t c = 0; c < layout_.sources.size(); ++c) {
        if (layout_.sources[c]) Place(block, x, *layout_.sources[c], c);
      }
    }
    loaded_ = row;
    loaded_rows_ = count;
    return true;
  }

  // Puts the samples of a channel into the image's rows; where there are none, those before them.
  void Place(const Block& block, uint32_t x, size_t source, size_t channel) {
    const Channel& from = part_.channels[source];
    const bool as_integers = info_.sample_type == SampleType::kU32;
    const size_t step = info_.channels * kSampleBytes;
    const uint8_t* piece = raw_.data();
    for (uint32_t row = 0; row < block.rows; ++row) {
      uint8_t* to = Row(row) + x * step + channel * kSampleBytes;
      bool has_samples = false;
      for (size_t i = 0; i < part_.channels.size(); ++i) {
        const Channel& other = part_.channels[i];
        if (SamplesIn(block.y + row, 1, other.y_sampling) == 0) continue;
        if (i == source) {
          has_samples = true;
          for (uint32_t k = 0; k < block.width; ++k) {
            const uint32_t sample = exr::Load(piece, from.kind, k / from.x_sampling, as_integers);
            std::memcpy(to + k * step, &sample, kSampleBytes);
          }
        }
        piece += ColumnsOf(other, block) * Bytes(other.kind);
      }
      if (has_samples) continue;
      const uint8_t* above = to - static_cast<size_t>(info_.row_bytes());
      for (uint32_t k = 0; k < block.width; ++k)
        std::memcpy(to + k * step, above + k * step, kSampleBytes);
    }
  }

  // What concerns all samples of a pixel.
  void Finish(float* row) const {
    if (info_.sample_type != SampleType::kF32) return;
    const size_t step = info_.channels;
    if (layout_.is_luma_chroma) {
      for (uint32_t x = 0; x < info_.width; ++x) ToRgb(row + x * step);
    }
    if (!info_.has_alpha()) return;
    const size_t colors = step - 1;
    for (uint32_t x = 0; x < info_.width; ++x, row += step) {
      // Light without alpha stays what it is.
      const float alpha = row[colors];
      for (size_t c = 0; alpha != 0 && c < colors; ++c) row[c] /= alpha;
    }
  }

  void ToRgb(float* pixel) const {
    const float luma = pixel[1];
    pixel[0] = (pixel[0] + 1) * luma;
    pixel[2] = (pixel[2] + 1) * luma;
    pixel[1] = (luma - pixel[0] * weights_[0] - pixel[2] * weights_[2]) / weights_[1];
  }

  static constexpr uint32_t kNone = UINT32_MAX;
  static constexpr size_t kSampleBytes = 4;

  const DecodeJob& job_;
  const Part& part_;
  const Layout layout_;
  const ImageInfo& info_;
  Blocks blocks_;
  Unpacker unpacker_;
  Buffer raw_;
  Buffer rows_;
  uint32_t loaded_ = kNone;
  uint32_t loaded_rows_ = 0;
  std::array<float, 3> weights_{};
};

Status Describe(const Part& part, Budget* budget, FileFacts* facts) {
  for (const Text& text : part.texts) {
    if (Status status = budget->TakeMetadata(text.keyword.size() + text.text.size()); !status.ok())
      return status;
  }
  facts->metadata.texts = part.texts;
  if (part.density > 0 && part.density < 1e6) {
    facts->metadata.dpi_x = part.density;
    facts->metadata.dpi_y =
        part.density * (part.aspect > 1e-3 && part.aspect < 1e3 ? part.aspect : 1);
  }
  if (ChooseLayout(part).info.sample_type != SampleType::kF32) return Ok();
  // Light, not what a screen is given; of BT.709's colors, where nothing is said.
  const Chromaticities& colors = part.chromaticities.value_or(ChromaticitiesOf(1));
  const auto& [rx, ry, gx, gy, bx, by, wx, wy] = colors;
  facts->colorimetry = Colorimetry{1, std::array{wx, wy, rx, ry, gx, gy, bx, by}};
  if (const auto primaries = CicpPrimariesOf(colors))
    facts->metadata.cicp = {*primaries, kCicpTransfers[0], 0, 1};
  return Ok();
}

Status ReadPart(const DecodeJob& job, const File& file, size_t number, Budget* budget) {
  const Part& part = file.parts[number];
  if (part.compression >= Compression::kDwaa)
    return Mismatch(Code::kUnsupportedData, "exr compression",
                    "none, rle, zips, zip, piz, pxr24, b44 or b44a",
                    part.compression == Compression::kDwaa ? "dwaa" : "dwab");
  PartReader reader(job, file, number);
  const ImageInfo& info = reader.info();
  if (Status status = budget->TakePixels(info.width, info.height); !status.ok()) return status;
  if (Status status = budget->TakeMemory(Sum(ImageBytes(info), reader.HeldBytes())); !status.ok())
    return status;
  if (Status status = reader.Explain(); !status.ok()) return status;
  if (Status status = job.sink.Begin(info, 1, 0); !status.ok()) return status;
  return reader.Send();
}

Status DecodeExr(const DecodeJob& job) {
  File file;
  if (Status status = ReadHeaders(job.bytes, &file); !status.ok()) return status;
  std::vector<size_t> flat;
  for (size_t i = 0; i < file.parts.size(); ++i) {
    if (!file.parts[i].is_deep) flat.push_back(i);
  }
  if (flat.empty())
    return Mismatch(Code::kUnsupportedData, "exr picture", "one sample a pixel", "a deep one");
  uint32_t begin = 0;
  uint32_t end = 0;
  if (Status status = ChooseFrames(job, kFormat, static_cast<uint32_t>(flat.size()), &begin, &end);
      !status.ok())
    return status;
  FileFacts facts;
  facts.frame_count = static_cast<uint32_t>(flat.size());
  Budget budget(job.options.limits, kFormat);
  if (Status status = Describe(file.parts[flat[begin < end ? begin : 0]], &budget, &facts);
      !status.ok())
    return status;
  if (Status status = budget.TakeFrames(end - begin); !status.ok()) return status;
  if (Status status = budget.TakeMemory(job.bytes.size()); !status.ok()) return status;
  if (Status status = job.sink.File(facts); !status.ok()) return status;
  if (flat.size() < file.parts.size()) {
    if (Status status = Warn(job, "exr: " + std::to_string(file.parts.size() - flat.size()) +
                                      " of its parts are deep, and left out");
        !status.ok())
      return status;
  }
  for (uint32_t i = begin; i < end; ++i) {
    if (Status status = ReadPart(job, file, flat[i], &budget); !status.ok()) return status;
  }
  return Ok();
}

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libdeflate", LIBDEFLATE_VERSION_STRING}};
  return kLibraries;
}

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .libraries = Libraries, .decode = DecodeExr};

}  // namespace imwrite::exr
