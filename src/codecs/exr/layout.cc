#include "src/codecs/exr/layout.h"

#include <algorithm>
#include <cmath>

namespace imwrite::exr {
namespace {

// "layer.sublayer." of "layer.sublayer.R".
std::string_view LayerOf(std::string_view name) {
  const size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(0, dot + 1);
}

class Chooser {
 public:
  explicit Chooser(const Part& part) : channels_(part.channels) {}

  // False: the layer has nothing to be seen.
  bool Choose(std::string_view layer, Layout* layout) const {
    const auto find = [&](std::string_view name) { return Find(layer, name); };
    const auto red = find("R"), green = find("G"), blue = find("B"), luma = find("Y");
    const auto red_y = find("RY"), blue_y = find("BY");
    if (red || green || blue) {
      layout->sources = {red, green, blue};
    } else if (luma && red_y && blue_y) {
      layout->sources = {red_y, luma, blue_y};
      layout->is_luma_chroma = true;
    } else if (luma) {
      layout->sources = {luma};
    } else {
      return false;
    }
    if (const auto alpha = find("A")) layout->sources.push_back(alpha);
    return true;
  }

 private:
  std::optional<size_t> Find(std::string_view layer, std::string_view name) const {
    const auto found = std::ranges::find_if(channels_, [&](const Channel& channel) {
      return channel.name.size() == layer.size() + name.size() && channel.name.starts_with(layer) &&
             channel.name.ends_with(name);
    });
    if (found == channels_.end()) return std::nullopt;
    return static_cast<size_t>(found - channels_.begin());
  }

  const std::vector<Channel>& channels_;
};

}  // namespace

Layout ChooseLayout(const Part& part) {
  const std::vector<Channel>& channels = part.channels;
  Layout layout;
  const Chooser chooser(part);
  bool chosen = chooser.Choose("", &layout);
  for (size_t i = 0; !chosen && i < channels.size(); ++i)
    chosen = chooser.Choose(LayerOf(channels[i].name), &layout);
  if (!chosen) layout.sources = {0};
  const bool integers =
      !layout.is_luma_chroma && std::ranges::all_of(layout.sources, [&](const auto& source) {
        return !source || channels[*source].kind == SampleKind::kUint;
      });
  const auto used = static_cast<size_t>(
      std::ranges::count_if(layout.sources, [](const auto& source) { return source.has_value(); }));
  layout.left_out = channels.size() - used;
  layout.info = {part.data.width(), part.data.height(),
                 static_cast<uint16_t>(layout.sources.size()),
                 integers ? SampleType::kU32 : SampleType::kF32};
  return layout;
}

std::array<float, 3> LumaWeights(const Part& part) {
  constexpr std::array<float, 3> kRec709 = {0.2126f, 0.7152f, 0.0722f};
  if (!part.chromaticities) return kRec709;
  // The lights of these colors whose sum is the white of luminance 1.
  const auto& [rx, ry, gx, gy, bx, by, wx, wy] = *part.chromaticities;
  const double d = rx * (by - gy) + bx * (gy - ry) + gx * (ry - by);
  if (d == 0 || wy == 0) return kRec709;
  const double x = wx / wy, sum = 1 / wy;
  const double red = (x * (by - gy) - gx * (sum * by - 1) + bx * (sum * gy - 1)) / d;
  const double green = (x * (ry - by) + rx * (sum * by - 1) - bx * (sum * ry - 1)) / d;
  const double blue = (x * (gy - ry) - rx * (sum * gy - 1) + gx * (sum * ry - 1)) / d;
  const std::array<double, 3> weights = {red * ry, green * gy, blue * by};
  const double total = weights[0] + weights[1] + weights[2];
  if (!(std::abs(weights[1]) > 1e-6) || !(std::abs(total) > 1e-6)) return kRec709;
  std::array<float, 3> normal;
  for (size_t c = 0; c < 3; ++c) normal[c] = static_cast<float>(weights[c] / total);
  return normal;
}

}  // namespace imwrite::exr
