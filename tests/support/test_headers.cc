// Owns the precompiled header of all tests (tests/CMakeLists.txt); a program needs a source.
