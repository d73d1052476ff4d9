# libjxl: its fast lossless encoder alone, which is one file. Its vectors for AVX2, AVX-512 and NEON are left out: the widest would
# change the files, and natively nobody waits.

imwrite_add_library(libjxl lib/jxl/enc_fast_lossless.cc)
target_include_directories(libjxl SYSTEM PUBLIC "${libjxl_SOURCE}" PRIVATE "${CMAKE_CURRENT_LIST_DIR}")
target_compile_definitions(libjxl PUBLIC FJXL_STANDALONE=1 INTERFACE LIBJXL_VERSION="${libjxl_VERSION}"
  PRIVATE FJXL_ENABLE_AVX2=0 FJXL_ENABLE_AVX512=0 FJXL_ENABLE_NEON=0)
if(IMWRITE_SIMD)
  target_compile_definitions(libjxl PRIVATE FJXL_ENABLE_WASM=1)
  target_compile_options(libjxl PRIVATE -msimd128)
endif()
imwrite_small(libjxl)
