#include "src/codecs/png/pixels/row-block.h"

#include <algorithm>
#include <cstring>

#include "src/deflate/adler.h"

namespace imwrite::png {
namespace {

using deflate::kPartMargin;

// Rows above: one in front, and one for each of Adam7's passes.
constexpr size_t kMaxAbove = 8;

}  // namespace

bool RowBlock::Start(size_t room, size_t row_bytes, size_t pixel_bytes, Filter filter) {
  filter_ = filter;
  pixel_bytes_ = pixel_bytes;
  room_ = room_left_ = room;
  const uint64_t memory = room + kMaxAbove * RoomOf(row_bytes) + kRowMargin;
  if (!memory_.Resize(memory) || !stream_.Resize(room + 2 * kPartMargin)) return false;
  std::memset(memory_.data(), 0, static_cast<size_t>(memory));
  // No filter has this number, so that a part never begins inside a run.
  std::memset(stream_.data(), 0xff, kPartMargin);
  return true;
}

uint8_t* RowBlock::Begin(size_t row_bytes) {
  row_bytes_ = row_bytes;
  return Add(true);
}

uint8_t* RowBlock::AddRow() {
  room_left_ -= static_cast<size_t>(RoomOf(row_bytes_));
  return Add(false);
}

uint8_t* RowBlock::Add(bool above) {
  std::memset(memory_.data() + used_, 0, kRowMargin);
  rows_.push_back({used_ + kRowMargin, row_bytes_, above});
  used_ += kRowMargin + row_bytes_;
  return memory_.data() + rows_.back().offset;
}

size_t RowBlock::Write(Filter filter, size_t begin, size_t end) {
  uint8_t* const start = stream_.data() + kPartMargin;
  uint8_t* to = start;
  for (size_t i = begin; i < end; ++i) {
    const Row& row = rows_[i];
    if (row.above) continue;
    FilterRow(filter, memory_.data() + row.offset, memory_.data() + rows_[i - 1].offset, row.size,
              pixel_bytes_, to);
    to += 1 + row.size;
  }
  return static_cast<size_t>(to - start);
}

deflate::MatchMode RowBlock::Choose(deflate::Deflater* deflater, Filter* filter) {
  const uint8_t* data = stream_.data() + kPartMargin;
  deflate::ProbeResult filtered, unfiltered;
  deflate::ForEachSlice(rows_.size(),
                        std::max<size_t>(1, deflater->slice_bytes() / rows_.back().size),
                        [&](size_t begin, size_t end) {
                          deflater->Probe(data, Write(filter_, begin, end), &filtered);
                          if (filter_ == Filter::kAdaptive)
                            deflater->Probe(data, Write(Filter::kNone, begin, end), &unfiltered);
                          return filtered.IsConclusive() &&
                                 (unfiltered.IsConclusive() || filter_ != Filter::kAdaptive);
                        });
  const bool better =
      filter_ == Filter::kAdaptive && deflater->BytesOf(unfiltered) < deflater->BytesOf(filtered);
  if (better) *filter = Filter::kNone;
  return deflater->ChooseMatchMode(better ? unfiltered : filtered);
}

size_t RowBlock::Compress(deflate::Deflater* deflater, bool last, uint8_t* to, uint32_t* adler) {
  Filter filter = filter_;
  const deflate::MatchMode mode =
      deflater->chooses() ? Choose(deflater, &filter) : deflate::MatchMode::kMatches;
  const size_t size = Write(filter, 0, rows_.size());
  const uint8_t* data = stream_.data() + kPartMargin;
  std::memset(stream_.data() + kPartMargin + size, 0xff, kPartMargin);
  *adler = deflate::Adler32(*adler, data, size);
  // The last row is above the next part's first one.
  const Row row = rows_.back();
  room_left_ = room_;
  used_ = 0;
  rows_.clear();
  std::memmove(Add(true), memory_.data() + row.offset, row.size);
  return deflater->Compress(data, size, mode, last, to);
}

}  // namespace imwrite::png
