# libwebp: encoder, decoder and sharpyuv with their SIMD code; no mux, no demux, no threads.

set(_dec alpha buffer frame idec io quant tree vp8 vp8l webp)
list(TRANSFORM _dec REPLACE "(.+)" "src/dec/\\1_dec.c")

set(_enc
  alpha analysis backward_references_cost backward_references config cost filter frame histogram iterator near_lossless
  picture picture_csp picture_psnr picture_rescale picture_tools predictor quant syntax token tree vp8l webp)
list(TRANSFORM _enc REPLACE "(.+)" "src/enc/\\1_enc.c")

set(_utils
  bit_reader_utils bit_writer_utils color_cache_utils filters_utils huffman_encode_utils huffman_utils palette
  quant_levels_dec_utils quant_levels_utils random_utils rescaler_utils thread_utils utils)
list(TRANSFORM _utils REPLACE "(.+)" "src/utils/\\1.c")

set(_dsp
  alpha_processing cost cpu dec dec_clip_tables enc filters lossless lossless_enc rescaler ssim upsampling yuv)
list(TRANSFORM _dsp REPLACE "(.+)" "src/dsp/\\1.c")

set(_sharpyuv sharpyuv sharpyuv_cpu sharpyuv_csp sharpyuv_dsp sharpyuv_gamma)
list(TRANSFORM _sharpyuv REPLACE "(.+)" "sharpyuv/\\1.c")

set(_sse2 alpha_processing cost dec enc filters lossless lossless_enc rescaler ssim upsampling yuv)
list(TRANSFORM _sse2 REPLACE "(.+)" "src/dsp/\\1_sse2.c")
list(APPEND _sse2 sharpyuv/sharpyuv_sse2.c)
set(_sse41 alpha_processing dec enc lossless lossless_enc upsampling yuv)
list(TRANSFORM _sse41 REPLACE "(.+)" "src/dsp/\\1_sse41.c")
set(_avx2 src/dsp/lossless_avx2.c src/dsp/lossless_enc_avx2.c)
set(_neon alpha_processing cost dec enc filters lossless lossless_enc rescaler upsampling yuv)
list(TRANSFORM _neon REPLACE "(.+)" "src/dsp/\\1_neon.c")
list(APPEND _neon sharpyuv/sharpyuv_neon.c)

set(_simd)
if(IMWRITE_SIMD)
  # Our kernels stand for this one.
  list(REMOVE_ITEM _sse41 src/dsp/enc_sse41.c)
  set(_simd ${_sse2} ${_sse41})
elseif(NOT EMSCRIPTEN AND CMAKE_SYSTEM_PROCESSOR MATCHES "x86|i.86|amd64|AMD64")
  set(_simd ${_sse2} ${_sse41} ${_avx2})
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  set(_simd ${_neon})
endif()

imwrite_add_library(libwebp ${_dec} ${_enc} ${_utils} ${_dsp} ${_sharpyuv} ${_simd})
target_include_directories(libwebp PRIVATE "${libwebp_SOURCE}")
target_include_directories(libwebp SYSTEM PUBLIC "${libwebp_SOURCE}/src" "${libwebp_SOURCE}/sharpyuv")

if(IMWRITE_SIMD)
  # Emscripten translates SSE intrinsics to WebAssembly SIMD. libwebp's run-time choice knows WebAssembly only by the old
  # macro EMSCRIPTEN. AVX2 would be emulated by pairs of 128-bit operations, which is slower than SSE.
  target_compile_options(libwebp PRIVATE -msimd128 -msse4.1)
  target_compile_definitions(libwebp PRIVATE EMSCRIPTEN WEBP_HAVE_SSE2 WEBP_HAVE_SSE41)
elseif(_simd MATCHES "avx2")
  # Chosen at run time by cpuid; only the files with intrinsics may use the instructions.
  target_compile_definitions(libwebp PRIVATE WEBP_HAVE_SSE2 WEBP_HAVE_SSE41 WEBP_HAVE_AVX2)
  foreach(_set IN ITEMS "sse2;-msse2" "sse41;-msse4.1" "avx2;-mavx2")
    list(GET _set 0 _name)
    list(GET _set 1 _flag)
    list(TRANSFORM _${_name} PREPEND "${libwebp_SOURCE}/")
    set_source_files_properties(${_${_name}} PROPERTIES COMPILE_OPTIONS "${_flag}")
  endforeach()
endif()
if(UNIX AND NOT EMSCRIPTEN)
  target_link_libraries(libwebp PUBLIC m)
endif()
imwrite_small(libwebp)
if(IMWRITE_SIMD)
  imwrite_kernels(libwebp "${libwebp_SOURCE}")
endif()
if(EMSCRIPTEN)
  # Statistics, which no option asks for, and rescaling. In the encoder the second definition would take the search for the
  # loop filter with it.
  target_compile_definitions(libwebp PRIVATE WEBP_DISABLE_STATS)
  set(_rescaling ${_dec} src/dsp/rescaler.c src/dsp/rescaler_sse2.c)
  list(TRANSFORM _rescaling PREPEND "${libwebp_SOURCE}/")
  set_source_files_properties(${_rescaling} PROPERTIES COMPILE_DEFINITIONS WEBP_REDUCE_SIZE)
  # The loops over symbols, and over the modes of a block: each a twentieth of the time of a lossy file, for 0.6 and 1.6 kB. Unrolled
  # the latter would take 2.9 kB more, and no less time.
  set_source_files_properties("${libwebp_SOURCE}/src/enc/token_enc.c" "${libwebp_SOURCE}/src/utils/bit_writer_utils.c"
    "${libwebp_SOURCE}/src/enc/quant_enc.c" PROPERTIES COMPILE_OPTIONS "-O2;-fno-unroll-loops")
  # Binaryen inlines less: a twelfth of the encoder, at the same speed.
  target_link_options(libwebp INTERFACE -Oz)
endif()
