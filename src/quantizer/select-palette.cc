#include "src/quantizer/select-palette.h"

#include <utility>

#include "src/quantizer/nearest.h"

namespace imwrite::quantizer {
namespace {

// More passes gain next to nothing.
constexpr int kMaxPasses = 10;
// What a pass has to gain for another one.
constexpr double kLeastGain = 0.002;

using Clusters = std::span<MeasuredCluster>;

struct Split {
  // By how much it lowers the sum of squared distances from the means.
  double gain = 0;
  int axis = 0;
  int32_t cut = 0;
};

constexpr int kBins = 256;
int32_t BinOf(int32_t coordinate) { return std::min(coordinate >> 4, kBins - 1); }

// The squared length of the sum of the points, over their number: the higher it is, the nearer they
// are to their mean.
double SumOfSquares(const std::array<double, 4>& sums, double count) {
  double squares = 0;
  for (int i = 0; i < 4; ++i) squares += sums[i] * sums[i];
  return squares / count;
}

// A part of space with the clusters in it; the best of all planes across an axis divides it (X. Wu,
// Graphics Gems II, but of the clusters, not of a lattice).
class Box {
 public:
  explicit Box(Clusters clusters) : clusters_(clusters) {
    for (int axis = 0; axis < 4; ++axis) LookAlong(axis);
  }

  double gain() const { return split_.gain; }

  Cluster whole() const {
    Cluster sum;
    for (const MeasuredCluster& cluster : clusters_) sum.Add(cluster);
    return sum;
  }

  std::pair<Box, Box> Halves() const {
    const size_t size = Partition(clusters_, [&](const MeasuredCluster& cluster) {
      return BinOf(cluster.middle[split_.axis]) <= split_.cut;
    });
    return {Box(clusters_.first(size)), Box(clusters_.subspan(size))};
  }

  // Those of which `first` holds come first; how many there are.
  template <class First>
  static size_t Partition(Clusters clusters, First&& first) {
    size_t count = 0;
    for (MeasuredCluster& cluster : clusters) {
      if (first(cluster)) std::swap(cluster, clusters[count++]);
    }
    return count;
  }

 private:
  struct Moments {
    double count = 0;
    std::array<double, 4> sums{};

    void Add(const Moments& other, double sign = 1) {
      count += sign * other.count;
      for (int i = 0; i < 4; ++i) sums[i] += sign * other.sums[i];
    }
  };

  void LookAlong(int axis) {
    std::array<Moments, kBins> bins{};
    Moments above;
    for (const MeasuredCluster& cluster : clusters_) {
      Moments moments{static_cast<double>(cluster.count)};
      for (int i = 0; i < 4; ++i) moments.sums[i] = static_cast<double>(cluster.sums[i]);
      bins[BinOf(cluster.middle[axis])].Add(moments);
      above.Add(moments);
    }
    const double whole = SumOfSquares(above.sums, above.count);
    Moments below;
    for (int32_t cut = 0; cut < kBins; ++cut) {
      if (bins[cut].count == 0) continue;
      below.Add(bins[cut]);
      above.Add(bins[cut], -1);
      if (above.count == 0) break;
      const double gain =
          SumOfSquares(below.sums, below.count) + SumOfSquares(above.sums, above.count) - whole;
      if (gain > split_.gain) split_ = {gain, axis, cut};
    }
  }

  Clusters clusters_;
  Split split_;
};

std::vector<Point> SplitByVariance(Clusters clusters, size_t max) {
  std::vector<Box> boxes;
  const size_t opaque = Box::Partition(
      clusters, [](const MeasuredCluster& cluster) { return cluster.middle[3] == kOpaque; });
  if (opaque == 0 || opaque == clusters.size() || max < 2) {
    boxes.emplace_back(clusters);
  } else {
    boxes = {Box(clusters.first(opaque)), Box(clusters.subspan(opaque))};
  }
  while (boxes.size() < max) {
    size_t best = 0;
    for (size_t i = 1; i < boxes.size(); ++i) {
      if (boxes[i].gain() > boxes[best].gain()) best = i;
    }
    if (boxes[best].gain() <= 0) break;
    auto [low, high] = boxes[best].Halves();
    boxes[best] = low;
    boxes.push_back(high);
  }
  std::vector<Point> means;
  means.reserve(boxes.size());
  for (const Box& box : boxes) means.push_back(box.whole().mean());
  return means;
}

// Moves each point to the mean of the clusters that are nearest to it (Lloyd's algorithm), again
// and again.
void RefineWithKMeans(std::span<const MeasuredCluster> clusters, std::vector<Point>* points) {
  double last = 0;
  for (int pass = 0; pass < kMaxPasses; ++pass) {
    Nearest nearest(*points);
    std::vector<Cluster> gathered(points->size());
    double distances = 0;
    for (const MeasuredCluster& cluster : clusters) {
      const uint8_t index = nearest.Find(cluster.middle);
      gathered[index].Add(cluster);
      distances += static_cast<double>(Distance(cluster.middle, (*points)[index])) *
                   static_cast<double>(cluster.count);
    }
    for (size_t i = 0; i < points->size(); ++i) {
      if (gathered[i].count == 0) continue;
      // What is opaque stays so, though it may stand for colors that nearly are.
      const bool opaque = (*points)[i][3] == kOpaque;
      (*points)[i] = gathered[i].mean();
      if (opaque) (*points)[i][3] = kOpaque;
    }
    if (pass > 0 && distances >= last * (1 - kLeastGain)) return;
    last = distances;
  }
}

}  // namespace

Palette SelectPalette(const Histogram& histogram, size_t max) {
  Palette palette;
  if (histogram.has_transparent()) static_cast<void>(palette.Add({{Rgba{0}}}));
  std::vector<MeasuredCluster> clusters = histogram.clusters();
  if (!clusters.empty()) {
    std::vector<Point> points = SplitByVariance(clusters, max - palette.colors().size());
    RefineWithKMeans(clusters, &points);
    for (const Point& point : points) static_cast<void>(palette.Add({{ToColor(point)}}));
  }
  palette.Sort();
  return palette;
}

}  // namespace imwrite::quantizer
