// AreaRows: the rows that libjxl's areas are parts of. It asks for areas beside one another.
#pragma once

#include "src/codec.h"
#include "src/precision.h"

namespace imwrite::jxl {

class AreaRows {
 public:
  explicit AreaRows(const EncodeJob& job) : job_(job) {}

  // Whether these rows need not be read.
  bool Has(size_t y, size_t count) const { return count_ > 0 && y == y_ && count == count_; }

  // Rows y … y + count - 1, from x on; null: there is an error, or was one.
  const uint8_t* Area(size_t x, size_t y, size_t count, size_t* stride) {
    if (!status_.ok()) return nullptr;
    if (!Has(y, count)) {
      count_ = 0;
      status_ = Read(static_cast<uint32_t>(y), static_cast<uint32_t>(count));
      if (!status_.ok()) return nullptr;
      y_ = y;
      count_ = count;
    }
    *stride = static_cast<size_t>(job_.info.row_bytes());
    return rows_ + x * job_.info.pixel_bytes();
  }

  void Forget() { count_ = 0; }
  const Status& status() const { return status_; }

 private:
  // libjxl has no codes for samples above the precision.
  Status Read(uint32_t y, uint32_t count) {
    if (Status status = job_.rows.Read(y, count, &rows_); !status.ok()) return status;
    return CheckRowPrecision(job_.info, y, count, rows_);
  }

  const EncodeJob& job_;
  Status status_;
  const uint8_t* rows_ = nullptr;
  size_t y_ = 0;
  // 0: no rows are there.
  size_t count_ = 0;
};

}  // namespace imwrite::jxl
