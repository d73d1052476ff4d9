// Kernels that libjpeg-turbo names but this backend leaves to the portable code, because no codec of ours calls them.
#include "third_party/libjpeg-turbo/kernels/library.h"

#define ABSENT(name, ...)                  \
  int jsimd_can_##name() { return FALSE; } \
  void jsimd_##name(__VA_ARGS__) { __builtin_trap(); }

ABSENT(fdct_ifast, DCTELEM*)
ABSENT(fdct_float, FAST_FLOAT*)
ABSENT(convsamp_float, JSAMPARRAY, JDIMENSION, FAST_FLOAT*)
ABSENT(quantize_float, JCOEFPTR, FAST_FLOAT*, FAST_FLOAT*)
ABSENT(idct_ifast, j_decompress_ptr, jpeg_component_info*, JCOEFPTR, JSAMPARRAY, JDIMENSION)
ABSENT(idct_float, j_decompress_ptr, jpeg_component_info*, JCOEFPTR, JSAMPARRAY, JDIMENSION)
ABSENT(idct_2x2, j_decompress_ptr, jpeg_component_info*, JCOEFPTR, JSAMPARRAY, JDIMENSION)
ABSENT(idct_4x4, j_decompress_ptr, jpeg_component_info*, JCOEFPTR, JSAMPARRAY, JDIMENSION)
ABSENT(h2v1_upsample, j_decompress_ptr, jpeg_component_info*, JSAMPARRAY, JSAMPARRAY*)
ABSENT(h2v2_upsample, j_decompress_ptr, jpeg_component_info*, JSAMPARRAY, JSAMPARRAY*)
ABSENT(h2v1_merged_upsample, j_decompress_ptr, JSAMPIMAGE, JDIMENSION, JSAMPARRAY)
ABSENT(h2v2_merged_upsample, j_decompress_ptr, JSAMPIMAGE, JDIMENSION, JSAMPARRAY)

int jsimd_can_ycc_rgb565() { return FALSE; }
void jsimd_ycc_rgb565_convert(j_decompress_ptr, JSAMPIMAGE, JDIMENSION, JSAMPARRAY, int) { __builtin_trap(); }
