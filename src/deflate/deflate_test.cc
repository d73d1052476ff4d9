// What the Deflater writes, inflated by zlib.
#include "src/deflate/deflate.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "tests/native/images.h"

namespace imwrite::deflate {
namespace {

using imwrite::testing::Random;

// A raw deflate stream, which must end where `stream` ends.
std::vector<uint8_t> Inflate(const std::vector<uint8_t>& stream, size_t size) {
  std::vector<uint8_t> data(size + 1);
  z_stream z{};
  EXPECT_EQ(inflateInit2(&z, -15), Z_OK);
  z.next_in = const_cast<uint8_t*>(stream.data());
  z.avail_in = static_cast<uInt>(stream.size());
  z.next_out = data.data();
  z.avail_out = static_cast<uInt>(data.size());
  EXPECT_EQ(inflate(&z, Z_FINISH), Z_STREAM_END) << (z.msg ? z.msg : "");
  EXPECT_EQ(z.avail_in, 0u);
  data.resize(z.total_out);
  inflateEnd(&z);
  return data;
}

// Compresses in parts of these sizes, each with the margins that a part needs.
std::vector<uint8_t> Compress(const std::vector<std::vector<uint8_t>>& parts, int level,
                              Strategy strategy) {
  Deflater deflater;
  size_t most = 0;
  for (const auto& part : parts) most = std::max(most, part.size());
  EXPECT_TRUE(deflater.Start(level, strategy, most).ok());
  std::vector<uint8_t> stream;
  for (size_t i = 0; i < parts.size(); ++i) {
    const uint8_t other = parts[i].empty() ? 0 : static_cast<uint8_t>(~parts[i][0]);
    std::vector<uint8_t> data(parts[i].size() + 2 * kPartMargin, other);
    std::copy(parts[i].begin(), parts[i].end(), data.begin() + kPartMargin);
    std::vector<uint8_t> output(deflater.bound());
    output.resize(deflater.Compress(data.data() + kPartMargin, parts[i].size(),
                                    i + 1 == parts.size(), output.data()));
    stream.insert(stream.end(), output.begin(), output.end());
  }
  return stream;
}

// Data of one kind: noise of few or many values, runs of random lengths, one value, all values in
// turn.
std::vector<uint8_t> MakeData(int kind, size_t size, uint32_t seed) {
  std::vector<uint8_t> data(size);
  for (size_t i = 0; i < size;) {
    const uint32_t random = Random(&seed);
    const size_t run = kind == 2 ? 1 + random % 700 : kind == 3 ? 1 + random % 5 : 1;
    const auto value = static_cast<uint8_t>(kind == 0   ? random
                                            : kind == 1 ? (random % 16 < 13 ? 0 : random % 7)
                                            : kind == 4 ? 7
                                            : kind == 5 ? i
                                                        : random % 3);
    for (size_t j = 0; j < run && i < size; ++j) data[i++] = value;
  }
  return data;
}

TEST(Deflater, EveryStrategyLevelKindAndSizeComesBack) {
  const std::pair<int, Strategy> ways[] = {{1, Strategy::kRle},     {6, Strategy::kHuffman},
                                           {1, Strategy::kFixed},   {0, Strategy::kDefault},
                                           {0, Strategy::kRle},     {1, Strategy::kDefault},
                                           {6, Strategy::kDefault}, {12, Strategy::kDefault}};
  uint32_t seed = 1;
  for (const auto& [level, strategy] : ways) {
    for (int kind = 0; kind < 6; ++kind) {
      for (const size_t size :
           {0, 1, 2, 3, 15, 16, 17, 18, 19, 258, 259, 260, 1000, 65535, 65536, 200000}) {
        const auto data = MakeData(kind, size, ++seed);
        const std::string what = "level " + std::to_string(level) + ", strategy " +
                                 std::to_string(static_cast<int>(strategy)) + ", kind " +
                                 std::to_string(kind) + ", size " + std::to_string(size);
        EXPECT_EQ(Inflate(Compress({data}, level, strategy), size), data) << what;
        const auto more = MakeData(kind, size / 3 + 1, ++seed);
        std::vector<uint8_t> both = data;
        both.insert(both.end(), more.begin(), more.end());
        EXPECT_EQ(Inflate(Compress({data, more}, level, strategy), both.size()), both)
            << what << ", in two parts";
      }
    }
  }
}

TEST(Deflater, ASampleTellsMatchesFromRuns) {
  constexpr size_t kSize = 1 << 20;
  const auto padded = [](std::vector<uint8_t> data) {
    data.insert(data.begin(), kPartMargin, static_cast<uint8_t>(~data[0]));
    data.resize(data.size() + kPartMargin);
    return data;
  };
  auto repeats = MakeData(0, kSize, 1);
  for (size_t i = 1000; i < kSize; ++i) repeats[i] = repeats[i - 1000];
  // White but for some rows at its start, where no slice of the sample looks first.
  auto margin = MakeData(4, kSize, 1);
  std::copy_n(repeats.begin(), kSize / 16, margin.begin());
  const auto noise = padded(MakeData(1, kSize, 2)), again = padded(repeats), white = padded(margin);
  for (const int level : {2, 5, 6, 9, 10}) {
    Deflater deflater;
    ASSERT_TRUE(deflater.Start(level, Strategy::kDefault, kSize).ok());
    ASSERT_TRUE(deflater.chooses());
    const auto probe = [&](const std::vector<uint8_t>& data) {
      ProbeResult probe;
      ForEachSlice(kSize, kSize / 16, [&](size_t begin, size_t end) {
        deflater.Probe(data.data() + kPartMargin + begin, end - begin, &probe);
        return probe.IsConclusive();
      });
      return probe;
    };
    const auto mode = [&](MatchMode expected) {
      return level < 10 ? expected : MatchMode::kSmaller;
    };
    EXPECT_EQ(deflater.ChooseMatchMode(probe(noise)), mode(MatchMode::kRuns)) << level;
    EXPECT_EQ(deflater.ChooseMatchMode(probe(again)), mode(MatchMode::kMatches)) << level;
    EXPECT_EQ(deflater.ChooseMatchMode(probe(white)), mode(MatchMode::kMatches)) << level;
    EXPECT_LT(deflater.BytesOf(probe(again)), deflater.BytesOf(probe(noise))) << level;
  }
  Deflater runs;
  ASSERT_TRUE(runs.Start(5, Strategy::kRle, kSize).ok());
  EXPECT_FALSE(runs.chooses());
}

TEST(Deflater, SlicesCoverAllOnce) {
  for (const size_t size : {1, 2, 7, 63, 64, 65, 15 * 16, 210 * 16, 1000}) {
    std::vector<int> seen(size);
    ForEachSlice(size, 16, [&](size_t begin, size_t end) {
      for (size_t i = begin; i < end; ++i) ++seen[i];
      return false;
    });
    EXPECT_EQ(seen, std::vector<int>(size, 1)) << size;
  }
}

TEST(Deflater, RunsAreSmallAndNoiseHardlyGrows) {
  EXPECT_LT(Compress({MakeData(4, 1 << 20, 1)}, 1, Strategy::kRle).size(), 3000u);
  EXPECT_LT(Compress({MakeData(0, 1 << 20, 1)}, 1, Strategy::kRle).size(), (1 << 20) + 200u);
  EXPECT_LT(Compress({MakeData(1, 1 << 20, 1)}, 1, Strategy::kRle).size(),
            Compress({MakeData(1, 1 << 20, 1)}, 1, Strategy::kFixed).size());
}

}  // namespace
}  // namespace imwrite::deflate
