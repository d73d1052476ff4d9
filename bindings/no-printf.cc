// Stand-ins for the two places in the system's libraries that would bring printf into every module.

// libc++abi's form prints before it aborts; a trap says enough.
extern "C" [[noreturn]] void __cxa_pure_virtual() { __builtin_trap(); }

// Embind prints the address of a type that is not bound, in place of its name; all are bound.
// Nobody else calls it: text that is lost without a word would be worse than a trap.
extern "C" [[noreturn]] int siprintf(char*, const char*, ...) { __builtin_trap(); }
