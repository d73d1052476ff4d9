# OpenJPEG: JPEG 2000, without threads and without files.

set(libopenjp2_BUILD "${CMAKE_BINARY_DIR}/libraries/libopenjp2")
string(REPLACE "." ";" _openjp2_version "${libopenjp2_VERSION}")
list(GET _openjp2_version 0 OPENJPEG_VERSION_MAJOR)
list(GET _openjp2_version 1 OPENJPEG_VERSION_MINOR)
list(GET _openjp2_version 2 OPENJPEG_VERSION_BUILD)
set(PACKAGE_VERSION "${libopenjp2_VERSION}")
# Aligned memory comes out of malloc(), by which a failure is known.
foreach(_config opj_config opj_config_private)
  configure_file("${libopenjp2_SOURCE}/src/lib/openjp2/${_config}.h.cmake.in" "${libopenjp2_BUILD}/${_config}.h" @ONLY)
endforeach()

imwrite_add_library(libopenjp2
  src/lib/openjp2/bio.c src/lib/openjp2/cio.c src/lib/openjp2/dwt.c src/lib/openjp2/event.c src/lib/openjp2/function_list.c
  src/lib/openjp2/ht_dec.c src/lib/openjp2/image.c src/lib/openjp2/invert.c src/lib/openjp2/j2k.c src/lib/openjp2/jp2.c
  src/lib/openjp2/mct.c src/lib/openjp2/mqc.c src/lib/openjp2/openjpeg.c src/lib/openjp2/opj_clock.c src/lib/openjp2/opj_malloc.c
  src/lib/openjp2/pi.c src/lib/openjp2/sparse_array.c src/lib/openjp2/t1.c src/lib/openjp2/t2.c src/lib/openjp2/tcd.c
  src/lib/openjp2/tgt.c src/lib/openjp2/thread.c)
target_include_directories(libopenjp2 SYSTEM PUBLIC "${libopenjp2_SOURCE}/src/lib/openjp2" "${libopenjp2_BUILD}")
target_compile_definitions(libopenjp2 PUBLIC OPJ_STATIC)
if(IMWRITE_SIMD)
  target_compile_options(libopenjp2 PRIVATE -msimd128 -msse4.1)
endif()
if(UNIX AND NOT EMSCRIPTEN)
  target_link_libraries(libopenjp2 PUBLIC m)
endif()
imwrite_small(libopenjp2)
