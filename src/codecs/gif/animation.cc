#include "src/codecs/gif/animation.h"

#include <cstring>

namespace imwrite::gif {
namespace {

constexpr uint32_t kMaxDuration = 65535;  // hundredths of a second

// A rectangle that grows around points.
class Bounds {
 public:
  void Add(uint32_t x, uint32_t y) {
    left_ = std::min(left_, x), right_ = std::max(right_, x + 1);
    top_ = std::min(top_, y), bottom_ = std::max(bottom_, y + 1);
  }
  void Add(const Rect& area) {
    if (area.width == 0) return;
    Add(area.x, area.y);
    Add(area.x + area.width - 1, area.y + area.height - 1);
  }
  bool is_empty() const { return right_ == 0; }
  Rect area() const {
    if (is_empty()) return {0, 0, 0, 0};
    return {left_, top_, right_ - left_, bottom_ - top_};
  }

 private:
  uint32_t left_ = UINT32_MAX, top_ = UINT32_MAX, right_ = 0, bottom_ = 0;
};

// A frame is written when the next one is known: GIF cannot make a pixel transparent again but by
// clearing what the frame before has painted, which that frame must say, and whose area must cover
// the pixel.
class Animator {
 public:
  Animator(const EncodeJob& job, const Options& options)
      : job_(job), options_(options), row_(job.info.width) {}

  Status Start() {
    for (Buffer* canvas : {&below_, &held_, &next_}) {
      if (!canvas->Resize(CanvasBytes())) return OutOfMemory(static_cast<size_t>(CanvasBytes()));
    }
    std::memset(below_.data(), 0, static_cast<size_t>(CanvasBytes()));
    return Ok();
  }

  Status Add(RowReader& rows, uint32_t milliseconds) {
    if (Status status = Take(rows); !status.ok()) return status;
    uint32_t duration = 0;
    if (Status status = Round(milliseconds, &duration); !status.ok()) return status;
    if (count_ > 0) {
      if (Status status = WriteHeld(Cleared()); !status.ok()) return status;
    }
    std::swap(held_, next_);
    held_duration_ = duration;
    ++count_;
    return Ok();
  }

  Status Finish() {
    Status status = WriteHeld({});
    if (!status.ok()) return status;
    return WriteTrailer(job_.sink) ? Ok() : Aborted();
  }

 private:
  uint64_t CanvasBytes() const { return 4 * uint64_t{job_.info.width} * job_.info.height; }
  Rgba* Row(Buffer& canvas, uint32_t y) const {
    return reinterpret_cast<Rgba*>(canvas.data()) + size_t{y} * job_.info.width;
  }

  Status Take(RowReader& rows) {
    const ImageInfo& info = job_.info;
    const uint32_t band_rows = BandRows(info);
    for (uint32_t y = 0; y < info.height; y += band_rows) {
      const uint32_t count = std::min(band_rows, info.height - y);
      const uint8_t* band = nullptr;
      if (Status status = rows.Read(y, count, &band); !status.ok()) return status;
      for (uint32_t i = 0; i < count; ++i) {
        Rgba* to = Row(next_, y + i);
        quantizer::ToColors(band + i * info.row_bytes(), info.width, info.channels, to);
        for (uint32_t x = 0; x < info.width; ++x)
          to[x] = WithoutTranslucency(to[x], options_.alpha_threshold);
      }
    }
    return Ok();
  }

  // Rounds where a frame ends, so that the whole keeps its length.
  Status Round(uint32_t milliseconds, uint32_t* duration) {
    elapsed_ += milliseconds;
    const uint64_t end = (elapsed_ + 5) / 10;
    if (end - written_ > kMaxDuration) {
      return Mismatch(Code::kInvalidImage, "gif frame duration",
                      "at most " + std::to_string(10 * kMaxDuration) + " ms",
                      std::to_string(milliseconds));
    }
    *duration = static_cast<uint32_t>(end - written_);
    written_ = end;
    return Ok();
  }

  // Where the next frame is transparent and the held one is not.
  Rect Cleared() {
    Bounds bounds;
    for (uint32_t y = 0; y < job_.info.height; ++y) {
      const Rgba* held = Row(held_, y);
      const Rgba* next = Row(next_, y);
      for (uint32_t x = 0; x < job_.info.width; ++x) {
        if (next[x] == 0 && held[x] != 0) bounds.Add(x, y);
      }
    }
    return bounds.area();
  }

  Rect Changed() {
    if (count_ == 1) return {0, 0, job_.info.width, job_.info.height};
    Bounds bounds;
    for (uint32_t y = 0; y < job_.info.height; ++y) {
      const Rgba* held = Row(held_, y);
      const Rgba* below = Row(below_, y);
      if (std::memcmp(held, below, 4 * size_t{job_.info.width}) == 0) continue;
      for (uint32_t x = 0; x < job_.info.width; ++x) {
        if (held[x] != below[x]) bounds.Add(x, y);
      }
    }
    return bounds.area();
  }

  Status WriteHeld(const Rect& cleared) {
    Bounds bounds;
    bounds.Add(Changed());
    bounds.Add(cleared);
    // An image has at least a pixel.
    if (bounds.is_empty()) bounds.Add(0, 0);
    const Rect area = bounds.area();
    const ColorRow rows = [&](uint32_t y, const Rgba** colors) {
      const Rgba* held = Row(held_, area.y + y) + area.x;
      const Rgba* below = Row(below_, area.y + y) + area.x;
      for (uint32_t x = 0; x < area.width; ++x) row_[x] = held[x] == below[x] ? 0 : held[x];
      *colors = row_.data();
      return Ok();
    };
    if (Status status = WriteRows(rows, area, cleared.width > 0); !status.ok()) return status;
    std::memcpy(below_.data(), held_.data(), static_cast<size_t>(CanvasBytes()));
    for (uint32_t y = 0; cleared.width > 0 && y < area.height; ++y)
      std::fill_n(Row(below_, area.y + y) + area.x, area.width, 0);
    return Ok();
  }

  // Whether all colors are in the screen's palette: one of its own takes up to 768 bytes.
  Status FitsScreenPalette(const ColorRow& rows, const Rect& area, bool clears, bool* fits) const {
    Palette palette = screen_palette_;
    *fits = !clears || TransparentIndex(palette.colors()) >= 0;
    for (uint32_t y = 0; *fits && y < area.height; ++y) {
      const Rgba* colors = nullptr;
      if (Status status = rows(y, &colors); !status.ok()) return status;
      *fits = palette.Add({colors, area.width}, screen_palette_.colors().size());
    }
    return Ok();
  }

  // Readers clear to transparency only behind a frame that has a transparent color.
  Status WriteRows(const ColorRow& rows, const Rect& area, bool clears) {
    const bool first = count_ == 1;
    if (first) {
      const bool needs_transparent = clears || options_.global_palette;
      if (Status status = SelectColors(rows, area.width, area.height, options_, needs_transparent,
                                       &screen_palette_);
          !status.ok())
        return status;
      if (!WriteHead(job_, screen_palette_.colors())) return Aborted();
    }
    bool shared = first || options_.global_palette;
    if (!shared) {
      if (Status status = FitsScreenPalette(rows, area, clears, &shared); !status.ok())
        return status;
    }
    Palette own;
    if (!shared) {
      if (Status status = SelectColors(rows, area.width, area.height, options_, clears, &own);
          !status.ok())
        return status;
    }
    const Palette& palette = shared ? screen_palette_ : own;
    const ImageHead head = {.area = area,
                            .own_colors = own.colors(),
                            .transparent_index = TransparentIndex(palette.colors()),
                            .duration = held_duration_,
                            .dispose = clears ? Dispose::kBackground : Dispose::kNone,
                            .interlaced = options_.interlaced};
    const Progress progress = [&](double share) {
      return !job_.progress || job_.progress(ShareOf(count_ - 1 + share, job_.frame_count));
    };
    return WriteImage(rows, head, palette, options_, job_.sink, progress);
  }

  const EncodeJob& job_;
  const Options& options_;
  // What is shown before the held frame, the held frame, and the next one.
  Buffer below_;
  Buffer held_;
  Buffer next_;
  std::vector<Rgba> row_;
  Palette screen_palette_;
  uint32_t held_duration_ = 0;
  // Frames that were taken.
  uint32_t count_ = 0;
  // Milliseconds of the frames, and hundredths of a second that stand for them.
  uint64_t elapsed_ = 0;
  uint64_t written_ = 0;
};

}  // namespace

Status EncodeAnimation(const EncodeJob& job, const Options& options) {
  Animator animator(job, options);
  if (Status status = animator.Start(); !status.ok()) return status;
  Status status = ForEachFrame(
      job, [&](uint32_t, const Frame& frame) { return animator.Add(*frame.rows, frame.duration); });
  if (!status.ok()) return status;
  return animator.Finish();
}

}  // namespace imwrite::gif
