# libtiff: uncompressed, LZW, PackBits, Deflate (zlib and libdeflate), CCITT fax, LogLuv, JPEG of 8 bits, predictors, BigTIFF.

imwrite_add_library(libtiff
  libtiff/tif_aux.c libtiff/tif_close.c libtiff/tif_codec.c libtiff/tif_color.c libtiff/tif_compress.c libtiff/tif_dir.c
  libtiff/tif_dirinfo.c libtiff/tif_dirread.c libtiff/tif_dirwrite.c libtiff/tif_dumpmode.c libtiff/tif_error.c
  libtiff/tif_extension.c libtiff/tif_fax3.c libtiff/tif_fax3sm.c libtiff/tif_flush.c libtiff/tif_getimage.c
  libtiff/tif_hash_set.c libtiff/tif_jpeg.c libtiff/tif_jpeg_12.c libtiff/tif_luv.c libtiff/tif_lzw.c libtiff/tif_open.c
  libtiff/tif_packbits.c libtiff/tif_predict.c libtiff/tif_print.c libtiff/tif_read.c libtiff/tif_strip.c
  libtiff/tif_swab.c libtiff/tif_tile.c libtiff/tif_unix.c libtiff/tif_version.c libtiff/tif_warning.c
  libtiff/tif_write.c libtiff/tif_zip.c)

function(_imwrite_configure_tiff)
  set(LIBTIFF_VERSION "${libtiff_VERSION}")
  string(REGEX MATCHALL "[0-9]+" parts "${libtiff_VERSION}")
  list(GET parts 0 LIBTIFF_MAJOR_VERSION)
  list(GET parts 1 LIBTIFF_MINOR_VERSION)
  list(GET parts 2 LIBTIFF_MICRO_VERSION)
  file(STRINGS "${libtiff_SOURCE}/RELEASE-DATE" LIBTIFF_RELEASE_DATE LIMIT_COUNT 1)
  set(PACKAGE_NAME libtiff)
  foreach(bits 8 16 32 64)
    set(TIFF_INT${bits}_T int${bits}_t)
    set(TIFF_UINT${bits}_T uint${bits}_t)
  endforeach()
  math(EXPR pointer_bits "${CMAKE_SIZEOF_VOID_P} * 8")
  set(TIFF_SSIZE_T int${pointer_bits}_t)
  set(SIZEOF_SIZE_T "${CMAKE_SIZEOF_VOID_P}")
  set(HOST_BIG_ENDIAN 0)
  set(WORDS_BIGENDIAN 0)
  set(HAVE_IEEEFP 1)
  foreach(name ASSERT_H FCNTL_H STRINGS_H SYS_TYPES_H UNISTD_H FSEEKO)
    set(HAVE_${name} 1)
  endforeach()
  foreach(name LOGLUV LZW PACKBITS ZIP LIBDEFLATE SUBIFD JPEG)
    set(${name}_SUPPORT 1)
  endforeach()
  set(STRIPCHOP_DEFAULT 1)
  set(STRIP_SIZE_DEFAULT 8192)
  set(DEFAULT_EXTRASAMPLE_AS_ALPHA 1)
  set(TIFF_MAX_DIR_COUNT 1048576)
  set(CHECK_JPEG_YCBCR_SUBSAMPLING 1)
  configure_file("${libtiff_SOURCE}/libtiff/tif_config.h.cmake.in" "${libtiff_BUILD}/tif_config.h" @ONLY)
  configure_file("${libtiff_SOURCE}/libtiff/tiffconf.h.cmake.in" "${libtiff_BUILD}/tiffconf.h" @ONLY)
  configure_file("${libtiff_SOURCE}/libtiff/tiffvers.h.cmake.in" "${libtiff_BUILD}/tiffvers.h" @ONLY)
endfunction()
_imwrite_configure_tiff()

# Faxes are not in libtiff's codec table, which would bring their tables into the encoder: the decoder registers them.
set_source_files_properties("${libtiff_SOURCE}/libtiff/tif_fax3.c" PROPERTIES COMPILE_DEFINITIONS CCITT_SUPPORT)
if(EMSCRIPTEN)
  # Files are written by our own encoder; tests on this machine write with libtiff, too.
  target_compile_definitions(libtiff PRIVATE TIFF_READ_ONLY)
endif()
target_include_directories(libtiff SYSTEM PUBLIC "${libtiff_SOURCE}/libtiff" "${libtiff_BUILD}")
target_link_libraries(libtiff PUBLIC zlib libdeflate libjpeg-turbo)
imwrite_stand_in(libtiff-no-jpeg stand-ins/no-jpeg.cc)
imwrite_longjmp(libtiff)
if(UNIX AND NOT EMSCRIPTEN)
  target_link_libraries(libtiff PUBLIC m)
endif()
imwrite_small(libtiff)
