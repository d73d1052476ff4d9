# libjxl: its fast lossless encoder alone, which is one file. Its kernels for AVX2, AVX-512 and NEON are left out, since files depend
# on the width of a vector.

imwrite_add_library(libjxl lib/jxl/enc_fast_lossless.cc)
target_include_directories(libjxl SYSTEM PUBLIC "${libjxl_SOURCE}")
target_compile_definitions(libjxl PUBLIC FJXL_STANDALONE=1 INTERFACE LIBJXL_VERSION="${libjxl_VERSION}"
  PRIVATE FJXL_ENABLE_AVX2=0 FJXL_ENABLE_AVX512=0 FJXL_ENABLE_NEON=0)
imwrite_small(libjxl)
