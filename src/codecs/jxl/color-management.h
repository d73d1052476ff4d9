// The color management that libjxl asks for where samples are not in sRGB: from color spaces by
// name and from profiles of curves and a matrix to linear light, and back to such profiles.
#pragma once

#include <jxl/cms_interface.h>

namespace imwrite::jxl {

const JxlCmsInterface& ColorManagement();

}  // namespace imwrite::jxl
