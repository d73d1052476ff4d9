// Whether this program's libtiff reads JPEG: the usual decoder's does not.
#pragma once

namespace imwrite::tiff {

bool ReadsJpeg();

}  // namespace imwrite::tiff
