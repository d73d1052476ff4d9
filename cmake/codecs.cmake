# The codecs: finds src/codecs/*/ and lists those that a program links.

# Called by src/codecs/<format>/CMakeLists.txt: imwrite_codec(<format> LIBRARIES <library…>).
# Every .cc but the tests is compiled once; the linker keeps the direction that a program's registry names. A folder with a
# transcode.cc has that third direction; one with a lean/encode.cc has two encoders, the usual one without what that file leaves
# out of the libraries, and the extended one for the options that need it.
function(imwrite_codec format)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBRARIES")
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")
  add_library(codec-${format} STATIC ${sources})
  target_link_libraries(codec-${format} PUBLIC imwrite-core ${arg_LIBRARIES})
  set_property(GLOBAL APPEND PROPERTY IMWRITE_CODECS ${format})
  if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/transcode.cc")
    set_property(GLOBAL APPEND PROPERTY IMWRITE_TRANSCODERS ${format})
  endif()
  if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/lean/encode.cc")
    set_property(GLOBAL APPEND PROPERTY IMWRITE_EXTENDED_ENCODERS ${format})
  endif()
endfunction()

# Links codecs into a program: imwrite_link_codecs(<target> ENCODERS <format…> DECODERS <format…> TRANSCODERS <format…>).
function(imwrite_link_codecs target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "ENCODERS;DECODERS;TRANSCODERS")
  set(declarations "")
  foreach(kind Encoder Decoder Transcoder)
    string(TOLOWER ${kind} lower)
    string(TOUPPER ${kind} upper)
    set(${lower}s "")
    list(LENGTH arg_${upper}S ${lower}_count)
    foreach(format IN LISTS arg_${upper}S)
      string(APPEND declarations "namespace ${format} {\nextern const ${kind} k${kind};\n}\n")
      list(APPEND ${lower}s "&${format}::k${kind}")
      target_link_libraries(${target} PRIVATE codec-${format})
    endforeach()
    list(JOIN ${lower}s ", " ${lower}s)
  endforeach()
  set(registry "${CMAKE_CURRENT_BINARY_DIR}/${target}-registry.cc")
  configure_file("${PROJECT_SOURCE_DIR}/cmake/registry.cc.in" "${registry}" @ONLY)
  target_sources(${target} PRIVATE "${registry}")
  target_link_libraries(${target} PRIVATE imwrite-core)
endfunction()
