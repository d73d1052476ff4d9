// Quantization with matrices, which libaom has in C alone: quantize_fp_helper_c() in av1/encoder/av1_quantize.c says what it does.
#include <config/aom_config.h>

#if HAVE_SSE4_1
#include <smmintrin.h>

#include <cstdint>

namespace {

// What differs between the first coefficient and the others, in 32-bit lanes.
struct Steps {
  __m128i round, quant, dequant, threshold;
};

// Of lanes whose sizes are below 2^15, in one instruction.
inline __m128i Product(__m128i a, __m128i b) { return _mm_madd_epi16(a, b); }
inline __m128i WithSign(__m128i size, __m128i sign) { return _mm_sub_epi32(_mm_xor_si128(size, sign), sign); }
inline __m128i FourBytes(const uint8_t* at) { return _mm_cvtepu8_epi32(_mm_loadu_si32(at)); }

Steps StepsOf(int first, const int16_t* round, const int16_t* quant, const int16_t* dequant, int log_scale) {
  const auto lanes = [&](auto of) { return _mm_setr_epi32(of(first), of(1), of(1), of(1)); };
  return {lanes([&](int i) { return (round[i] + (1 << log_scale >> 1)) >> log_scale; }), lanes([&](int i) { return quant[i]; }),
          lanes([&](int i) { return dequant[i]; }), lanes([&](int i) { return dequant[i] << (4 - log_scale); })};
}

}  // namespace

// Coefficients are below 2^23.
extern "C" void av1_quantize_fp_matrix(const int32_t* coefficients, intptr_t count, const int16_t* round, const int16_t* quant,
                                       const int16_t* dequant, int32_t* levels, int32_t* values, uint16_t* end, const int16_t* places,
                                       const uint8_t* weights, const uint8_t* inverse_weights, int log_scale) {
  const Steps others = StepsOf(1, round, quant, dequant, log_scale);
  Steps steps = StepsOf(0, round, quant, dequant, log_scale);
  const __m128i zero = _mm_setzero_si128();
  const __m128i scale = _mm_cvtsi32_si128(log_scale), shift = _mm_cvtsi32_si128(13 - log_scale);
  // One more than the place of the last level that is not zero.
  __m128i last = zero;
  for (intptr_t i = 0; i < count; i += 4, steps = others) {
    __m128i level = zero, value = zero;
    const __m128i coefficient = _mm_loadu_si128(reinterpret_cast<const __m128i*>(coefficients + i));
    const __m128i weight = FourBytes(weights + i);
    const __m128i size = _mm_abs_epi32(coefficient);
    const __m128i small = _mm_cmpgt_epi32(steps.threshold, _mm_mullo_epi32(size, weight));
    if (_mm_movemask_epi8(small) != 0xffff) {
      const __m128i sign = _mm_srai_epi32(coefficient, 31);
      const __m128i weighted = Product(_mm_min_epi32(_mm_add_epi32(size, steps.round), _mm_set1_epi32(INT16_MAX)), weight);
      // The product takes up to 38 bits, of which the lower 21 go: in two parts, the lower of 8 bits.
      const __m128i low = _mm_srli_epi32(Product(_mm_and_si128(weighted, _mm_set1_epi32(0xff)), steps.quant), 8);
      const __m128i high = Product(_mm_srli_epi32(weighted, 8), steps.quant);
      const __m128i level_size = _mm_andnot_si128(small, _mm_sra_epi32(_mm_add_epi32(high, low), shift));
      const __m128i step = _mm_srai_epi32(_mm_add_epi32(Product(FourBytes(inverse_weights + i), steps.dequant), _mm_set1_epi32(16)), 5);
      level = WithSign(level_size, sign);
      value = WithSign(_mm_sra_epi32(_mm_mullo_epi32(level_size, step), scale), sign);
      const __m128i place = _mm_cvtepi16_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(places + i)));
      last = _mm_max_epi32(last, _mm_and_si128(_mm_cmpgt_epi32(level_size, zero), _mm_add_epi32(place, _mm_set1_epi32(1))));
    }
    _mm_storeu_si128(reinterpret_cast<__m128i*>(levels + i), level);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(values + i), value);
  }
  last = _mm_max_epi32(last, _mm_srli_si128(last, 8));
  last = _mm_max_epi32(last, _mm_srli_si128(last, 4));
  *end = static_cast<uint16_t>(_mm_cvtsi128_si32(last));
}

#endif
