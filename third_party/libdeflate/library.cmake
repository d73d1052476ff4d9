# libdeflate: the whole library. It chooses its CPU-specific code itself; WebAssembly gets the portable one.

imwrite_add_library(libdeflate
  lib/adler32.c lib/crc32.c lib/deflate_compress.c lib/deflate_decompress.c lib/gzip_compress.c lib/gzip_decompress.c
  lib/utils.c lib/zlib_compress.c lib/zlib_decompress.c
  lib/arm/cpu_features.c lib/x86/cpu_features.c)
imwrite_small(libdeflate)
target_include_directories(libdeflate SYSTEM PUBLIC "${libdeflate_SOURCE}")
