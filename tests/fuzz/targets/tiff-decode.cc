// Any bytes to the TIFF decoder: pages, animations and metadata with them.
#include "tests/fuzz/decoding.h"

IMWRITE_DECODE_TARGET
