// An otherwise empty module that carries Emscripten's virtual file system, exported to JavaScript
// as FS.
int main() { return 0; }
