#include "src/codecs/png/part.h"

#include <cstring>
#include <utility>

#include "src/deflate/adler.h"

namespace imwrite::png {
namespace {

using deflate::kPartMargin;

bool Allocate(size_t size, Buffer* buffer) {
  if (!buffer->Resize(size + 2 * kPartMargin)) return false;
  // No filter has this number, so that a part never begins inside a run.
  std::memset(buffer->data(), 0xff, kPartMargin);
  std::memset(buffer->data() + kPartMargin + size, 0xff, kPartMargin);
  return true;
}

}  // namespace

bool Part::Start(size_t size, Filter filter, bool finds_matches) {
  filter_ = filter;
  return Allocate(size, &filtered_) && (filter != Filter::kAdaptive || !finds_matches || Allocate(size, &plain_));
}

void Part::Add(const uint8_t* row, const uint8_t* above, size_t row_bytes, size_t pixel_bytes) {
  FilterRow(filter_, row, above, row_bytes, pixel_bytes, filtered_.data() + kPartMargin + size_);
  if (plain_.size() > 0) FilterRow(Filter::kNone, row, above, row_bytes, pixel_bytes, plain_.data() + kPartMargin + size_);
  size_ += 1 + row_bytes;
}

size_t Part::Compress(deflate::Deflater* deflater, bool last, uint8_t* to, uint32_t* adler) {
  const uint8_t* filtered = filtered_.data() + kPartMargin;
  const size_t size = std::exchange(size_, 0);
  if (plain_.size() == 0) {
    *adler = deflate::Adler32(*adler, filtered, size);
    return deflater->Compress(filtered, size, last, to);
  }
  const deflate::Choice choice = deflater->Choose({filtered, plain_.data() + kPartMargin}, size);
  *adler = deflate::Adler32(*adler, choice.data, size);
  return deflater->Compress(choice, size, last, to);
}

}  // namespace imwrite::png
