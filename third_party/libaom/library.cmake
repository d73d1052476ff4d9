# libaom: the AV1 encoder for single key frames, out of C and, where the processor has them, SSE intrinsics; no decoder, no threads, no
# assembly. The library's own CMake files list its sources.

# Those that a key frame never reaches (patches/intra-only.patch); kernels/intra-only.cc has what the rest still names.
set(_aom_inter
  "av1/encoder/(av1_ext_ratectrl|av1_noise_estimate|aq_cyclicrefresh|compound_type|external_partition|firstpass|global_motion)\\.c"
  "av1/encoder/(global_motion_facade|gop_structure|interp_search|pass2_strategy|svc_layercontext|temporal_filter|tpl_model|wedge_utils)\\.c"
  "av1/encoder/x86/(highbd_temporal_filter|temporal_filter|wedge_utils)_sse2\\.c"
  "av1/common/x86/(warp_plane|highbd_warp_plane|av1_convolve_scale|av1_convolve_horiz_rs)_sse4\\.c"
  "av1/common/x86/(highbd_)?jnt_convolve_(sse2|ssse3|sse4)\\.c"
  "aom_dsp/(fft|grain_table|noise_model|noise_util|pyramid)\\.c"
  "aom_dsp/x86/(fft_sse2|masked_sad_intrin_ssse3|masked_variance_intrin_ssse3|obmc_sad_sse4|obmc_variance_sse4)\\.c"
  "aom_dsp/flow_estimation/.*" "third_party/fastfeat/.*")
list(JOIN _aom_inter "|" _aom_inter)

# Writes config/*.h, and sets `files` to the sources, which are named relative to the library's folder.
function(imwrite_aom_configure build simd files)
  set(AOM_ROOT "${libaom_SOURCE}")
  file(READ "${AOM_ROOT}/cmake/aom_config_defaults.cmake" defaults)
  string(REGEX MATCHALL "set_aom_(detect|config)_var\\([ \n]*[A-Z0-9_]+ +[0-9]+" defaults "${defaults}")
  set(names "")
  foreach(line IN LISTS defaults)
    string(REGEX MATCH "([A-Z0-9_]+) +([0-9]+)$" line "${line}")
    list(APPEND names ${CMAKE_MATCH_1})
    set(${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
  endforeach()
  foreach(off AV1_DECODER MULTITHREAD RUNTIME_CPU_DETECT LIBYUV WEBM_IO DENOISE)
    set(CONFIG_${off} 0)
  endforeach()
  # A sum of floats in another order would be another file.
  set(CONFIG_EXCLUDE_SIMD_MISMATCH 1)
  set(HAVE_UNISTD_H 1)
  set(sets "")
  set(arch unknown)
  if(simd)
    set(sets SSE2 SSE3 SSSE3 SSE4_1)
    set(AOM_ARCH_X86_64 1)
    foreach(set MMX SSE ${sets})
      set(HAVE_${set} 1)
    endforeach()
    set(arch x86_64)
  endif()

  set(config "#ifndef AOM_CONFIG_H_\n#define AOM_CONFIG_H_\n")
  foreach(name IN LISTS names)
    string(APPEND config "#define ${name} ${${name}}\n")
  endforeach()
  file(CONFIGURE OUTPUT "${build}/config/aom_config.h" CONTENT "${config}#endif\n")
  file(CONFIGURE OUTPUT "${build}/config/aom_version.h" CONTENT
    "#define VERSION_PACKED 0\n#define VERSION_EXTRA \"\"\n#define VERSION_STRING_NOSP \"v${libaom_VERSION}\"\n#define VERSION_STRING \" v${libaom_VERSION}\"\n")
  find_program(IMWRITE_PERL perl REQUIRED)
  foreach(definitions aom_dsp/aom_dsp_rtcd_defs.pl aom_scale/aom_scale_rtcd.pl av1/common/av1_rtcd_defs.pl)
    string(REGEX REPLACE ".*/([a-z0-9_]+)_rtcd.*" "\\1" part "${definitions}")
    execute_process(
      COMMAND "${IMWRITE_PERL}" "${AOM_ROOT}/cmake/rtcd.pl" --arch=${arch} --sym=${part}_rtcd "--config=${build}/config/aom_config.h"
        "--missing=${AOM_ROOT}/cmake/not-chosen.txt" --disable-sse4_2 --disable-avx --disable-avx2 --disable-avx512
        "${AOM_ROOT}/${definitions}"
      OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
    file(CONFIGURE OUTPUT "${build}/config/${part}_rtcd.h" CONTENT "${text}" @ONLY)
  endforeach()

  foreach(part aom_dsp/aom_dsp aom_mem/aom_mem aom_scale/aom_scale aom_util/aom_util av1/av1)
    include("${AOM_ROOT}/${part}.cmake")
  endforeach()
  set(all ${AOM_DSP_COMMON_SOURCES} ${AOM_DSP_ENCODER_SOURCES} ${AOM_MEM_SOURCES} ${AOM_SCALE_SOURCES} ${AOM_UTIL_SOURCES}
    ${AOM_AV1_COMMON_SOURCES} ${AOM_AV1_ENCODER_SOURCES})
  foreach(set IN LISTS sets)
    list(APPEND all ${AOM_DSP_COMMON_INTRIN_${set}} ${AOM_DSP_ENCODER_INTRIN_${set}} ${AOM_AV1_COMMON_INTRIN_${set}}
      ${AOM_AV1_ENCODER_INTRIN_${set}})
  endforeach()
  list(TRANSFORM all REPLACE "^${AOM_ROOT}/" "")
  list(FILTER all INCLUDE REGEX "[.]c$")
  list(REMOVE_DUPLICATES all)
  list(APPEND all aom/src/aom_codec.c aom/src/aom_encoder.c aom/src/aom_image.c aom/src/aom_integer.c aom_dsp/aom_dsp_rtcd.c
    aom_scale/aom_scale_rtcd.c av1/common/av1_rtcd.c)
  set(${files} ${all} PARENT_SCOPE)
endfunction()

set(_aom_simd OFF)
# Fuzz targets keep every function, also those that call assembly, which is not there.
if(IMWRITE_SIMD OR (NOT EMSCRIPTEN AND NOT IMWRITE_FUZZ AND CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|amd64|AMD64"))
  set(_aom_simd ON)
endif()
imwrite_aom_configure("${CMAKE_BINARY_DIR}/libraries/libaom" ${_aom_simd} _aom_files)
set(_aom_all ${_aom_files})
list(FILTER _aom_files EXCLUDE REGEX "^(${_aom_inter})$")

macro(imwrite_aom_settings name)
  target_include_directories(${name} PRIVATE "${CMAKE_BINARY_DIR}/libraries/libaom")
  target_include_directories(${name} SYSTEM PUBLIC "${libaom_SOURCE}")
  if(_aom_simd)
    target_compile_options(${name} PRIVATE -msse4.1)
  endif()
  if(UNIX AND NOT EMSCRIPTEN)
    target_link_libraries(${name} PUBLIC m)
    # Some functions that are there in intrinsics call assembly. None of them is chosen; the linker leaves them out.
    target_compile_options(${name} PRIVATE -ffunction-sections)
    target_link_options(${name} INTERFACE -Wl,--gc-sections)
  endif()
endmacro()

imwrite_add_library(libaom ${_aom_files})
imwrite_aom_settings(libaom)
target_compile_definitions(libaom PRIVATE IMWRITE_INTRA_ONLY=1 IMWRITE_COMPUTED_TABLES=1 IMWRITE_FEWER_TRANSFORMS=1)
imwrite_longjmp(libaom)
imwrite_small(libaom)
if(EMSCRIPTEN)
  # Blocks of 128 x 128 samples and their transforms lie on the stack; tables are half a megabyte.
  target_link_options(libaom INTERFACE -Oz -sSTACK_SIZE=1MB -sINITIAL_MEMORY=4MB)
endif()
imwrite_kernels(libaom "${libaom_SOURCE}" "${CMAKE_BINARY_DIR}/libraries/libaom")
if(_aom_simd)
  target_compile_options(libaom-kernels PRIVATE -msse4.1)
endif()
