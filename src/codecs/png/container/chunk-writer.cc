#include "src/codecs/png/container/chunk-writer.h"

#include <cmath>

#include "src/codecs/png/container/color-options.h"
#include "src/codecs/png/container/metadata.h"

namespace imwrite::png {
namespace {

// IHDR's 13 bytes, with length, type and checksum.
constexpr size_t kHeaderChunkBytes = 25;

struct Delay {
  uint32_t numerator;
  uint32_t denominator;
};

// Milliseconds as a fraction of a second of 16-bit numbers that reads back the same; denominator 0:
// there is none.
Delay MakeDelay(uint32_t duration) {
  if (duration <= 65535) return {duration, 1000};
  for (uint32_t denominator = std::min(999u, 65535000u / duration); denominator > 0;
       --denominator) {
    const auto numerator = static_cast<uint32_t>(std::lround(duration / 1000.0 * denominator));
    if (numerator <= 65535 && std::nearbyint(1000.0 * numerator / denominator) == duration)
      return {numerator, denominator};
  }
  return {};
}

}  // namespace

Status ChunkWriter::Prepare() {
  if (Status status = PutMetadata(job_.metadata, &ahead_); !status.ok()) return status;
  if (Status status = WriteColorChunks(job_, &ahead_); !status.ok()) return status;
  return job_.animation ? PutAnimation() : Ok();
}

Status ChunkWriter::PutAnimation() {
  if (Status status = PutBackground(job_.animation->background); !status.ok()) return status;
  control_offset_ = std::size(kSignature) + kHeaderChunkBytes + ahead_.size();
  Put(AnimationControl(job_.frame_count), &ahead_);
  return Ok();
}

// acTL of so many pictures.
std::vector<uint8_t> ChunkWriter::AnimationControl(uint32_t pictures) const {
  std::vector<uint8_t> data;
  Put32(pictures - (job_.animation->still ? 1 : 0), &data);
  Put32(job_.animation->loop_count, &data);
  std::vector<uint8_t> chunk;
  PutChunk("acTL", data, &chunk);
  return chunk;
}

// bKGD has no alpha: an opaque color is written, full transparency is what PNG has without it.
Status ChunkWriter::PutBackground(const std::array<uint8_t, 4>& color) {
  const bool gray = job_.info.channels < 3;
  if (color[3] == 0) return Ok();
  if (color[3] != 255 || (gray && (color[0] != color[1] || color[1] != color[2]))) {
    const std::string text = std::to_string(color[0]) + ", " + std::to_string(color[1]) + ", " +
                             std::to_string(color[2]) + ", ";
    return MismatchOf("background", Code::kInvalidOption, "png animation, option 'background'",
                      gray ? "transparency or an opaque gray" : "transparency or an opaque color",
                      text + std::to_string(color[3]));
  }
  std::vector<uint8_t> data;
  for (size_t i = 0; i < (gray ? 1 : 3); ++i)
    Put16(job_.info.sample_type == SampleType::kU16 ? color[i] * 257u : color[i], &data);
  PutChunk("bKGD", data, &ahead_);
  return Ok();
}

Status ChunkWriter::BeginFrame(const Rect& area, uint32_t duration) {
  const Delay delay = MakeDelay(duration);
  if (delay.denominator == 0) {
    return Mismatch(Code::kInvalidImage, "png frame duration",
                    "milliseconds that a fraction of 16-bit numbers can express",
                    std::to_string(duration));
  }
  std::vector<uint8_t> data;
  for (const uint32_t value : {sequence_++, area.width, area.height, area.x, area.y})
    Put32(value, &data);
  Put16(delay.numerator, &data);
  Put16(delay.denominator, &data);
  data.push_back(static_cast<uint8_t>(Dispose::kNone));
  data.push_back(static_cast<uint8_t>(Blend::kSource));
  PutChunk("fcTL", data, &ahead_);
  return Ok();
}

bool ChunkWriter::BeginImage(Bytes header, Bytes chunks) {
  std::vector<uint8_t> bytes;
  if (pictures_ == 0) {
    Put(kSignature, &bytes);
    PutChunk("IHDR", header, &bytes);
  }
  Put(ahead_, &bytes);
  Put(chunks, &bytes);
  ahead_.clear();
  return Send(bytes);
}

bool ChunkWriter::PutPixels(Bytes stream) {
  std::vector<uint8_t> start;
  const bool frame = pictures_ > 0;
  Put32(static_cast<uint32_t>(stream.size() + (frame ? 4 : 0)), &start);
  Put(frame ? "fdAT" : "IDAT", &start);
  if (frame) Put32(sequence_++, &start);
  std::vector<uint8_t> end;
  Put32(Checksum(stream, Checksum(Bytes(start).subspan(4))), &end);
  return Send(start) && Send(stream) && Send(end);
}

Status ChunkWriter::Finish() {
  std::vector<uint8_t> end;
  PutChunk("IEND", {}, &end);
  if (!Send(end)) return Aborted();
  if (!job_.animation || job_.frame_count > 0) return Ok();
  const std::vector<uint8_t> control = AnimationControl(pictures_);
  return job_.sink.Patch(control_offset_, control.data(), control.size()) ? Ok() : Aborted();
}

}  // namespace imwrite::png
