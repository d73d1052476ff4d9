// Lossless WebP (RFC 9649) in a fraction of libwebp's time: photographs as residuals of a predictor
// chosen for each tile, with Huffman codes for each degree of detail; drawings as matches and a
// cache of colors. The sizes of both are known before a bit is written, so the bytes go straight
// to the sink.
#include "src/codecs/webp/fast-lossless.h"

#include <algorithm>
#include <cstring>

#include "src/codecs/webp/lossless-image.h"

namespace imwrite::webp {
namespace {

using entropy::BitWriter;

// Shares of the progress: rows read, symbols counted; the rest is writing.
constexpr double kReadShare = 0.3;
constexpr double kCountShare = 0.6;
constexpr int kCacheBits = 9;
constexpr size_t kChunk = 65536;

struct Source {
  Buffer argb;
  bool alpha = false;
  // Pixels that equal their left neighbor.
  uint64_t repeated = 0;
};

uint32_t* Argb(Buffer& buffer) { return reinterpret_cast<uint32_t*>(buffer.data()); }

Status ReadSource(const EncodeJob& job, bool exact, Source* source) {
  const uint32_t width = job.info.width;
  const uint64_t bytes = uint64_t{width} * job.info.height * sizeof(uint32_t);
  if (!source->argb.Resize(bytes)) return OutOfMemory(static_cast<size_t>(bytes));
  uint32_t all = UINT32_MAX;
  Status status = ForEachBand(
      job, BandRows(job.info), 0, kReadShare, [&](uint32_t y, uint32_t count, const uint8_t* rows) {
        const size_t pixels = size_t{width} * count;
        uint32_t* out = Argb(source->argb) + size_t{width} * y;
        if (job.info.channels == 3) {
          for (size_t i = 0; i < pixels; ++i)
            out[i] = 0xff000000 | uint32_t{rows[3 * i]} << 16 | uint32_t{rows[3 * i + 1]} << 8 |
                     rows[3 * i + 2];
        } else {
          for (size_t i = 0; i < pixels; ++i) {
            uint32_t abgr;
            std::memcpy(&abgr, rows + 4 * i, sizeof abgr);
            all &= abgr;
            out[i] = (abgr & 0xff00ff00) | (abgr & 255) << 16 | (abgr >> 16 & 255);
            if (!exact && abgr >> 24 == 0) out[i] = 0;
          }
        }
        for (size_t i = 1; i < pixels; ++i) source->repeated += out[i] == out[i - 1];
        return Ok();
      });
  source->alpha = all >> 24 != 255;
  return status;
}

// An image that says something about the tiles: a number in green.
bool WriteTransformImage(std::span<const uint8_t> numbers, uint32_t columns, BitWriter* bits) {
  std::vector<uint32_t> argb(numbers.size());
  std::ranges::transform(numbers, argb.begin(),
                         [](uint8_t number) { return uint32_t{number} << 8; });
  const LosslessImage image{argb, columns};
  const LosslessCoder coder(image);
  bits->Add(0, 1);  // no cache
  coder.WriteHeader(bits);
  bits->Flush();
  return coder.WritePixels(bits, [](uint32_t) { return true; });
}

void WriteVp8lHeader(const EncodeJob& job, bool alpha, BitWriter* bits) {
  constexpr uint32_t kSignature = 0x2f;
  bits->Add(kSignature, 8);
  bits->Add(job.info.width - 1, 14);
  bits->Add(job.info.height - 1, 14);
  bits->Add(alpha, 1);
  bits->Add(0, 3);  // version
  bits->Flush();
}

void WriteTransforms(const Tiles& tiles, BitWriter* bits) {
  constexpr uint32_t kPredictor = 0, kSubtractGreen = 2;
  bits->Add(1 | kSubtractGreen << 1, 3);
  bits->Add(1 | kPredictor << 1, 3);
  bits->Add(kTileBits - 2, 3);
  bits->Flush();
  WriteTransformImage(tiles.predictors, tiles.columns, bits);
}

bool WriteRiff(uint64_t payload, ByteSink& sink) {
  uint8_t header[20] = {'R', 'I', 'F', 'F', 0, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', 'L'};
  const auto put = [&](int at, uint64_t value) {
    for (int i = 0; i < 4; ++i) header[at + i] = static_cast<uint8_t>(value >> 8 * i);
  };
  put(4, 12 + payload + (payload & 1));
  put(16, payload);
  return sink.Write(header, sizeof header);
}

Status WriteImage(const EncodeJob& job, const LosslessImage& image, const LosslessCoder& coder,
                  bool alpha, ByteSink& sink) {
  const size_t tiles = image.tiles ? image.tiles->groups.size() : 0;
  Buffer buffer;
  // No code of a tile's number is longer than two bytes.
  const size_t bound = coder.HeaderBound() + 2 * (2 * tiles + 4096) + 2 * kChunk;
  if (!buffer.Resize(bound)) return OutOfMemory(bound);
  BitWriter bits(buffer.data());
  WriteVp8lHeader(job, alpha, &bits);
  if (image.tiles) WriteTransforms(*image.tiles, &bits);
  bits.Add(0, 1);  // no more transforms
  bits.Add(image.cache_bits > 0, 1);
  if (image.cache_bits) bits.Add(static_cast<unsigned>(image.cache_bits), 4);
  const bool grouped = image.tiles && image.tiles->group_count > 1;
  bits.Add(grouped, 1);
  if (grouped) {
    bits.Add(kTileBits - 2, 3);
    bits.Flush();
    WriteTransformImage(image.tiles->groups, image.tiles->columns, &bits);
  }
  coder.WriteHeader(&bits);
  bits.Flush();

  const uint64_t header_bits =
      static_cast<uint64_t>(bits.next() - buffer.data()) * 8 + bits.waiting();
  const uint64_t payload = (header_bits + coder.pixel_bits() + 7) / 8;
  constexpr uint64_t kLargest = UINT32_MAX - 20;
  if (payload > kLargest)
    return Error(Code::kImageTooLarge,
                 "webp: the picture needs more bytes than the format can hold");
  const auto give = [&] {
    const bool taken = sink.Write(buffer.data(), static_cast<size_t>(bits.next() - buffer.data()));
    bits.MoveTo(buffer.data());
    return taken;
  };
  const double pixels = static_cast<double>(image.argb.size());
  const bool written = WriteRiff(payload, sink) && coder.WritePixels(&bits, [&](uint32_t position) {
    if (bits.next() - buffer.data() < static_cast<std::ptrdiff_t>(kChunk)) return true;
    return give() &&
           (!job.progress || job.progress(kCountShare + (1 - kCountShare) * position / pixels));
  });
  if (!written) return Aborted();
  bits.Align();
  if (payload & 1) {
    bits.Add(0, 8);
    bits.Flush();
  }
  return give() ? Ok() : Aborted();
}

}  // namespace

Status WriteFastLossless(const EncodeJob& job, bool exact, ByteSink& sink) {
  Source source;
  if (Status status = ReadSource(job, exact, &source); !status.ok()) return status;
  const auto pixels = size_t{job.info.width} * job.info.height;
  LosslessImage image{{Argb(source.argb), pixels}, job.info.width};
  Tiles tiles{};
  // Photographs have few equal neighbors; drawings are better kept whole, so that equal parts are
  // found.
  const bool drawn = source.repeated * 3 > pixels;
  if (drawn) {
    image.cache_bits = kCacheBits;
  } else {
    if (!Predict(Argb(source.argb), job.info.width, job.info.height, &tiles))
      return OutOfMemory(size_t{job.info.width} * 72);
    image.tiles = &tiles;
  }
  if (!FindMatches(image.argb, image.width, &image.matches)) return OutOfMemory(131072);
  const LosslessCoder coder(image);
  if (job.progress && !job.progress(kCountShare)) return Aborted();
  return WriteImage(job, image, coder, source.alpha, sink);
}

}  // namespace imwrite::webp
