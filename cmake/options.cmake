# How Airlock's own code is compiled: target `airlock_options` for all of it.

add_library(airlock_options INTERFACE)
target_include_directories(airlock_options INTERFACE "${CMAKE_SOURCE_DIR}/src")
target_compile_features(airlock_options INTERFACE cxx_std_23)

# The same numbers on every target: no fused multiply-add (docs/determinism.md).
target_compile_options(airlock_options INTERFACE -ffp-contract=off)

target_compile_options(airlock_options INTERFACE
    -Wall -Wextra -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
    -Wcast-qual -Wimplicit-fallthrough -Wundef -Wvla
    # `Options{.seed = 7}` leaves the other members at their defaults on purpose.
    -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    # GCC 12 complains about `count += found ? 1 : 0` here; the WebAssembly build catches the real ones.
    target_compile_options(airlock_options INTERFACE
        -Wsign-conversion -Wno-missing-designated-field-initializers)
endif()

# Warnings are errors with the compilers that the project is proven with, so that a later compiler's
# new warning breaks nobody's set-up.
set(proven OFF)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 15)
    set(proven ON)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 20)
    set(proven ON)
endif()
option(AIRLOCK_WERROR "Treat warnings as errors" ${proven})
if(AIRLOCK_WERROR)
    target_compile_options(airlock_options INTERFACE -Werror)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # GCC's flow analysis cries wolf in inlined library code and at reference counts; the sanitizers
        # see the real ones.
        target_compile_options(airlock_options INTERFACE
            -Wno-error=maybe-uninitialized -Wno-error=array-bounds -Wno-error=stringop-overflow
            -Wno-error=stringop-overread -Wno-error=restrict
            -Wno-error=free-nonheap-object -Wno-use-after-free)
        if(CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
            target_compile_options(airlock_options INTERFACE -Wno-error=dangling-reference)
        endif()
    endif()
endif()

if(EMSCRIPTEN)
    # Every browser that has WebGL 2 has these: memory copied by one instruction, floats converted by one.
    add_compile_options(-mbulk-memory -mnontrapping-fptoint)
endif()

option(AIRLOCK_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
if(AIRLOCK_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
        -fno-omit-frame-pointer -D_GLIBCXX_ASSERTIONS)
    add_link_options(-fsanitize=address,undefined)
endif()

# ccache, where it is installed: shared between checkouts, so paths are made relative to the checkout.
find_program(CCACHE ccache)
if(CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    include("${CMAKE_CURRENT_LIST_DIR}/pins.cmake")
    airlock_cache_folder(cache)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env "CCACHE_DIR=${cache}/ccache"
        "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=2G "${CCACHE}")
endif()
add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}=.")
