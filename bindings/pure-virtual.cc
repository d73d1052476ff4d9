// libc++abi's form of this prints before it aborts, which would bring printf into every module; a trap says enough.
extern "C" [[noreturn]] void __cxa_pure_virtual() { __builtin_trap(); }
