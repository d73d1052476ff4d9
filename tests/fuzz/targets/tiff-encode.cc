// Any small picture with any options to the TIFF encoder, and its file through the decoder.
#include "tests/fuzz/encoding.h"

IMWRITE_ENCODE_TARGET
