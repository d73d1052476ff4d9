# dav1d: the AV1 decoder, in portable C, whose loops over samples clang turns into SIMD. One thread. Half of its files are compiled
# twice: for 8 bits, and for 10 and 12.

set(libdav1d_BUILD "${CMAKE_BINARY_DIR}/libraries/libdav1d")
set(_dav1d_config "")
foreach(_part IN ITEMS
    ARCH_AARCH64 ARCH_ARM ARCH_LOONGARCH ARCH_LOONGARCH32 ARCH_LOONGARCH64 ARCH_PPC64LE ARCH_RISCV ARCH_RV32 ARCH_RV64 ARCH_X86 ARCH_X86_32
    ARCH_X86_64 HAVE_ASM HAVE_DLSYM HAVE_ELF_AUX_INFO HAVE_GETAUXVAL HAVE_IO_H HAVE_PTHREAD_GETAFFINITY_NP HAVE_PTHREAD_NP_H
    HAVE_PTHREAD_SETAFFINITY_NP HAVE_PTHREAD_SETNAME_NP HAVE_PTHREAD_SET_NAME_NP CONFIG_LOG CONFIG_MACOS_KPERF ENDIANNESS_BIG
    TRIM_DSP_FUNCTIONS
    # Aligned memory out of malloc(), by which a failure is known.
    HAVE_ALIGNED_ALLOC HAVE_MEMALIGN HAVE_POSIX_MEMALIGN)
  string(APPEND _dav1d_config "#define ${_part} 0\n")
endforeach()
foreach(_part IN ITEMS CONFIG_8BPC CONFIG_16BPC HAVE_C11_GENERIC HAVE_CLOCK_GETTIME HAVE_SIGNAL_H HAVE_SYS_TYPES_H HAVE_UNISTD_H _GNU_SOURCE)
  string(APPEND _dav1d_config "#define ${_part} 1\n")
endforeach()
file(CONFIGURE OUTPUT "${libdav1d_BUILD}/config.h" CONTENT "${_dav1d_config}")
file(CONFIGURE OUTPUT "${libdav1d_BUILD}/vcs_version.h" CONTENT "#define DAV1D_VERSION \"${libdav1d_VERSION}\"\n")

imwrite_add_library(libdav1d
  src/cdf.c src/cpu.c src/ctx.c src/data.c src/decode.c src/dequant_tables.c src/getbits.c src/intra_edge.c src/itx_1d.c src/lf_mask.c src/lib.c
  src/log.c src/mem.c src/msac.c src/obu.c src/pal.c src/picture.c src/qm.c src/ref.c src/refmvs.c src/scan.c src/tables.c
  src/thread_task.c src/warpmv.c src/wedge.c)
foreach(_bits 8 16)
  foreach(_file cdef cdef_apply fg_apply filmgrain ipred ipred_prepare itx lf_apply loopfilter looprestoration lr_apply mc recon)
    set(_copy "${libdav1d_BUILD}/${_file}-${_bits}.c")
    file(CONFIGURE OUTPUT "${_copy}" CONTENT "#define BITDEPTH ${_bits}\n#include \"src/${_file}_tmpl.c\"\n")
    target_sources(libdav1d PRIVATE "${_copy}")
  endforeach()
endforeach()
target_include_directories(libdav1d PRIVATE "${libdav1d_BUILD}" "${libdav1d_SOURCE}" "${libdav1d_SOURCE}/include/dav1d"
  "${libdav1d_SOURCE}/src")
target_include_directories(libdav1d SYSTEM PUBLIC "${libdav1d_SOURCE}/include")
imwrite_small(libdav1d)
