// The vectors of libjxl's fast lossless coder as WebAssembly SIMD: what enc_fast_lossless.cc has for NEON. It is included there, inside
// a namespace. WebAssembly has no shift by another number in each lane: the numbers' powers of two come from a table, and a product
// is the shift.

struct SIMDVec32;

// 2 to the power of each lane, which is below the lane's bits: every byte of a lane looks up its own 8 of them.
FJXL_INLINE v128_t Pow2(v128_t bytes_of_lane) {
  const v128_t table = wasm_u8x16_make(1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);
  return wasm_i8x16_swizzle(table, bytes_of_lane);
}
FJXL_INLINE v128_t Pow2Of16(v128_t n) {
  const v128_t bytes = wasm_i8x16_shuffle(n, n, 0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14);
  return Pow2(wasm_i8x16_sub(bytes, wasm_u16x8_const_splat(0x0800)));
}
FJXL_INLINE v128_t Pow2Of32(v128_t n) {
  const v128_t bytes = wasm_i8x16_shuffle(n, n, 0, 0, 0, 0, 4, 4, 4, 4, 8, 8, 8, 8, 12, 12, 12, 12);
  return Pow2(wasm_i8x16_sub(bytes, wasm_u32x4_const_splat(0x18100800)));
}

// The exponent of a float, and its bias: of integers below 2^24, 0 or the bits that they take and 126 more.
FJXL_INLINE v128_t BiasedBits(v128_t value) { return wasm_u32x4_shr(wasm_f32x4_convert_i32x4(value), 23); }

struct Mask32 {
  v128_t mask;
  SIMDVec32 IfThenElse(const SIMDVec32& if_true, const SIMDVec32& if_false);
  size_t CountPrefix() const { return __builtin_ctz(~wasm_i32x4_bitmask(mask)); }
};

struct SIMDVec32 {
  v128_t vec;

  static constexpr size_t kLanes = 4;

  FJXL_INLINE static SIMDVec32 Load(const uint32_t* data) { return {wasm_v128_load(data)}; }
  FJXL_INLINE void Store(uint32_t* data) { wasm_v128_store(data, vec); }
  FJXL_INLINE static SIMDVec32 Val(uint32_t v) { return {wasm_u32x4_splat(v)}; }
  FJXL_INLINE SIMDVec32 ValToToken() const {
    return {wasm_i32x4_max(wasm_i32x4_sub(BiasedBits(vec), wasm_i32x4_const_splat(126)), wasm_i32x4_const_splat(0))};
  }
  FJXL_INLINE SIMDVec32 SatSubU(const SIMDVec32& oth) const { return {wasm_i32x4_sub(wasm_u32x4_max(vec, oth.vec), oth.vec)}; }
  FJXL_INLINE SIMDVec32 Sub(const SIMDVec32& oth) const { return {wasm_i32x4_sub(vec, oth.vec)}; }
  FJXL_INLINE SIMDVec32 Add(const SIMDVec32& oth) const { return {wasm_i32x4_add(vec, oth.vec)}; }
  FJXL_INLINE SIMDVec32 Xor(const SIMDVec32& oth) const { return {wasm_v128_xor(vec, oth.vec)}; }
  FJXL_INLINE SIMDVec32 Pow2() const { return {Pow2Of32(vec)}; }
  FJXL_INLINE Mask32 Eq(const SIMDVec32& oth) const { return {wasm_i32x4_eq(vec, oth.vec)}; }
  FJXL_INLINE Mask32 Gt(const SIMDVec32& oth) const { return {wasm_i32x4_gt(vec, oth.vec)}; }
  template <size_t i>
  FJXL_INLINE SIMDVec32 SignedShiftRight() const {
    return {wasm_i32x4_shr(vec, i)};
  }
};

struct SIMDVec16;

struct Mask16 {
  v128_t mask;
  SIMDVec16 IfThenElse(const SIMDVec16& if_true, const SIMDVec16& if_false);
  Mask16 And(const Mask16& oth) const { return {wasm_v128_and(mask, oth.mask)}; }
  size_t CountPrefix() const { return __builtin_ctz(~wasm_i16x8_bitmask(mask)); }
};

struct SIMDVec16 {
  v128_t vec;

  static constexpr size_t kLanes = 8;

  FJXL_INLINE static SIMDVec16 Load(const uint16_t* data) { return {wasm_v128_load(data)}; }
  FJXL_INLINE void Store(uint16_t* data) { wasm_v128_store(data, vec); }
  FJXL_INLINE static SIMDVec16 Val(uint16_t v) { return {wasm_u16x8_splat(v)}; }
  FJXL_INLINE static SIMDVec16 FromTwo32(const SIMDVec32& lo, const SIMDVec32& hi) { return {wasm_u16x8_narrow_i32x4(lo.vec, hi.vec)}; }

  FJXL_INLINE SIMDVec16 ValToToken() const {
    const v128_t low = BiasedBits(wasm_u32x4_extend_low_u16x8(vec));
    const v128_t high = BiasedBits(wasm_u32x4_extend_high_u16x8(vec));
    return {wasm_u16x8_sub_sat(wasm_u16x8_narrow_i32x4(low, high), wasm_u16x8_const_splat(126))};
  }
  FJXL_INLINE SIMDVec16 SatSubU(const SIMDVec16& oth) const { return {wasm_u16x8_sub_sat(vec, oth.vec)}; }
  FJXL_INLINE SIMDVec16 Sub(const SIMDVec16& oth) const { return {wasm_i16x8_sub(vec, oth.vec)}; }
  FJXL_INLINE SIMDVec16 Add(const SIMDVec16& oth) const { return {wasm_i16x8_add(vec, oth.vec)}; }
  FJXL_INLINE SIMDVec16 Min(const SIMDVec16& oth) const { return {wasm_u16x8_min(vec, oth.vec)}; }
  FJXL_INLINE Mask16 Eq(const SIMDVec16& oth) const { return {wasm_i16x8_eq(vec, oth.vec)}; }
  FJXL_INLINE Mask16 Gt(const SIMDVec16& oth) const { return {wasm_i16x8_gt(vec, oth.vec)}; }
  FJXL_INLINE SIMDVec16 Pow2() const { return {Pow2Of16(vec)}; }
  FJXL_INLINE SIMDVec16 Or(const SIMDVec16& oth) const { return {wasm_v128_or(vec, oth.vec)}; }
  FJXL_INLINE SIMDVec16 Xor(const SIMDVec16& oth) const { return {wasm_v128_xor(vec, oth.vec)}; }
  FJXL_INLINE SIMDVec16 And(const SIMDVec16& oth) const { return {wasm_v128_and(vec, oth.vec)}; }
  // Of tokens, whose sum has room.
  FJXL_INLINE SIMDVec16 HAdd(const SIMDVec16& oth) const { return {wasm_u16x8_shr(wasm_i16x8_add(vec, oth.vec), 1)}; }
  // The high bytes look up nothing, which is 0.
  FJXL_INLINE SIMDVec16 PrepareForU8Lookup() const { return {wasm_v128_or(vec, wasm_u16x8_const_splat(0xff00))}; }
  FJXL_INLINE SIMDVec16 U8Lookup(const uint8_t* table) const { return {wasm_i8x16_swizzle(wasm_v128_load(table), vec)}; }
  FJXL_INLINE VecPair<SIMDVec16> Interleave(const SIMDVec16& low) const {
    return {{wasm_i16x8_shuffle(low.vec, vec, 0, 8, 1, 9, 2, 10, 3, 11)}, {wasm_i16x8_shuffle(low.vec, vec, 4, 12, 5, 13, 6, 14, 7, 15)}};
  }
  FJXL_INLINE VecPair<SIMDVec32> Upcast() const { return {{wasm_u32x4_extend_low_u16x8(vec)}, {wasm_u32x4_extend_high_u16x8(vec)}}; }
  template <size_t i>
  FJXL_INLINE SIMDVec16 SignedShiftRight() const {
    return {wasm_i16x8_shr(vec, i)};
  }

  static std::array<SIMDVec16, 1> LoadG8(const unsigned char* data) { return {{{wasm_u16x8_load8x8(data)}}}; }
  static std::array<SIMDVec16, 1> LoadG16(const unsigned char* data) { return {{{wasm_v128_load(data)}}}; }

  static std::array<SIMDVec16, 2> LoadGA8(const unsigned char* data) {
    const v128_t pairs = wasm_v128_load(data);
    return {{{wasm_v128_and(pairs, wasm_u16x8_const_splat(0xff))}, {wasm_u16x8_shr(pairs, 8)}}};
  }
  static std::array<SIMDVec16, 2> LoadGA16(const unsigned char* data) {
    return Unzip(wasm_v128_load(data), wasm_v128_load(data + 16));
  }

  static std::array<SIMDVec16, 3> LoadRGB8(const unsigned char* data) {
    // 24 bytes, of which the second vector has the last 16.
    const v128_t a = wasm_v128_load(data);
    const v128_t b = wasm_v128_load(data + 8);
    const v128_t red_green = wasm_i8x16_shuffle(a, b, 0, 3, 6, 9, 12, 15, 26, 29, 1, 4, 7, 10, 13, 24, 27, 30);
    const v128_t blue = wasm_i8x16_shuffle(a, b, 2, 5, 8, 11, 14, 25, 28, 31, 0, 0, 0, 0, 0, 0, 0, 0);
    return {{{wasm_u16x8_extend_low_u8x16(red_green)}, {wasm_u16x8_extend_high_u8x16(red_green)}, {wasm_u16x8_extend_low_u8x16(blue)}}};
  }
  static std::array<SIMDVec16, 3> LoadRGB16(const unsigned char* data) {
    const v128_t a = wasm_v128_load(data);
    const v128_t b = wasm_v128_load(data + 16);
    const v128_t c = wasm_v128_load(data + 32);
    const v128_t red = wasm_i16x8_shuffle(a, b, 0, 3, 6, 9, 12, 15, 0, 0);
    const v128_t green = wasm_i16x8_shuffle(a, b, 1, 4, 7, 10, 13, 0, 0, 0);
    const v128_t blue = wasm_i16x8_shuffle(a, b, 2, 5, 8, 11, 14, 0, 0, 0);
    return {{{wasm_i16x8_shuffle(red, c, 0, 1, 2, 3, 4, 5, 10, 13)},
             {wasm_i16x8_shuffle(green, c, 0, 1, 2, 3, 4, 8, 11, 14)},
             {wasm_i16x8_shuffle(blue, c, 0, 1, 2, 3, 4, 9, 12, 15)}}};
  }

  static std::array<SIMDVec16, 4> LoadRGBA8(const unsigned char* data) {
    const std::array<SIMDVec16, 2> pixels = {{{wasm_v128_load(data)}, {wasm_v128_load(data + 16)}}};
    const std::array<SIMDVec16, 2> parts = Unzip(pixels[0].vec, pixels[1].vec);
    const v128_t low = wasm_u16x8_const_splat(0xff);
    return {{{wasm_v128_and(parts[0].vec, low)}, {wasm_u16x8_shr(parts[0].vec, 8)}, {wasm_v128_and(parts[1].vec, low)}, {wasm_u16x8_shr(parts[1].vec, 8)}}};
  }
  static std::array<SIMDVec16, 4> LoadRGBA16(const unsigned char* data) {
    // Of 4 pixels each: red and blue, green and alpha.
    const std::array<SIMDVec16, 2> low = Unzip(wasm_v128_load(data), wasm_v128_load(data + 16));
    const std::array<SIMDVec16, 2> high = Unzip(wasm_v128_load(data + 32), wasm_v128_load(data + 48));
    const std::array<SIMDVec16, 2> red_blue = Unzip(low[0].vec, high[0].vec);
    const std::array<SIMDVec16, 2> green_alpha = Unzip(low[1].vec, high[1].vec);
    return {{red_blue[0], green_alpha[0], red_blue[1], green_alpha[1]}};
  }

  void SwapEndian() { vec = wasm_v128_or(wasm_i16x8_shl(vec, 8), wasm_u16x8_shr(vec, 8)); }

 private:
  // The even and the odd lanes.
  FJXL_INLINE static std::array<SIMDVec16, 2> Unzip(v128_t low, v128_t high) {
    return {{{wasm_i16x8_shuffle(low, high, 0, 2, 4, 6, 8, 10, 12, 14)}, {wasm_i16x8_shuffle(low, high, 1, 3, 5, 7, 9, 11, 13, 15)}}};
  }
};

SIMDVec16 Mask16::IfThenElse(const SIMDVec16& if_true, const SIMDVec16& if_false) {
  return {wasm_v128_bitselect(if_true.vec, if_false.vec, mask)};
}
SIMDVec32 Mask32::IfThenElse(const SIMDVec32& if_true, const SIMDVec32& if_false) {
  return {wasm_v128_bitselect(if_true.vec, if_false.vec, mask)};
}

struct Bits64 {
  static constexpr size_t kLanes = 2;

  uint64_t nbits[kLanes];
  uint64_t bits[kLanes];

  FJXL_INLINE void Store(uint64_t* nbits_out, uint64_t* bits_out) {
    for (size_t i = 0; i < kLanes; ++i) {
      nbits_out[i] = nbits[i];
      bits_out[i] = bits[i];
    }
  }
};

// Lanes before `n` for ClipTo(), from there on for Skip().
template <size_t kLanes, typename Lane>
FJXL_INLINE v128_t LanesBefore(size_t n) {
  static constexpr Lane kOnes = static_cast<Lane>(~Lane{0});
  alignas(16) static constexpr std::array<Lane, 2 * kLanes> kMask = [] {
    std::array<Lane, 2 * kLanes> mask = {};
    for (size_t i = 0; i < kLanes; ++i) mask[i] = kOnes;
    return mask;
  }();
  return wasm_v128_load(kMask.data() + kLanes - std::min(n, kLanes));
}

struct Bits32 {
  v128_t nbits;
  v128_t bits;

  static Bits32 FromRaw(SIMDVec32 nbits, SIMDVec32 bits) { return {nbits.vec, bits.vec}; }

  FJXL_INLINE Bits64 Merge() const {
    const auto merged = [](uint64_t nbits, uint64_t bits) { return (bits & 0xffffffff) | (bits >> 32 << (nbits & 0xffffffff)); };
    const auto sum = [](uint64_t nbits) { return (nbits & 0xffffffff) + (nbits >> 32); };
    const uint64_t nbits_low = wasm_u64x2_extract_lane(nbits, 0);
    const uint64_t nbits_high = wasm_u64x2_extract_lane(nbits, 1);
    return {{sum(nbits_low), sum(nbits_high)},
            {merged(nbits_low, wasm_u64x2_extract_lane(bits, 0)), merged(nbits_high, wasm_u64x2_extract_lane(bits, 1))}};
  }

  void Interleave(const Bits32& low) {
    bits = wasm_v128_or(wasm_i32x4_mul(bits, Pow2Of32(low.nbits)), low.bits);
    nbits = wasm_i32x4_add(nbits, low.nbits);
  }

  void ClipTo(size_t n) {
    const v128_t mask = LanesBefore<4, uint32_t>(n);
    nbits = wasm_v128_and(nbits, mask);
    bits = wasm_v128_and(bits, mask);
  }
  void Skip(size_t n) {
    const v128_t mask = LanesBefore<4, uint32_t>(n);
    nbits = wasm_v128_andnot(nbits, mask);
    bits = wasm_v128_andnot(bits, mask);
  }
};

struct Bits16 {
  v128_t nbits;
  v128_t bits;

  static Bits16 FromRaw(SIMDVec16 nbits, SIMDVec16 bits) { return {nbits.vec, bits.vec}; }

  FJXL_INLINE Bits32 Merge() const {
    const v128_t low = wasm_u32x4_const_splat(0xffff);
    const v128_t nbits_low = wasm_v128_and(nbits, low);
    const v128_t shifted = wasm_i32x4_mul(wasm_u32x4_shr(bits, 16), Pow2Of32(nbits_low));
    return {wasm_i32x4_add(nbits_low, wasm_u32x4_shr(nbits, 16)), wasm_v128_or(shifted, wasm_v128_and(bits, low))};
  }

  void Interleave(const Bits16& low) {
    bits = wasm_v128_or(wasm_i16x8_mul(bits, Pow2Of16(low.nbits)), low.bits);
    nbits = wasm_i16x8_add(nbits, low.nbits);
  }

  void ClipTo(size_t n) {
    const v128_t mask = LanesBefore<8, uint16_t>(n);
    nbits = wasm_v128_and(nbits, mask);
    bits = wasm_v128_and(bits, mask);
  }
  void Skip(size_t n) {
    const v128_t mask = LanesBefore<8, uint16_t>(n);
    nbits = wasm_v128_andnot(nbits, mask);
    bits = wasm_v128_andnot(bits, mask);
  }
};
