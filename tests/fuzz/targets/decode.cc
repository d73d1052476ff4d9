// Any bytes to a decoder: pages, animations and metadata with them. A program for each format.
#include "tests/fuzz/decoding.h"

IMWRITE_DECODE_TARGET
