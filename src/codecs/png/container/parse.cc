#include "src/codecs/png/container/parse.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "src/codecs/png/container/color-chunks.h"

namespace imwrite::png {
namespace {

constexpr size_t kHeaderBytes = 13;
constexpr size_t kAnimationControlBytes = 8;
constexpr size_t kFrameControlBytes = 26;
constexpr size_t kSequenceBytes = 4;

Status Corrupt(std::string_view what) {
  return Error(Code::kCorruptData, "png: " + std::string(what));
}

// These make the pixels; other chunks may be damaged without harm.
bool MakesPixels(std::string_view type) {
  constexpr std::string_view kTypes[] = {"IHDR", "PLTE", "tRNS", "acTL", "fcTL", "IDAT", "fdAT"};
  return std::ranges::find(kTypes, type) != std::end(kTypes);
}

bool IsCritical(std::string_view type) { return (type[0] & 0x20) == 0; }

// What the pixels become; 0 channels when the color type or the depth is none that PNG has.
ImageInfo InfoOf(const PngFile& file) {
  constexpr uint8_t kChannels[] = {1, 0, 3, 3, 2, 0, 4};
  const uint8_t* header = file.header.data();
  ImageInfo info{Get32(header), Get32(header + 4), 0,
                 header[8] == 16 ? SampleType::kU16 : SampleType::kU8};
  if (header[9] < std::size(kChannels) && std::has_single_bit(header[8]) && header[8] <= 16)
    info.channels = kChannels[header[9]];
  if (info.channels % 2 == 1 && !file.transparency.empty()) ++info.channels;
  return info;
}

class Parser {
 public:
  Parser(Budget* budget, PngFile* file) : budget_(*budget), file_(*file) {}

  // Of a file that ends in `rest`, which is no whole chunk: what is there of the pixels counts.
  Status EndEarly(Bytes rest) {
    Chunk chunk;
    const bool cut = TakeCutChunk(rest, &chunk);
    if (cut && chunk.type == "IDAT" && stream_ != Stream::kBehind) {
      if (Status status = TakeStream(chunk.data); !status.ok()) return status;
    }
    if (cut && chunk.type == "fdAT" && file_.animation && chunk.data.size() > kSequenceBytes) {
      if (Status status = TakeFrameStream(chunk.data); !status.ok()) return status;
    }
    if (file_.animation && frames_ < expected_frames_)
      return Corrupt("the file is cut off: it has " + Frames());
    file_.AddFault("the file has no end");
    return stream_ == Stream::kBefore ? Corrupt("the file is truncated") : End();
  }

  Status Take(const Chunk& chunk) {
    if (MakesPixels(chunk.type) && !chunk.intact()) return Corrupt("a chunk is damaged");
    if (chunk.type != "IDAT" && stream_ == Stream::kInside) stream_ = Stream::kBehind;
    if (chunk.type == "PLTE" || chunk.type == "tRNS") return TakeColors(chunk);
    if (chunk.type == "acTL") return TakeAnimation(chunk.data);
    if (chunk.type == "fcTL") return file_.animation ? TakeFrame(chunk.data) : Ok();
    if (chunk.type == "IDAT") return TakeStream(chunk.data);
    if (chunk.type == "fdAT") return file_.animation ? TakeFrameStream(chunk.data) : Ok();
    if (IsCritical(chunk.type))
      return Error(Code::kUnsupportedData,
                   "png: the file has a chunk that is not known, but critical");
    if (!chunk.intact()) {
      file_.AddFault("a damaged chunk that is not about pixels is left out");
      return Ok();
    }
    if (chunk.type == "bKGD") background_ = chunk.data;
    if (stream_ == Stream::kBefore) TakeColorimetry(chunk);
    return ReadMetadata(chunk, &budget_, &file_.metadata);
  }

  Status End() {
    if (stream_ == Stream::kBefore) return Corrupt("the file has no pixels");
    if (Status status = KeepColorChunks(colors_, &file_); !status.ok()) return status;
    file_.info = InfoOf(file_);
    if (file_.info.channels == 0) return Corrupt("the header is damaged");
    if (!names_colors_ && (colorimetry_.gamma > 0 || colorimetry_.chromaticities))
      file_.colorimetry = colorimetry_;
    if (file_.animation && frames_ == 0) file_.animation.reset();
    if (file_.animation && frames_ < expected_frames_) file_.AddFault("the file has " + Frames());
    if (!file_.animation) {
      file_.frames.resize(1);
      file_.frames[0].placement = {{0, 0, file_.info.width, file_.info.height}};
      return Ok();
    }
    if (default_image_) {
      file_.default_image = std::move(file_.frames.front());
      file_.default_image->placement = {{0, 0, file_.info.width, file_.info.height}};
      file_.frames.erase(file_.frames.begin());
      file_.animation->still = true;
    }
    file_.animation->background = Background();
    const auto empty = [](const PngFrame& picture) { return picture.stream.empty(); };
    return std::ranges::any_of(file_.frames, empty) ? Corrupt("a frame has no pixels") : Ok();
  }

 private:
  enum class Stream { kBefore, kInside, kBehind };

  Status TakeColors(const Chunk& chunk) {
    std::optional<Bytes>& place = chunk.type == "PLTE" ? colors_.palette : colors_.transparency;
    if (stream_ == Stream::kBefore && !place) {
      place = chunk.data;
      return Ok();
    }
    if (chunk.type == "PLTE" && file_.color_type() == kPalette)
      return Corrupt("a chunk of colors is out of place");
    file_.AddFault("a chunk of colors that is out of place is left out");
    return Ok();
  }

  // Where a file has sRGB, iCCP or cICP, those count (PNG, third edition, 4.3). The numbers are
  // hundred-thousandths.
  void TakeColorimetry(const Chunk& chunk) {
    const auto number = [&](size_t i) { return Get32(chunk.data.data() + 4 * i) / 100'000.0; };
    if (chunk.type == "sRGB" || chunk.type == "iCCP" || chunk.type == "cICP") names_colors_ = true;
    if (chunk.type == "gAMA" && chunk.data.size() == 4) colorimetry_.gamma = number(0);
    if (chunk.type != "cHRM" || chunk.data.size() != 32) return;
    auto& chromaticities = colorimetry_.chromaticities.emplace();
    for (size_t i = 0; i < chromaticities.size(); ++i) chromaticities[i] = number(i);
  }

  Status TakeAnimation(Bytes data) {
    if (data.size() != kAnimationControlBytes || stream_ != Stream::kBefore || file_.animation)
      return Ok();
    file_.animation.emplace().loop_count = Get32(data.data() + 4);
    expected_frames_ = Get32(data.data());
    return Ok();
  }

  Status TakeSequence(Bytes data) {
    if (data.size() < kSequenceBytes || Get32(data.data()) != sequence_++)
      return Corrupt("the frames are out of order");
    return Ok();
  }

  Status TakeFrame(Bytes data) {
    if (Status status = TakeSequence(data); !status.ok()) return status;
    if (data.size() != kFrameControlBytes) return Corrupt("a frame is damaged");
    const uint8_t* fields = data.data() + kSequenceBytes;
    Placement placement{{Get32(fields + 8), Get32(fields + 12), Get32(fields), Get32(fields + 4)}};
    const uint32_t denominator = Get16(fields + 18) == 0 ? 100 : Get16(fields + 18);
    placement.duration =
        static_cast<uint32_t>(std::nearbyint(1000.0 * Get16(fields + 16) / denominator));
    const uint32_t width = Get32(file_.header.data());
    const uint32_t height = Get32(file_.header.data() + 4);
    const bool fits = stream_ == Stream::kBefore ? placement.area.x == 0 && placement.area.y == 0 &&
                                                       Covers(placement.area, width, height)
                                                 : FitsIn(placement.area, width, height);
    if (!fits || fields[20] > 2 || fields[21] > 1)
      return Corrupt("a frame does not fit the canvas");
    placement.dispose = static_cast<Dispose>(fields[20]);
    placement.blend = static_cast<Blend>(fields[21]);
    if (stream_ == Stream::kBefore && frames_ > 0) return Corrupt("a frame has no pixels");
    file_.frames.push_back({placement, {}});
    ++frames_;
    return Ok();
  }

  Status TakeStream(Bytes data) {
    if (stream_ == Stream::kBehind) return Corrupt("a chunk of pixels is out of place");
    if (stream_ == Stream::kBefore && file_.frames.empty()) {
      file_.frames.emplace_back();
      default_image_ = true;
    }
    stream_ = Stream::kInside;
    file_.frames[0].stream.push_back(data);
    return Ok();
  }

  Status TakeFrameStream(Bytes data) {
    if (Status status = TakeSequence(data); !status.ok()) return status;
    if (stream_ == Stream::kBefore || file_.frames.size() < 2)
      return Corrupt("a chunk of pixels is out of place");
    file_.frames.back().stream.push_back(data.subspan(kSequenceBytes));
    return Ok();
  }

  // bKGD holds an entry of the palette, or 16-bit samples of which the file's depth uses the lower
  // bits.
  std::array<uint8_t, 4> Background() const {
    const Bytes colors = file_.palette;
    if (background_.size() == 1 && colors.size() >= 3 * size_t{background_[0]} + 3) {
      const uint8_t* color = colors.data() + 3 * size_t{background_[0]};
      return {color[0], color[1], color[2], 255};
    }
    const int max = (1 << file_.header[8]) - 1;
    const auto sample = [&](size_t i) {
      return static_cast<uint8_t>(Get16(background_.data() + 2 * i) * 255 / max);
    };
    if (background_.size() == 6) return {sample(0), sample(1), sample(2), 255};
    if (background_.size() == 2) return {sample(0), sample(0), sample(0), 255};
    return {};
  }

  std::string Frames() const {
    return std::to_string(frames_) + " of its " + std::to_string(expected_frames_) + " frames";
  }

  Budget& budget_;
  PngFile& file_;
  Stream stream_ = Stream::kBefore;
  bool default_image_ = false;
  uint32_t frames_ = 0;
  uint32_t expected_frames_ = 0;
  uint32_t sequence_ = 0;
  Bytes background_;
  ColorChunks colors_;
  Colorimetry colorimetry_;
  bool names_colors_ = false;
};

}  // namespace

Status ParsePng(Bytes bytes, Budget* budget, PngFile* file) {
  Bytes rest = bytes.subspan(std::size(kSignature));
  Chunk chunk;
  Parser parser(budget, file);
  for (bool first = true; TakeChunk(&rest, &chunk); first = false) {
    if (first != (chunk.type == "IHDR")) return Corrupt("the header is out of place");
    if (first && (chunk.data.size() != kHeaderBytes || !chunk.intact()))
      return Corrupt("the header is damaged");
    if (chunk.type == "IEND") return parser.End();
    if (first) {
      file->header = chunk.data;
    } else if (Status status = parser.Take(chunk); !status.ok()) {
      return status;
    }
  }
  return file->header.empty() ? Corrupt("the file is truncated") : parser.EndEarly(rest);
}

}  // namespace imwrite::png
