// Any small picture with any options to an encoder, and its file through the decoder. A program for
// each format.
#include "tests/fuzz/encoding.h"

IMWRITE_ENCODE_TARGET
