// ICC profiles that are curves and a matrix, as those of screens and cameras' pictures are.
#include <algorithm>
#include <string_view>

#include "src/big-endian.h"
#include "src/codecs/jxl/conversion.h"

namespace imwrite::jxl {
namespace {

using Bytes = std::span<const uint8_t>;

constexpr size_t kHeaderBytes = 128;

// s15Fixed16Number.
double Fixed(Bytes bytes, size_t at) { return static_cast<int32_t>(Get32(&bytes[at])) / 65536.0; }

bool Reads(Bytes bytes, size_t at, std::string_view letters) {
  return at + letters.size() <= bytes.size() &&
         std::equal(letters.begin(), letters.end(), bytes.begin() + static_cast<ptrdiff_t>(at));
}

// Empty: there is none.
Bytes TagOf(Bytes icc, std::string_view name) {
  const size_t count = Get32(&icc[kHeaderBytes]);
  for (size_t i = 0, at = kHeaderBytes + 4; i < count && at + 12 <= icc.size(); ++i, at += 12) {
    if (!Reads(icc, at, name)) continue;
    const uint64_t offset = Get32(&icc[at + 4]), size = Get32(&icc[at + 8]);
    return size >= 8 && offset + size <= icc.size() ? icc.subspan(offset, size) : Bytes();
  }
  return {};
}

bool AddTable(Bytes tag, std::vector<Curve>* curves) {
  if (tag.size() < 12) return false;
  const size_t count = Get32(&tag[8]);
  if (count > (tag.size() - 12) / 2) return false;
  if (count < 2) {
    const double gamma = count == 0 ? 1 : Get16(&tag[12]) / 256.0;
    curves->emplace_back([&](double x) { return std::pow(x, gamma); });
    return true;
  }
  curves->emplace_back([&](double x) {
    const double place = std::min(x, 1.0) * static_cast<double>(count - 1);
    const size_t index = std::min(static_cast<size_t>(place), count - 2);
    const double a = Get16(&tag[12 + 2 * index]), b = Get16(&tag[14 + 2 * index]);
    return (a + (b - a) * (place - static_cast<double>(index))) / 65535;
  });
  return true;
}

// Y = (aX + b)^g + e from d on, otherwise cX + f.
bool AddParameters(Bytes tag, std::vector<Curve>* curves) {
  constexpr size_t kCounts[] = {1, 3, 4, 5, 7};
  if (tag.size() < 12) return false;
  const size_t kind = Get16(&tag[8]);
  if (kind >= std::size(kCounts) || tag.size() < 12 + 4 * kCounts[kind]) return false;
  double p[7] = {};
  for (size_t i = 0; i < kCounts[kind]; ++i) p[i] = Fixed(tag, 12 + 4 * i);
  double a = 1, b = 0, c = 0, d = 0, e = 0, f = 0;
  if (kind > 0) {
    a = p[1];
    b = p[2];
  }
  if (kind == 1 || kind == 2) {
    d = a == 0 ? 0 : -b / a;
    e = f = kind == 2 ? p[3] : 0;
  }
  if (kind > 2) {
    c = p[3];
    d = p[4];
    e = p[5];
    f = p[6];
  }
  curves->emplace_back(
      [&](double x) { return x >= d ? std::pow(std::max(a * x + b, 0.0), p[0]) + e : c * x + f; });
  return true;
}

bool AddCurve(Bytes icc, std::string_view name, std::vector<Curve>* curves) {
  const Bytes tag = TagOf(icc, name);
  if (Reads(tag, 0, "curv")) return AddTable(tag, curves);
  return Reads(tag, 0, "para") && AddParameters(tag, curves);
}

}  // namespace

bool ReadProfile(Bytes icc, bool gray, Conversion* conversion) {
  if (icc.size() < kHeaderBytes + 4 || !Reads(icc, 16, gray ? "GRAY" : "RGB ") ||
      !Reads(icc, 20, "XYZ ") || !TagOf(icc, "A2B0").empty())
    return false;
  conversion->curves.clear();
  if (gray) return AddCurve(icc, "kTRC", &conversion->curves);
  Matrix colors{};
  for (size_t i = 0; i < 3; ++i) {
    constexpr std::string_view kColors[] = {"rXYZ", "gXYZ", "bXYZ"};
    constexpr std::string_view kCurves[] = {"rTRC", "gTRC", "bTRC"};
    const Bytes color = TagOf(icc, kColors[i]);
    if (color.size() < 20 || !AddCurve(icc, kCurves[i], &conversion->curves)) return false;
    for (size_t row = 0; row < 3; ++row) colors[3 * row + i] = Fixed(color, 8 + 4 * row);
  }
  conversion->matrix = Product(LinearSrgbOf(kD50), colors);
  return true;
}

}  // namespace imwrite::jxl
