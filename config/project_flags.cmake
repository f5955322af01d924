# The warnings, hardening and sanitizers every target of ours is built with. Third-party headers are SYSTEM.
add_library(project_flags INTERFACE)
target_include_directories(project_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(project_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor
  $<$<BOOL:${CUTTINGS_WERROR}>:-Werror>)

if(CUTTINGS_SANITIZE)
  target_compile_options(project_flags INTERFACE -fsanitize=${CUTTINGS_SANITIZE} -fno-omit-frame-pointer
                         -fno-sanitize-recover=all
    # A third of the compile time, for what AddressSanitizer sees too or the processor allows; the fuzz preset has them.
    $<$<CXX_COMPILER_ID:GNU>:-fno-sanitize=null,alignment,object-size>)
  target_link_options(project_flags INTERFACE -fsanitize=${CUTTINGS_SANITIZE})
  include(CheckLinkerFlag)
  check_linker_flag(CXX -fuse-ld=gold CUTTINGS_HAS_GOLD)  # of binutils: 1.8 s of the processor a program, not 3.2
  if(CUTTINGS_HAS_GOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_link_options(project_flags INTERFACE -fuse-ld=gold)
  endif()
else()
  target_compile_options(project_flags INTERFACE -fstack-protector-strong -fstack-clash-protection
                         $<$<CXX_COMPILER_ID:GNU>:-fcf-protection>
                         $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
  target_compile_definitions(project_flags INTERFACE _GLIBCXX_ASSERTIONS)
  target_link_options(project_flags INTERFACE -Wl,-z,relro,-z,now)
endif()
if(CUTTINGS_FUZZ)  # libFuzzer steers by the coverage of our libraries, not only of the target's own file
  target_compile_options(project_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(CUTTINGS_SANITIZE MATCHES address)
  # The tables of both sanitizers need 1.3 million relocations where a program may lie anywhere, at each of the
  # thousands of starts that the tests make: 0.37 s of processor time a start, 0.23 s so.
  target_link_options(project_flags INTERFACE $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-no-pie>)
else()
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  include(CheckPIESupported)
  check_pie_supported()
endif()

# cuttings_library(NAME SOURCES... ) : a static library of ours with the project's flags.
function(cuttings_library name)
  add_library(${name} STATIC ${ARGN})
  target_link_libraries(${name} PRIVATE project_flags)
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  if(TARGET library_headers)
    target_compile_options(${name} PRIVATE -fpch-preprocess)
    target_precompile_headers(${name} REUSE_FROM library_headers)
  endif()
endfunction()

# read_together(NAMES...) : compiles the files of these libraries and tests eight at a time where CUTTINGS_READ_TOGETHER
# says so, as most of their time goes into the standard library's templates, which each file makes anew (six files of
# storage with sanitizers: 33.5 s one by one, 14.4 s together; all tests: a quarter of the time). Names in their anonymous
# namespaces must differ then. The other builds (dev, release, tidy) tell of a missing #include.
option(CUTTINGS_READ_TOGETHER "Compile the files of a library or a test eight at a time (for GCC)" OFF)
function(read_together)
  if(CUTTINGS_READ_TOGETHER AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set_target_properties(${ARGN} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    foreach(name ${ARGN})  # each file is an included one then, where the warning thinks of headers
      target_compile_options(${name} PRIVATE -Wno-subobject-linkage)
    endforeach()
  endif()
endfunction()
