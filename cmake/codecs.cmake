# The codecs: finds src/codecs/*/ and lists those that a program links.

# Called by src/codecs/<format>/CMakeLists.txt: imwrite_codec(<format> [FORMATS <format…>] [LIBRARIES <library…>]).
# Every .cc but the tests is compiled once; the linker keeps the direction that a program's registry names. Its directions are those
# of encode.cc, decode.cc and transcode.cc that the folder has. A format whose files have files of other FORMATS in them uses the records of
# those, without their features.
function(imwrite_codec format)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "FORMATS;LIBRARIES")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$|/(without|only)-[a-z]+/")
  add_library(codec-${format} STATIC ${sources})
  list(TRANSFORM arg_FORMATS PREPEND "codec-" OUTPUT_VARIABLE inner_codecs)
  target_link_libraries(codec-${format} PUBLIC imwrite-core ${arg_LIBRARIES} ${inner_codecs})
  set_property(GLOBAL PROPERTY IMWRITE_INNER_FORMATS_${format} "${arg_FORMATS}")
  foreach(direction ENCODE DECODE TRANSCODE)
    string(TOLOWER ${direction} lower)
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${lower}.cc")
      set_property(GLOBAL APPEND PROPERTY IMWRITE_${direction}RS ${format})
    endif()
  endforeach()
endfunction()

# Called behind it: the stand-ins of libraries that all modules of the format and direction have: imwrite_direction(<format> <ENCODE|DECODE|
# TRANSCODE> WITHOUT <stand-in…>).
function(imwrite_direction format direction)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "WITHOUT")
  set_property(GLOBAL PROPERTY IMWRITE_${direction}R_STAND_INS_${format} "${arg_WITHOUT}")
endfunction()

# Called behind it, where few options or files need a heavy feature: imwrite_feature(<format> <feature> [ENCODE_WITHOUT <stand-in…>]
# [DECODE_WITHOUT <stand-in…>]). Then there is a second module: <format>-<feature>-encode has it, all others of the format link
# without-<feature>/encode.cc and the stand-ins of libraries (imwrite_stand_in()) in its place. What the second module needs none of stands in
# only-<feature>/encode.cc. Likewise decoders.
function(imwrite_feature format feature)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "ENCODE_WITHOUT;DECODE_WITHOUT")
  foreach(direction ENCODE DECODE)
    string(TOLOWER ${direction} lower)
    set(without "")
    foreach(stand_in IN LISTS arg_${direction}_WITHOUT)
      get_property(file GLOBAL PROPERTY IMWRITE_STAND_IN_${stand_in})
      list(APPEND without "${file}")
    endforeach()
    set(own "${CMAKE_CURRENT_SOURCE_DIR}/without-${feature}/${lower}.cc")
    if(EXISTS "${own}")
      list(APPEND without "${own}")
    endif()
    set(only "${CMAKE_CURRENT_SOURCE_DIR}/only-${feature}/${lower}.cc")
    if(without)
      set_property(GLOBAL APPEND PROPERTY IMWRITE_${direction}R_FEATURES_${format} ${feature})
      set_property(GLOBAL PROPERTY IMWRITE_${direction}R_WITHOUT_${format}_${feature} "${without}")
    endif()
    if(EXISTS "${only}")
      set_property(GLOBAL PROPERTY IMWRITE_${direction}R_ONLY_${format}_${feature} "${only}")
    endif()
  endforeach()
endfunction()

# Links codecs into a program: imwrite_link_codecs(<target> ALL) or imwrite_link_codecs(<target> ENCODERS <format…> DECODERS <format…>
# TRANSCODERS <format…>).
function(imwrite_link_codecs target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "ALL" "" "ENCODERS;DECODERS;TRANSCODERS")
  if(arg_ALL)
    foreach(kind ENCODERS DECODERS TRANSCODERS)
      get_property(arg_${kind} GLOBAL PROPERTY IMWRITE_${kind})
    endforeach()
  endif()
  set(declarations "")
  foreach(kind Encoder Decoder Transcoder)
    string(TOLOWER ${kind} lower)
    string(TOUPPER ${kind} upper)
    set(${lower}s "")
    set(${lower}_tables "")
    list(LENGTH arg_${upper}S ${lower}_count)
    foreach(format IN LISTS arg_${upper}S)
      string(APPEND declarations "namespace ${format} {\nextern const ${kind} k${kind};\nextern const OptionTable k${kind}Table;\n}\n")
      list(APPEND ${lower}s "&${format}::k${kind}")
      list(APPEND ${lower}_tables "&${format}::k${kind}Table")
      target_link_libraries(${target} PRIVATE codec-${format})
    endforeach()
    list(JOIN ${lower}s ", " ${lower}s)
    list(JOIN ${lower}_tables ", " ${lower}_tables)
  endforeach()
  set(registry "${CMAKE_CURRENT_BINARY_DIR}/${target}-registry.cc")
  configure_file("${PROJECT_SOURCE_DIR}/cmake/registry.cc.in" "${registry}" @ONLY)
  target_sources(${target} PRIVATE "${registry}")
  target_link_libraries(${target} PRIVATE imwrite-core)
endfunction()
