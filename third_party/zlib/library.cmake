# zlib: deflate and inflate, without the gz* file functions.

imwrite_add_library(zlib
  adler32.c compress.c crc32.c deflate.c inffast.c inflate.c inftrees.c trees.c uncompr.c zutil.c)
target_include_directories(zlib SYSTEM PUBLIC "${zlib_SOURCE}")
