# libjxl: the encoder without the decoder (patches/without-decoder.patch), its fast lossless coder, a file that stands alone, and the
# decoder. The fast coder's vectors for AVX2, AVX-512 and NEON are left out: the widest would change the files, and natively nobody waits.

set(_jxl_encoder
  enc_ac_strategy enc_adaptive_quantization enc_ans enc_aux_out enc_bit_writer enc_cache enc_chroma_from_luma enc_cluster
  enc_coeff_order enc_context_map enc_entropy_coder enc_external_image enc_fields enc_frame enc_gaborish enc_group enc_heuristics
  enc_huffman enc_huffman_tree enc_icc_codec enc_image_bundle enc_linalg enc_modular enc_noise enc_patch_dictionary
  enc_photon_noise enc_progressive_split enc_quant_weights enc_splines enc_toc enc_xyb encode
  modular/encoding/enc_encoding modular/encoding/enc_ma modular/transform/enc_palette modular/transform/enc_rct
  modular/transform/enc_squeeze modular/transform/enc_transform)
# What both directions need.
set(_jxl_common
  ac_strategy alpha ans_common chroma_from_luma coeff_order color_encoding_internal compressed_dc convolve_symmetric5 dct_scales dec_ans
  dec_context_map dec_external_image dec_huffman dec_patch_dictionary dec_xyb entropy_coder fields frame_header headers
  huffman_table icc_codec_common image image_bundle image_metadata image_ops loop_filter luminance memory_manager_internal
  opsin_params passes_state quant_weights quantizer simd_util splines toc
  modular/encoding/dec_ma modular/encoding/encoding modular/modular_image modular/transform/palette modular/transform/rct
  modular/transform/squeeze modular/transform/transform)
set(_jxl_decoder
  blending convolve_separable5 convolve_slow convolve_symmetric3 dec_cache dec_frame dec_group dec_group_border dec_modular dec_noise
  decode epf icc_codec
  render_pipeline/low_memory_render_pipeline render_pipeline/render_pipeline render_pipeline/simple_render_pipeline
  render_pipeline/stage_blending render_pipeline/stage_chroma_upsampling render_pipeline/stage_cms render_pipeline/stage_epf
  render_pipeline/stage_from_linear render_pipeline/stage_gaborish render_pipeline/stage_noise render_pipeline/stage_patches
  render_pipeline/stage_splines render_pipeline/stage_spot render_pipeline/stage_to_linear render_pipeline/stage_tone_mapping
  render_pipeline/stage_upsampling render_pipeline/stage_write render_pipeline/stage_xyb render_pipeline/stage_ycbcr)
set(_jxl_jpeg jpeg/dec_jpeg_data jpeg/dec_jpeg_data_writer jpeg/enc_jpeg_data jpeg/enc_jpeg_data_reader jpeg/enc_jpeg_huffman_decode
  jpeg/jpeg_data)
set(_jxl_files ${_jxl_encoder} ${_jxl_common} ${_jxl_decoder} ${_jxl_jpeg})
list(TRANSFORM _jxl_files REPLACE "(.+)" "lib/jxl/\\1.cc")
imwrite_add_library(libjxl lib/jxl/enc_fast_lossless.cc ${_jxl_files})

function(_imwrite_configure_jxl)
  string(REGEX MATCHALL "[0-9]+" parts "${libjxl_VERSION}")
  list(GET parts 0 JPEGXL_MAJOR_VERSION)
  list(GET parts 1 JPEGXL_MINOR_VERSION)
  list(GET parts 2 JPEGXL_PATCH_VERSION)
  configure_file("${libjxl_SOURCE}/lib/jxl/version.h.in" "${libjxl_BUILD}/jxl/version.h" @ONLY)
  # What CMake's own module would write for a static library.
  foreach(part jxl jxl_cms)
    string(TOUPPER ${part} upper)
    file(CONFIGURE OUTPUT "${libjxl_BUILD}/jxl/${part}_export.h" CONTENT
      "#define ${upper}_EXPORT\n#define ${upper}_NO_EXPORT\n#define ${upper}_DEPRECATED\n")
  endforeach()
endfunction()
_imwrite_configure_jxl()

target_include_directories(libjxl SYSTEM PUBLIC "${libjxl_BUILD}" "${libjxl_SOURCE}/lib/include" "${libjxl_SOURCE}"
  PRIVATE "${CMAKE_CURRENT_LIST_DIR}")
target_include_directories(libjxl SYSTEM INTERFACE "${CMAKE_CURRENT_LIST_DIR}/include")
target_compile_definitions(libjxl INTERFACE FJXL_STANDALONE=1 LIBJXL_VERSION="${libjxl_VERSION}"
  PRIVATE IMWRITE_WITHOUT_DECODER=1 JPEGXL_ENABLE_SKCMS=0)
target_link_libraries(libjxl PRIVATE highway libbrotli)
imwrite_kernels(libjxl "${libjxl_BUILD}" "${libjxl_SOURCE}/lib/include" "${libjxl_SOURCE}")
target_link_libraries(libjxl-kernels PRIVATE highway libbrotli)
target_compile_definitions(libjxl-kernels PRIVATE IMWRITE_WITHOUT_DECODER=1 JPEGXL_ENABLE_SKCMS=0)
imwrite_small(libjxl-kernels)
imwrite_stand_in(libjxl-without-jpeg stand-ins/without-jpeg.cc)
imwrite_stand_in(libjxl-without-pixels stand-ins/without-pixels.cc)
# Boxes are read by our own code.
set_source_files_properties("${libjxl_SOURCE}/lib/jxl/decode.cc" PROPERTIES COMPILE_DEFINITIONS JPEGXL_ENABLE_BOXES=0)
set(_jxl_fast FJXL_STANDALONE=1 FJXL_ENABLE_AVX2=0 FJXL_ENABLE_AVX512=0 FJXL_ENABLE_NEON=0)
if(IMWRITE_SIMD)
  list(APPEND _jxl_fast FJXL_ENABLE_WASM=1)
endif()
set_source_files_properties("${libjxl_SOURCE}/lib/jxl/enc_fast_lossless.cc" PROPERTIES COMPILE_DEFINITIONS "${_jxl_fast}")
imwrite_small(libjxl)
if(UNIX AND NOT EMSCRIPTEN)
  target_link_libraries(libjxl PUBLIC m)
  # Functions that nobody calls name parts that are not there: the linker leaves them out.
  target_compile_options(libjxl PRIVATE -ffunction-sections -fdata-sections)
  target_link_options(libjxl INTERFACE -Wl,--gc-sections)
endif()
if(IMWRITE_SANITIZE OR IMWRITE_FUZZ)
  # It copies flags that nobody has set yet, with the structures that they are in; and differences of samples of 32 bits wrap around,
  # as the decoder's sums do.
  target_compile_options(libjxl PRIVATE -fno-sanitize=bool,signed-integer-overflow)
endif()
