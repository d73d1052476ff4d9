// ISO/IEC 14496-12, 8.3 to 8.7, and AVIF 1.1, 3.
#include "src/codecs/avif/tracks.h"

#include <algorithm>

namespace imwrite::avif {
namespace {

constexpr uint64_t kForever = UINT64_MAX;

class TrackParser {
 public:
  TrackParser(uint64_t file_bytes, Budget* budget, Track* track)
      : file_bytes_(file_bytes), budget_(budget), track_(*track) {}

  Status Parse(Fields content) {
    Visit(content);
    if (loops_) {
      track_.loop_count = duration_ == kForever ? 0
                          : edit_duration_ > 0
                              ? static_cast<uint32_t>(std::min<uint64_t>(
                                    (duration_ + edit_duration_ - 1) / edit_duration_, 0xffff))
                              : 0;
    }
    if (Status status = ReadSizes(); !status.ok()) return status;
    ReadKeys();
    return ReadTimes() && PlaceSamples() ? Ok() : Damaged("the table of its frames is damaged");
  }

 private:
  // Boxes of boxes that matter here, at any depth.
  void Visit(Fields content, int depth = 0) {
    constexpr int kDeepest = 6;
    for (Box box; TakeBox(&content, &box);) {
      Fields& fields = box.content;
      if (box.type == "mdia" || box.type == "minf" || box.type == "stbl" || box.type == "edts") {
        if (depth < kDeepest) Visit(fields, depth + 1);
      } else if (box.type == "tkhd") {
        const bool wide = TakeFullHeader(&fields).version == 1;
        fields.Take(wide ? 16 : 8);
        track_.id = fields.U32();
        fields.Take(4);
        duration_ = wide ? fields.Number(8) : fields.U32();
        if (!wide && duration_ == 0xffffffff) duration_ = kForever;
      } else if (box.type == "elst") {
        ReadEdits(fields);
      } else if (box.type == "mdhd") {
        fields.Take(TakeFullHeader(&fields).version == 1 ? 16 : 8);
        track_.timescale = fields.U32();
      } else if (box.type == "hdlr") {
        TakeFullHeader(&fields);
        fields.Take(4);
        track_.handler = fields.Type();
      } else if (box.type == "tref") {
        ReadReferences(fields);
      } else if (box.type == "stsd") {
        ReadDescription(fields);
      } else {
        for (auto& [type, table] : tables_) {
          if (type == box.type) table = fields;
        }
      }
    }
  }

  void ReadEdits(Fields fields) {
    const FullHeader header = TakeFullHeader(&fields);
    loops_ = (header.flags & 1) != 0;
    // Without repetition it is shown once.
    track_.loop_count = 1;
    fields.U32();
    edit_duration_ = fields.Number(header.version == 1 ? 8 : 4);
  }

  void ReadReferences(Fields fields) {
    for (Box box; TakeBox(&fields, &box);) {
      const uint32_t to = box.content.U32();
      if (box.type == "auxl") track_.auxiliary_to.push_back(to);
      if (box.type == "prem") track_.premultiplied_by = to;
    }
  }

  void ReadDescription(Fields fields) {
    TakeFullHeader(&fields);
    fields.U32();
    Box entry;
    if (!TakeBox(&fields, &entry)) return;
    track_.is_av1 = entry.type == "av01";
    constexpr size_t kBeforeSize = 24, kAfterSize = 50;
    entry.content.Take(kBeforeSize);
    track_.properties.width = entry.content.U16();
    track_.properties.height = entry.content.U16();
    entry.content.Take(kAfterSize);
    for (Box box; TakeBox(&entry.content, &box);) {
      // The same as an item's auxC.
      if (box.type == "auxi") box.type = "auxC";
      if (box.type == "colr" || box.type == "auxC" || box.type == "clap")
        AddProperty(box, false, &track_.properties);
    }
  }

  Fields& TableOf(std::string_view type) {
    return std::ranges::find(tables_, type, &std::pair<std::string_view, Fields>::first)->second;
  }

  Status ReadSizes() {
    Fields fields = TableOf("stsz");
    TakeFullHeader(&fields);
    const uint32_t same = fields.U32();
    const uint32_t count = fields.U32();
    const uint64_t most = same > 0 ? file_bytes_ / same : fields.rest().size() / 4;
    if (!fields.ok() || count == 0) return Damaged("an animation has no frames");
    if (count > most) return Damaged("the file is truncated");
    constexpr uint64_t kSampleBytes = sizeof(Extent) + sizeof(uint64_t);
    if (Status status = budget_->TakeMemory(kSampleBytes * count); !status.ok()) return status;
    track_.samples.resize(count);
    for (Extent& sample : track_.samples) sample.size = same > 0 ? same : fields.U32();
    return Ok();
  }

  void ReadKeys() {
    Fields fields = TableOf("stss");
    TakeFullHeader(&fields);
    for (uint32_t count = fields.U32(); count > 0; --count) {
      const uint32_t number = fields.U32();
      if (!fields.ok()) return;
      track_.keys.push_back(number - 1);
    }
  }

  bool ReadTimes() {
    Fields fields = TableOf("stts");
    TakeFullHeader(&fields);
    std::vector<uint64_t>& times = track_.times;
    times = {0};
    const size_t wanted = track_.samples.size() + 1;
    for (uint32_t count = fields.U32(); count > 0 && times.size() < wanted; --count) {
      const uint32_t run = fields.U32(), step = fields.U32();
      if (!fields.ok()) return false;
      for (uint32_t i = 0; i < run && times.size() < wanted; ++i)
        times.push_back(times.back() + step);
    }
    return track_.timescale > 0 && times.size() == wanted;
  }

  // Gives each sample its place in one of the chunks.
  bool PlaceSamples() {
    Fields runs = TableOf("stsc");
    TakeFullHeader(&runs);
    uint32_t runs_left = runs.U32();
    const bool wide = TableOf("stco").rest().empty();
    Fields chunks = TableOf(wide ? "co64" : "stco");
    TakeFullHeader(&chunks);
    const uint32_t chunk_count = chunks.U32();
    uint32_t next_run = 0, per_chunk = 0, per_next = 0;
    const auto take_run = [&] {
      next_run = 0;
      if (runs_left == 0) return;
      --runs_left;
      next_run = runs.U32();
      per_next = runs.U32();
      runs.U32();
    };
    take_run();
    size_t sample = 0;
    for (uint32_t chunk = 1; chunk <= chunk_count && sample < track_.samples.size(); ++chunk) {
      if (chunk == next_run) {
        per_chunk = per_next;
        take_run();
      }
      uint64_t offset = chunks.Number(wide ? 8 : 4);
      if (!chunks.ok() || !runs.ok()) return false;
      for (uint32_t i = 0; i < per_chunk && sample < track_.samples.size(); ++i, ++sample) {
        track_.samples[sample].offset = offset;
        offset = Sum(offset, track_.samples[sample].size);
      }
    }
    return sample == track_.samples.size();
  }

  const uint64_t file_bytes_;
  Budget* const budget_;
  Track& track_;
  std::vector<std::pair<std::string_view, Fields>> tables_ = {
      {"stsz", {}}, {"stss", {}}, {"stts", {}}, {"stsc", {}}, {"stco", {}}, {"co64", {}}};
  bool loops_ = false;
  uint64_t duration_ = 0;
  uint64_t edit_duration_ = 0;
};

}  // namespace

uint32_t Track::DurationOf(size_t sample) const {
  const auto at = [&](size_t i) {
    return static_cast<double>(times[i]) * 1000 / static_cast<double>(timescale);
  };
  // The sum of durations is right, however each is rounded.
  const double duration =
      static_cast<double>(static_cast<uint64_t>(std::min(at(sample + 1), 1e15) + 0.5)) -
      static_cast<double>(static_cast<uint64_t>(std::min(at(sample), 1e15) + 0.5));
  return static_cast<uint32_t>(std::clamp(duration, 0.0, 4294967295.0));
}

uint32_t Track::KeyBefore(uint32_t sample) const {
  if (keys.empty()) return sample;
  uint32_t last = 0;
  for (const uint32_t key : keys) {
    if (key <= sample) last = std::max(last, key);
  }
  return last;
}

Status ParseMovie(Fields content, uint64_t file_bytes, Budget* budget, Movie* movie) {
  std::vector<Track> tracks;
  for (Box box; TakeBox(&content, &box);) {
    if (box.type != "trak") continue;
    Track track;
    if (Status status = TrackParser(file_bytes, budget, &track).Parse(box.content); !status.ok())
      return status;
    if (track.is_av1) tracks.push_back(std::move(track));
  }
  const auto color = std::ranges::find(tracks, std::string_view("pict"), &Track::handler);
  if (color == tracks.end()) return Damaged("the file is truncated, or has no image");
  for (Track& track : tracks) {
    if (std::ranges::find(track.auxiliary_to, color->id) == track.auxiliary_to.end() ||
        !track.properties.is_alpha() || track.samples.size() < color->samples.size())
      continue;
    movie->alpha = std::move(track);
    break;
  }
  movie->color = std::move(*color);
  return Ok();
}

}  // namespace imwrite::avif
