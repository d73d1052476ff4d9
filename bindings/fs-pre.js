// Runs first in the file system's module. NODEFS calls Node's fs by this name; web/platform/node.ts hands it in, so that the
// glue needs no require() of its own.
var fs = Module['fs'];
