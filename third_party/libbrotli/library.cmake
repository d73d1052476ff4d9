# Brotli's decoder, for JPEG XL: what it keeps of JPEG files, and compressed metadata.

imwrite_add_library(libbrotli
  c/common/constants.c c/common/context.c c/common/dictionary.c c/common/platform.c c/common/shared_dictionary.c c/common/transform.c
  c/dec/bit_reader.c c/dec/decode.c c/dec/huffman.c c/dec/prefix.c c/dec/state.c c/dec/static_init.c)
target_include_directories(libbrotli SYSTEM PUBLIC "${libbrotli_SOURCE}/c/include")
target_compile_definitions(libbrotli INTERFACE LIBBROTLI_VERSION="${libbrotli_VERSION}")
imwrite_small(libbrotli)
