// What a progressive scan needs to know of a block before it is coded: the *_prepare functions of jcphuff.c. Only the
// values that are not zero are written, as no other is read.
#include "third_party/libjpeg-turbo/kernels/zigzag.h"

namespace {

// The coefficients of a scan's band after its point transform, |coefficient| / 2^Al.
struct Band {
  Band(const JCOEF* block, const int* natural_order_start, int length, int al)
      : start(static_cast<int>(natural_order_start - jpeg_natural_order)) {
    Block absolute = Load(block);
    // Unsigned: the absolute value of −32768 is 32768.
    for (v128_t& row : absolute.row) row = wasm_u16x8_shr(wasm_i16x8_abs(row), al);
    Store(absolute, values);
    non_zero = (NonZero(absolute) >> start) & (~uint64_t{0} >> (64 - length));
  }

  // Calls work(k, where the k-th coefficient of the band is in the block) for those that are not zero.
  template <class Work>
  void ForEachNonZero(Work&& work) const {
    for (uint64_t left = non_zero; left != 0; left &= left - 1) {
      const int k = __builtin_ctzll(left);
      work(k, kNaturalOrder[start + k]);
    }
  }

  int start;
  uint64_t non_zero;
  alignas(16) short values[DCTSIZE2];
};

// libjpeg-turbo's bitmaps are pairs of size_t.
void SaveBits(uint64_t from, size_t* to) {
  to[0] = static_cast<uint32_t>(from);
  to[1] = static_cast<uint32_t>(from >> 32);
}

}  // namespace

int jsimd_can_encode_mcu_AC_first_prepare() { return TRUE; }
int jsimd_can_encode_mcu_AC_refine_prepare() { return TRUE; }

void jsimd_encode_mcu_AC_first_prepare(const JCOEF* block, const int* jpeg_natural_order_start, int Sl, int Al, UJCOEF* values,
                                       size_t* zerobits) {
  const Band band(block, jpeg_natural_order_start, Sl, Al);
  band.ForEachNonZero([&](int k, int position) {
    values[k] = static_cast<UJCOEF>(band.values[position]);
    values[DCTSIZE2 + k] = static_cast<UJCOEF>(band.values[position] ^ (block[position] >> 15));
  });
  SaveBits(band.non_zero, zerobits);
}

int jsimd_encode_mcu_AC_refine_prepare(const JCOEF* block, const int* jpeg_natural_order_start, int Sl, int Al, UJCOEF* absvalues,
                                       size_t* bits) {
  const Band band(block, jpeg_natural_order_start, Sl, Al);
  uint64_t positive = 0;
  int last_new = 0;  // the last that this scan makes non-zero
  band.ForEachNonZero([&](int k, int position) {
    absvalues[k] = static_cast<UJCOEF>(band.values[position]);
    if (block[position] >= 0) positive |= uint64_t{1} << k;
    if (band.values[position] == 1) last_new = k;
  });
  SaveBits(band.non_zero, bits);
  SaveBits(positive, bits + 2);
  return last_new;
}
