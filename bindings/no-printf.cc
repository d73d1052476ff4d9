// Stand-ins for the two places in the system's libraries that would bring printf into every module.

// libc++abi's form prints before it aborts; a trap says enough.
extern "C" [[noreturn]] void __cxa_pure_virtual() { __builtin_trap(); }

// Embind prints the address of a type that is not bound, in place of its name; all are bound.
extern "C" int siprintf(char* to, const char*, ...) {
  *to = '\0';
  return 0;
}
