#include "src/codecs/gif/parse.h"

#include <algorithm>

#include "src/latin1.h"
#include "src/little-endian.h"

namespace imwrite::gif {
namespace {

constexpr size_t kHeaderBytes = 13;

class Parser {
 public:
  Parser(Bytes bytes, Budget* budget, GifFile* file)
      : bytes_(bytes), budget_(budget), file_(*file) {}

  Status Parse() {
    if (bytes_.size() < kHeaderBytes) return Corrupt("the header is cut off");
    file_.width = Get16(6);
    file_.height = Get16(8);
    at_ = kHeaderBytes;
    global_table_ = TakeTable(bytes_[10]);
    if (Status status = TakeBlocks(); !status.ok()) return status;
    if (file_.images.empty()) return Corrupt("there is no image");
    Enlarge();
    const bool moves = file_.images.size() > 1 || file_.images[0].placement.duration > 0;
    if (moves && !file_.animation) file_.animation = {.loop_count = 1};
    if (file_.width == 0 || file_.height == 0) return Corrupt("the picture has no pixels");
    return Ok();
  }

 private:
  static Status Corrupt(std::string_view what) {
    return Error(Code::kCorruptData, "gif: " + std::string(what));
  }

  uint32_t Get16(size_t at) const { return GetLittle(&bytes_[at], 2); }
  bool Has(size_t count) const { return count <= bytes_.size() - at_; }

  Bytes TakeTable(uint8_t flags) {
    if ((flags & kHasColorTable) == 0) return {};
    const size_t size = std::min(size_t{3} << ((flags & 7) + 1), bytes_.size() - at_);
    at_ += size;
    return bytes_.subspan(at_ - size, size);
  }

  // To the end of the sub-blocks that begin here; false where the file ends before.
  bool SkipSubBlocks() {
    while (at_ < bytes_.size()) {
      const size_t size = bytes_[at_++];
      if (size == 0) return true;
      at_ = std::min(bytes_.size(), at_ + size);
    }
    return false;
  }

  Status TakeBlocks() {
    while (at_ < bytes_.size()) {
      const uint8_t kind = bytes_[at_++];
      if (kind == kTrailer) return Ok();
      if (kind == kExtension) {
        if (Status status = TakeExtension(); !status.ok()) return status;
      } else if (kind == kImage) {
        if (!Has(9)) break;
        TakeImage();
      } else if (kind != 0) {
        // Zeros between blocks are common.
        file_.faults.emplace_back("something that is not a block follows the last one");
        return Ok();
      }
    }
    file_.faults.emplace_back("the file has no end");
    return Ok();
  }

  void TakeImage() {
    GifImage image = std::exchange(control_, {});
    image.placement.area = {Get16(at_), Get16(at_ + 2), Get16(at_ + 4), Get16(at_ + 6)};
    image.placement.blend = Blend::kOver;
    const uint8_t flags = bytes_[at_ + 8];
    at_ += 9;
    image.interlaced = (flags & kInterlaced) != 0;
    const Bytes own = TakeTable(flags);
    image.color_table = own.empty() ? global_table_ : own;
    const size_t start = at_;
    if (at_ < bytes_.size()) ++at_;
    SkipSubBlocks();
    image.data = bytes_.subspan(start, at_ - start);
    const Rect& area = image.placement.area;
    if (area.width == 0 || area.height == 0) {
      file_.faults.emplace_back("an image without pixels was left out");
      return;
    }
    file_.images.push_back(image);
  }

  Status TakeExtension() {
    if (!Has(2)) return Ok();
    const uint8_t kind = bytes_[at_++];
    const size_t start = at_;
    if (kind == kApplication && bytes_[at_] == kNetscape.size() && Has(12))
      return TakeApplication();
    const bool whole = SkipSubBlocks();
    if (kind == kGraphicControl && whole && at_ - start >= 6) {
      const uint8_t flags = bytes_[start + 1];
      const int dispose = flags >> 2 & 7;
      control_.placement.dispose = dispose == 2   ? Dispose::kBackground
                                   : dispose == 3 ? Dispose::kPrevious
                                                  : Dispose::kNone;
      control_.placement.duration = 10 * Get16(start + 2);
      control_.transparent_index = flags & 1 ? bytes_[start + 4] : -1;
    }
    if (kind != kComment) return Ok();
    std::vector<uint8_t> joined;
    if (Status status = Join(start, &joined); !status.ok()) return status;
    std::string text(joined.begin(), joined.end());
    if (!text.empty())
      file_.metadata.texts.push_back({"Comment", IsUtf8(text) ? text : Utf8FromLatin1(text)});
    return Ok();
  }

  Status TakeApplication() {
    const std::string_view name(reinterpret_cast<const char*>(&bytes_[at_ + 1]), kNetscape.size());
    at_ += 1 + name.size();
    const size_t start = at_;
    const bool whole = SkipSubBlocks();
    if (name == kIcc) return Join(start, &file_.metadata.icc);
    if (name == kXmp) return TakeXmp(bytes_.subspan(start, at_ - start), start);
    const bool loops = name == kNetscape || name == kAnimexts;
    if (loops && whole && at_ - start >= 5 && bytes_[start] == 3 && bytes_[start + 1] == 1) {
      const uint32_t again = Get16(start + 2);
      // One more than others can count is as good as the most they can.
      file_.animation = {.loop_count = again == 0 ? 0 : std::min<uint32_t>(again + 1, kMaxLoops)};
    }
    return Ok();
  }

  // As Adobe has it, with the trailer behind it; or in sub-blocks.
  Status TakeXmp(Bytes data, size_t start) {
    const bool trailed = data.size() > kXmpTrailerBytes &&
                         data[data.size() - kXmpTrailerBytes] == 1 &&
                         data[data.size() - kXmpTrailerBytes + 1] == 255;
    if (!trailed) return Join(start, &file_.metadata.xmp);
    data = data.first(data.size() - kXmpTrailerBytes);
    if (Status status = budget_->TakeMetadata(data.size()); !status.ok()) return status;
    file_.metadata.xmp.assign(data.begin(), data.end());
    return Ok();
  }

  // What is in the sub-blocks from `at` to where the parser is.
  Status Join(size_t at, std::vector<uint8_t>* joined) {
    if (Status status = budget_->TakeMetadata(at_ - at); !status.ok()) return status;
    joined->clear();
    while (at < at_ && bytes_[at] != 0) {
      const size_t size = std::min<size_t>(bytes_[at], at_ - at - 1);
      joined->insert(joined->end(), &bytes_[at] + 1, &bytes_[at] + 1 + size);
      at += 1 + size;
    }
    return Ok();
  }

  // A screen that is smaller than its images grows, as in browsers.
  void Enlarge() {
    const auto [width, height] = std::pair(file_.width, file_.height);
    for (const GifImage& image : file_.images) {
      const Rect& area = image.placement.area;
      file_.width = std::max(file_.width, area.x + area.width);
      file_.height = std::max(file_.height, area.y + area.height);
    }
    if (file_.width == width && file_.height == height) return;
    file_.faults.push_back("an image reaches beyond the screen of " + std::to_string(width) +
                           " × " + std::to_string(height));
  }

  Bytes bytes_;
  Budget* budget_;
  GifFile& file_;
  size_t at_ = 0;
  Bytes global_table_;
  // What the last graphic control says of the next image.
  GifImage control_;
};

}  // namespace

Status ParseGif(Bytes bytes, Budget* budget, GifFile* file) {
  return Parser(bytes, budget, file).Parse();
}

}  // namespace imwrite::gif
