#include "src/canvas.h"

#include <algorithm>
#include <cstring>

namespace imwrite {
namespace {

// The picture before, against which the next one is held.
class FrameDelta {
 public:
  explicit FrameDelta(const ImageInfo& info) : info_(info) {}

  // Takes a frame's pixels and tells where they differ from the frame before: *changed is empty
  // when they do nowhere.
  Status Take(RowReader& rows, Rect* changed) {
    *changed = {};
    if (pixels_.size() == 0) {
      if (!pixels_.Resize(info_.image_bytes()))
        return OutOfMemory(static_cast<size_t>(info_.image_bytes()));
      std::memset(pixels_.data(), 0, pixels_.size());
    }
    const auto row_bytes = static_cast<size_t>(info_.row_bytes());
    const uint32_t band_rows = BandRows(info_);
    for (uint32_t y = 0; y < info_.height; y += band_rows) {
      const uint32_t count = std::min(band_rows, info_.height - y);
      const uint8_t* band = nullptr;
      if (Status status = rows.Read(y, count, &band); !status.ok()) return status;
      for (uint32_t i = 0; i < count; ++i) TakeRow(y + i, band + i * row_bytes, changed);
    }
    return Ok();
  }

  MemoryReader Rows(const ImageInfo& part, const Rect& area) {
    const auto row_bytes = static_cast<size_t>(info_.row_bytes());
    return {part, pixels_.data() + area.y * row_bytes + area.x * info_.pixel_bytes(), row_bytes};
  }

 private:
  void TakeRow(uint32_t y, const uint8_t* row, Rect* changed) {
    const auto size = static_cast<size_t>(info_.row_bytes());
    uint8_t* old = pixels_.data() + y * size;
    if (std::memcmp(old, row, size) != 0) {
      const auto from = static_cast<size_t>(std::mismatch(row, row + size, old).first - row);
      size_t to = size;
      while (old[to - 1] == row[to - 1]) --to;
      Add(static_cast<uint32_t>(from / info_.pixel_bytes()),
          static_cast<uint32_t>((to - 1) / info_.pixel_bytes()), y, changed);
    }
    std::memcpy(old, row, size);
  }

  static void Add(uint32_t first, uint32_t last, uint32_t y, Rect* changed) {
    if (changed->height == 0) *changed = {first, y, 1, 1};
    const uint32_t end = std::max(changed->x + changed->width, last + 1);
    changed->x = std::min(changed->x, first);
    changed->width = end - changed->x;
    changed->height = y - changed->y + 1;
  }

  ImageInfo info_;
  Buffer pixels_;
};

Rect Aligned(Rect area, uint32_t alignment) {
  const uint32_t left = area.x % alignment;
  const uint32_t above = area.y % alignment;
  return {area.x - left, area.y - above, area.width + left, area.height + above};
}

// One row of straight alpha over another; kMax is an opaque sample.
template <class Sample, uint64_t kMax>
void BlendRow(uint8_t* below_bytes, const uint8_t* above_bytes, size_t pixels, int channels) {
  auto* below = reinterpret_cast<Sample*>(below_bytes);
  const auto* above = reinterpret_cast<const Sample*>(above_bytes);
  const int alpha = channels - 1;
  for (size_t i = 0; i < pixels; ++i, below += channels, above += channels) {
    const uint64_t top = above[alpha] * kMax;
    const uint64_t rest = (kMax - above[alpha]) * below[alpha];
    const uint64_t sum = top + rest;
    if (above[alpha] == 0) continue;
    for (int c = 0; c < alpha; ++c)
      below[c] = static_cast<Sample>((above[c] * top + below[c] * rest + sum / 2) / sum);
    below[alpha] = static_cast<Sample>((sum + kMax / 2) / kMax);
  }
}

}  // namespace

Status ForEachFrame(const EncodeJob& job, const TakeFrame& take) {
  Frame frame{job.info, &job.rows, job.duration};
  for (uint32_t i = 0; job.frame_count == 0 || i < job.frame_count; ++i) {
    if (i > 0) {
      if (Status status = job.following.Next(&frame); !status.ok()) return status;
    }
    if (!frame.rows) {
      if (job.frame_count == 0) return Ok();
      return Mismatch(Code::kInvalidImage, "animation", std::to_string(job.frame_count) + " frames",
                      std::to_string(i));
    }
    if (Status status = take(i, frame); !status.ok()) return status;
  }
  return Ok();
}

Status EncodeFrameDeltas(const EncodeJob& job, uint32_t alignment, const EncodePart& encode) {
  FrameDelta delta(job.info);
  return ForEachFrame(job, [&](uint32_t i, const Frame& frame) {
    Rect area;
    if (Status status = delta.Take(*frame.rows, &area); !status.ok()) return status;
    if (area.height == 0) area = {0, 0, 1, 1};
    area = i == 0 ? Rect{0, 0, job.info.width, job.info.height} : Aligned(area, alignment);

    ImageInfo info = job.info;
    info.width = area.width;
    info.height = area.height;
    MemoryReader rows = delta.Rows(info, area);
    const Progress progress = [&](double share) {
      return !job.progress || job.progress(ShareOf(i + share, job.frame_count));
    };
    const EncodeJob part{
        info,          rows,         frame.duration, job.following, job.frame_count,
        job.animation, job.metadata, job.options,    job.sink,      progress};
    return encode(part, area);
  });
}

bool FitsIn(const Rect& area, uint32_t width, uint32_t height) {
  return area.width > 0 && area.height > 0 && area.x <= width && area.width <= width - area.x &&
         area.y <= height && area.height <= height - area.y;
}

bool Covers(const Rect& area, uint32_t width, uint32_t height) {
  return area.width == width && area.height == height;
}

bool LeaveGaps(std::span<const Placement> frames, uint32_t width, uint32_t height) {
  if (!Covers(frames.front().area, width, height)) return true;
  const auto painted_over = frames.first(frames.size() - 1);
  const auto clears = [](const Placement& frame) { return frame.dispose == Dispose::kBackground; };
  return std::ranges::any_of(painted_over, clears) ||
         (!painted_over.empty() && painted_over.front().dispose == Dispose::kPrevious);
}

Status Canvas::Start(const ImageInfo& info) {
  info_ = info;
  const auto size = static_cast<size_t>(info.image_bytes());
  if (!pixels_.Resize(info.image_bytes())) return OutOfMemory(size);
  std::memset(pixels_.data(), 0, size);
  return Ok();
}

uint8_t* Canvas::At(const Rect& area, uint32_t row) {
  return pixels_.data() + (size_t{area.y} + row) * static_cast<size_t>(info_.row_bytes()) +
         area.x * info_.pixel_bytes();
}

Status Canvas::Begin(const Placement& frame) {
  for (uint32_t y = 0; y < frame_.area.height; ++y) {
    if (frame_.dispose == Dispose::kBackground) std::memset(At(frame_.area, y), 0, AreaRowBytes());
    if (frame_.dispose == Dispose::kPrevious)
      std::memcpy(At(frame_.area, y), below_.data() + y * AreaRowBytes(), AreaRowBytes());
  }
  frame_ = frame;
  if (frame.dispose != Dispose::kPrevious) return Ok();
  const uint64_t size = uint64_t{AreaRowBytes()} * frame.area.height;
  if (!below_.Resize(size)) return OutOfMemory(static_cast<size_t>(size));
  for (uint32_t y = 0; y < frame.area.height; ++y)
    std::memcpy(below_.data() + y * AreaRowBytes(), At(frame.area, y), AreaRowBytes());
  return Ok();
}

void Canvas::Paint(uint32_t y, uint32_t count, const uint8_t* rows) {
  const bool blends = frame_.blend == Blend::kOver && info_.has_alpha();
  for (uint32_t i = 0; i < count; ++i, rows += AreaRowBytes()) {
    uint8_t* to = At(frame_.area, y + i);
    if (!blends) {
      std::memcpy(to, rows, AreaRowBytes());
    } else if (info_.sample_type == SampleType::kU8) {
      BlendRow<uint8_t, 255>(to, rows, frame_.area.width, info_.channels);
    } else {
      BlendRow<uint16_t, 65535>(to, rows, frame_.area.width, info_.channels);
    }
  }
}

}  // namespace imwrite
