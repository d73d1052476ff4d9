// RFC 9649, "WebP Image Format", section 2: all numbers are little-endian.
#include "src/codecs/webp/container.h"

#include <algorithm>

#include "src/little-endian.h"

namespace imwrite::webp {
namespace {

enum Flags : uint8_t { kHasAnimation = 2, kHasXmp = 4, kHasExif = 8, kHasAlpha = 16, kHasIcc = 32 };
enum FrameFlags : uint8_t { kDisposeToBackground = 1, kDoNotBlend = 2 };

constexpr size_t kRiffHeaderBytes = 12;
constexpr size_t kChunkHeaderBytes = 8;
constexpr size_t kExtendedBytes = 10;
constexpr size_t kAnimationBytes = 6;
constexpr size_t kFrameHeaderBytes = 16;
constexpr uint32_t kMaxDuration = 0xffffff;
constexpr uint32_t kMaxLoops = 0xffff;
constexpr uint32_t kMaxFileBytes = 0xfffffff6;

void Put(Bytes bytes, std::vector<uint8_t>* to) {
  to->insert(to->end(), bytes.begin(), bytes.end());
}

void PutChunk(std::string_view type, Bytes data, std::vector<uint8_t>* to) {
  to->insert(to->end(), type.begin(), type.end());
  PutLittle(static_cast<uint32_t>(data.size()), 4, to);
  Put(data, to);
  if (data.size() % 2 == 1) to->push_back(0);
}

struct Chunk {
  std::string_view type;
  Bytes data;
};

// Takes the chunk that `rest` begins with off it; false when it is not there as a whole.
bool TakeChunk(Bytes* rest, Chunk* chunk) {
  if (rest->size() < kChunkHeaderBytes) return false;
  const size_t size = GetLittle(rest->data() + 4, 4);
  if (size > rest->size() - kChunkHeaderBytes) return false;
  *chunk = {{reinterpret_cast<const char*>(rest->data()), 4},
            rest->subspan(kChunkHeaderBytes, size)};
  // Some writers leave out the last chunk's padding.
  *rest = rest->subspan(std::min(rest->size(), kChunkHeaderBytes + size + size % 2));
  return true;
}

Status Corrupt(std::string_view what) {
  return Error(Code::kCorruptData, "webp: " + std::string(what));
}

Status Copy(Bytes from, Budget* budget, std::vector<uint8_t>* to) {
  if (Status status = budget->TakeMetadata(from.size()); !status.ok()) return status;
  to->assign(from.begin(), from.end());
  return Ok();
}

// Some writers begin the block with JPEG's "Exif\0\0".
Bytes WithoutPrefix(Bytes exif) {
  const bool prefixed =
      exif.size() > 6 && std::ranges::equal(exif.first(6), std::string_view("Exif\0\0", 6));
  return prefixed ? exif.subspan(6) : exif;
}

Status TakeFrame(Bytes data, File* file) {
  if (data.size() < kFrameHeaderBytes) return Corrupt("a frame is damaged");
  const uint8_t* fields = data.data();
  const Rect area{2 * GetLittle(fields, 3), 2 * GetLittle(fields + 3, 3),
                  GetLittle(fields + 6, 3) + 1, GetLittle(fields + 9, 3) + 1};
  if (!FitsIn(area, file->width, file->height)) return Corrupt("a frame does not fit the canvas");
  const uint8_t flags = fields[15];
  file->frames.push_back({{area, GetLittle(fields + 12, 3),
                           flags & kDisposeToBackground ? Dispose::kBackground : Dispose::kNone,
                           flags & kDoNotBlend ? Blend::kSource : Blend::kOver},
                          data.subspan(kFrameHeaderBytes)});
  return Ok();
}

Status TakeExtended(Bytes data, File* file) {
  if (data.size() < kExtendedBytes || file->width > 0) return Corrupt("the header is damaged");
  file->width = GetLittle(data.data() + 4, 3) + 1;
  file->height = GetLittle(data.data() + 7, 3) + 1;
  if (data[0] & kHasAnimation) file->animation.emplace();
  return Ok();
}

Status TakeAnimation(Bytes data, File* file) {
  if (data.size() < kAnimationBytes) return Corrupt("the animation is damaged");
  file->animation->background = {data[2], data[1], data[0], data[3]};
  file->animation->loop_count = GetLittle(data.data() + 4, 2);
  return Ok();
}

Status Take(const Chunk& chunk, Budget* budget, File* file) {
  if (chunk.type == "VP8X") return TakeExtended(chunk.data, file);
  if (chunk.type == "ICCP") return Copy(chunk.data, budget, &file->metadata.icc);
  if (chunk.type == "EXIF") return Copy(WithoutPrefix(chunk.data), budget, &file->metadata.exif);
  if (chunk.type == "XMP ") return Copy(chunk.data, budget, &file->metadata.xmp);
  if (!file->animation) return Ok();
  if (chunk.type == "ANIM") return TakeAnimation(chunk.data, file);
  return chunk.type == "ANMF" ? TakeFrame(chunk.data, file) : Ok();
}

}  // namespace

Status TakeApart(Bytes bytes, Budget* budget, File* file) {
  const size_t size = GetLittle(bytes.data() + 4, 4);
  if (size < 4 || size > bytes.size() - kChunkHeaderBytes) return Corrupt("the file is truncated");
  Bytes rest = bytes.subspan(kRiffHeaderBytes, size - 4);
  for (Chunk chunk; TakeChunk(&rest, &chunk);) {
    if (Status status = Take(chunk, budget, file); !status.ok()) return status;
  }
  if (!rest.empty()) return Corrupt("the file is truncated");
  return file->animation && file->frames.empty() ? Corrupt("the animation has no frames") : Ok();
}

Status WebpMuxer::Check() const {
  if (!job_.animation || job_.animation->loop_count <= kMaxLoops) return Ok();
  return MismatchOf("loop", Code::kInvalidOption, "webp animation, option 'loop'",
                    "at most " + std::to_string(kMaxLoops),
                    std::to_string(job_.animation->loop_count));
}

void WebpMuxer::PutPicture(Bytes file, std::vector<uint8_t>* to) {
  Bytes rest = file.subspan(kRiffHeaderBytes);
  for (Chunk chunk; TakeChunk(&rest, &chunk);) {
    if (chunk.type == "VP8X") continue;
    // VP8L: a signature byte, twice 14 bits of size, then the bit for alpha.
    has_alpha_ |= chunk.type == "ALPH" || (chunk.type == "VP8L" && (chunk.data[4] & 16) != 0);
    PutChunk(chunk.type, chunk.data, to);
  }
}

void WebpMuxer::AddPicture(Bytes file) { PutPicture(file, &pictures_); }

Status WebpMuxer::AddFrame(Bytes file, const Rect& area, uint32_t duration) {
  if (duration > kMaxDuration) {
    return Mismatch(Code::kInvalidImage, "webp frame duration",
                    "at most " + std::to_string(kMaxDuration) + " ms", std::to_string(duration));
  }
  std::vector<uint8_t> frame;
  for (const uint32_t value : {area.x / 2, area.y / 2, area.width - 1, area.height - 1, duration})
    PutLittle(value, 3, &frame);
  frame.push_back(kDoNotBlend);
  PutPicture(file, &frame);
  PutChunk("ANMF", frame, &pictures_);
  return Ok();
}

std::vector<uint8_t> WebpMuxer::Head() const {
  const Metadata& metadata = job_.metadata;
  const int flags = (job_.animation ? kHasAnimation : 0) | (metadata.xmp.empty() ? 0 : kHasXmp) |
                    (metadata.exif.empty() ? 0 : kHasExif) | (has_alpha_ ? kHasAlpha : 0) |
                    (metadata.icc.empty() ? 0 : kHasIcc);
  std::vector<uint8_t> extended;
  PutLittle(static_cast<uint32_t>(flags), 4, &extended);
  PutLittle(job_.info.width - 1, 3, &extended);
  PutLittle(job_.info.height - 1, 3, &extended);
  std::vector<uint8_t> head;
  PutChunk("VP8X", extended, &head);
  if (!metadata.icc.empty()) PutChunk("ICCP", metadata.icc, &head);
  if (job_.animation) {
    const auto& [red, green, blue, alpha] = job_.animation->background;
    std::vector<uint8_t> data = {blue, green, red, alpha};
    PutLittle(job_.animation->loop_count, 2, &data);
    PutChunk("ANIM", data, &head);
  }
  return head;
}

Status WebpMuxer::Finish() {
  const std::vector<uint8_t> head = Head();
  std::vector<uint8_t> tail;
  if (!job_.metadata.exif.empty()) PutChunk("EXIF", job_.metadata.exif, &tail);
  if (!job_.metadata.xmp.empty()) PutChunk("XMP ", job_.metadata.xmp, &tail);

  constexpr std::string_view kRiff = "RIFF";
  constexpr std::string_view kWebp = "WEBP";
  const uint64_t size = uint64_t{kWebp.size()} + head.size() + pictures_.size() + tail.size();
  if (size > kMaxFileBytes) {
    return Mismatch(Code::kImageTooLarge, "webp file",
                    "at most " + std::to_string(kMaxFileBytes) + " bytes", std::to_string(size));
  }
  std::vector<uint8_t> riff(kRiff.begin(), kRiff.end());
  PutLittle(static_cast<uint32_t>(size), 4, &riff);
  riff.insert(riff.end(), kWebp.begin(), kWebp.end());
  for (const Bytes part : {Bytes(riff), Bytes(head), Bytes(pictures_), Bytes(tail)}) {
    if (!job_.sink.Write(part.data(), part.size())) return Aborted();
  }
  return Ok();
}

}  // namespace imwrite::webp
