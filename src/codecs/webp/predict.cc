// Chooses a predictor for each tile by the sum of the residuals' magnitudes. Plain loops over
// bytes, which the compiler turns into SIMD.
#include "src/codecs/webp/predict.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <cstring>

namespace imwrite::webp {
namespace {

// The format's numbers of the predictors used here.
enum Predictor : uint8_t {
  kLeft = 1,
  kTop = 2,
  kMeanOfLeftAndTop = 7,
  kMeanOfFour = 10,
  kGradient = 12
};
constexpr Predictor kChoices[] = {kGradient, kMeanOfLeftAndTop, kMeanOfFour, kTop, kLeft};

constexpr int kPixel = 4;

inline uint8_t Mean(int a, int b) { return static_cast<uint8_t>((a + b) >> 1); }

template <Predictor predictor>
inline uint8_t Predicted(const uint8_t* now, const uint8_t* above) {
  if constexpr (predictor == kLeft) return now[-kPixel];
  if constexpr (predictor == kTop) return above[0];
  if constexpr (predictor == kMeanOfLeftAndTop) return Mean(now[-kPixel], above[0]);
  if constexpr (predictor == kMeanOfFour)
    return Mean(Mean(now[-kPixel], above[-kPixel]), Mean(above[0], above[kPixel]));
  return static_cast<uint8_t>(std::clamp(now[-kPixel] + above[0] - above[-kPixel], 0, 255));
}

template <Predictor predictor>
uint32_t SubtractWith(const uint8_t* now, const uint8_t* above, int size, uint8_t* out) {
  for (int i = 0; i < size; ++i)
    out[i] = static_cast<uint8_t>(now[i] - Predicted<predictor>(now + i, above + i));
  uint16_t sum = 0;
  for (int i = 0; i < size; ++i)
    sum = static_cast<uint16_t>(sum + std::min<uint8_t>(out[i], static_cast<uint8_t>(-out[i])));
  return sum;
}

// Writes the residuals of `size` bytes of a row; gives the sum of their magnitudes.
uint32_t Subtract(Predictor predictor, const uint8_t* now, const uint8_t* above, int size,
                  uint8_t* out) {
  switch (predictor) {
    case kLeft: return SubtractWith<kLeft>(now, above, size, out);
    case kTop: return SubtractWith<kTop>(now, above, size, out);
    case kMeanOfLeftAndTop: return SubtractWith<kMeanOfLeftAndTop>(now, above, size, out);
    case kMeanOfFour: return SubtractWith<kMeanOfFour>(now, above, size, out);
    default: return SubtractWith<kGradient>(now, above, size, out);
  }
}

void SubtractGreen(const uint32_t* from, uint32_t count, uint32_t* to) {
  for (uint32_t x = 0; x < count; ++x) {
    const uint32_t green = from[x] >> 8 & 255;
    const uint32_t others = (from[x] & 0x00ff00ff) + 0x01000100 - (green << 16 | green);
    to[x] = (from[x] & 0xff00ff00) | (others & 0x00ff00ff);
  }
}

// Two steps an octave of the mean magnitude.
uint8_t EntropyBin(uint32_t sum, uint32_t pixels) {
  const uint32_t mean = 2 + sum * 8 / pixels;
  const int octave = std::bit_width(mean) - 2;
  return static_cast<uint8_t>(2 * octave + (mean >> octave & 1));
}

// The rows of a tile and the one above, without green, a pixel of margin on either side.
class Rows {
 public:
  bool Start(uint32_t width) {
    width_ = width;
    stride_ = width + 2;
    if (!pixels_.Resize(uint64_t{stride_} * (kTile + 1) * kPixel)) return false;
    std::memset(pixels_.data(), 0, pixels_.size());
    return true;
  }
  // Row −1 is the one above.
  uint32_t* operator[](int y) {
    return reinterpret_cast<uint32_t*>(pixels_.data()) +
           size_t{stride_} * static_cast<uint32_t>(y + 1) + 1;
  }
  const uint8_t* Bytes(int y, uint32_t x) {
    return reinterpret_cast<const uint8_t*>((*this)[y] + x);
  }

  void Fill(const uint32_t* argb, int count) {
    std::memcpy((*this)[-1], (*this)[kTile - 1], size_t{width_} * kPixel);
    for (int y = 0; y < count; ++y) {
      SubtractGreen(argb + size_t{width_} * static_cast<uint32_t>(y), width_, (*this)[y]);
      // Right of the last pixel the format sees the first one of the next row.
      (*this)[y - 1][width_] = (*this)[y][0];
    }
  }

 private:
  Buffer pixels_;
  uint32_t width_ = 0;
  uint32_t stride_ = 0;
};

void Group(uint32_t width, uint32_t height, Tiles* tiles) {
  // A group has to pay for its codes.
  const uint32_t limit =
      static_cast<uint32_t>(std::clamp<uint64_t>(uint64_t{width} * height >> 14, 1, 20));
  for (;;) {
    std::array<bool, 256> used{};
    for (const uint8_t group : tiles->groups) used[group] = true;
    if (const auto count = static_cast<uint32_t>(std::ranges::count(used, true)); count <= limit) {
      std::array<uint8_t, 256> numbers{};
      uint8_t next = 0;
      for (size_t i = 0; i < used.size(); ++i) numbers[i] = used[i] ? next++ : 0;
      for (uint8_t& group : tiles->groups) group = numbers[group];
      tiles->group_count = count;
      return;
    }
    for (uint8_t& group : tiles->groups) group >>= 1;
  }
}

}  // namespace

bool Predict(uint32_t* argb, uint32_t width, uint32_t height, Tiles* tiles) {
  tiles->columns = (width + kTile - 1) >> kTileBits;
  tiles->rows = (height + kTile - 1) >> kTileBits;
  Rows rows;
  if (!rows.Start(width)) return false;
  for (uint32_t y0 = 0; y0 < height; y0 += kTile) {
    const int count = static_cast<int>(std::min(kTile, height - y0));
    rows.Fill(argb + size_t{width} * y0, count);
    // The first row is foretold by its left neighbors, the first column by those above.
    const int first = y0 == 0;
    for (uint32_t x0 = 0; x0 < width; x0 += kTile) {
      const uint32_t end = std::min(x0 + kTile, width);
      const uint32_t begin = std::max(x0, 1u);
      const int size = static_cast<int>(end - begin) * kPixel;
      Predictor best = kChoices[0];
      uint32_t least = UINT32_MAX;
      std::array<std::array<uint8_t, kTile * kTile * kPixel>, 2> residuals;
      int kept = 0;
      for (const Predictor choice : kChoices) {
        uint32_t sum = 0;
        for (int y = first; y < count && sum < least; ++y) {
          sum += Subtract(choice, rows.Bytes(y, begin), rows.Bytes(y - 1, begin), size,
                          &residuals[1 - kept][y * kTile * kPixel]);
        }
        if (sum >= least) continue;
        least = sum;
        best = choice;
        kept = 1 - kept;
      }
      for (int y = 0; y < count; ++y) {
        uint32_t* out = argb + size_t{width} * (y0 + static_cast<uint32_t>(y));
        auto* bytes = reinterpret_cast<uint8_t*>(out + begin);
        if (y < first) {
          Subtract(kLeft, rows.Bytes(0, begin), rows.Bytes(-1, begin), size, bytes);
        } else {
          std::memcpy(bytes, &residuals[kept][y * kTile * kPixel], static_cast<size_t>(size));
        }
        if (x0 > 0) continue;
        constexpr uint32_t kOpaqueBlack = 0xff000000;
        auto* corner = reinterpret_cast<uint8_t*>(out);
        const uint32_t above = y < first ? kOpaqueBlack : rows[y - 1][0];
        Subtract(kTop, rows.Bytes(y, 0), reinterpret_cast<const uint8_t*>(&above), kPixel, corner);
      }
      tiles->predictors.push_back(best);
      tiles->groups.push_back(EntropyBin(least, kTile * kTile));
    }
  }
  Group(width, height, tiles);
  return true;
}

}  // namespace imwrite::webp
