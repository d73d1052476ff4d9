# Prints what a library.cmake takes out of the library's sources, without building anything: `file=<path>` lines, on stderr as message()
# has it. What the file needs besides (headers that it configures) fails as it would in a build.
# Usage: cmake -DFILE=<library.cmake> -DNAME=<library> -DSOURCE=<folder> -DVERSION=<version> -DSCRATCH=<folder> -P list-files.cmake

cmake_policy(VERSION 3.25)
set(EMSCRIPTEN ON)
set(IMWRITE_SIMD ON)
set(CMAKE_SIZEOF_VOID_P 4)
set(PROJECT_SOURCE_DIR "${CMAKE_CURRENT_LIST_DIR}/../..")
set(${NAME}_SOURCE "${SOURCE}")
set(${NAME}_VERSION "${VERSION}")

macro(imwrite_add_library name)
  set(${name}_BUILD "${SCRATCH}")
  foreach(file ${ARGN})
    message("file=${file}")
  endforeach()
endmacro()

# Files that get options of their own have to be there, too: CMake would pass over them in silence.
function(set_source_files_properties)
  foreach(path ${ARGN})
    if(path STREQUAL "PROPERTIES")
      break()
    endif()
    file(RELATIVE_PATH relative "${SOURCE}" "${path}")
    message("file=${relative}")
  endforeach()
endfunction()

# What a script may not call, and need not.
foreach(command imwrite_kernels imwrite_stand_in imwrite_longjmp imwrite_small add_library target_compile_definitions target_compile_options
    target_include_directories target_link_libraries target_link_options target_sources set_target_properties)
  cmake_language(EVAL CODE "function(${command})\nendfunction()")
endforeach()

include("${FILE}")
