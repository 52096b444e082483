# Toolchain file of the web presets. Finds Emscripten (an emcc on PATH that is recent enough, or the
# private copy that `./airlock build web` puts into the cache) and hands over to its own toolchain file.

# CMake reads a toolchain file once more for every probe it compiles: look only the first time.
if(NOT DEFINED ENV{AIRLOCK_EMSCRIPTEN_ROOT})
    include("${CMAKE_CURRENT_LIST_DIR}/pins.cmake")
    airlock_pin(minimum emscripten minimum)
    list(GET minimum 0 minimum)
    airlock_cache_folder(cache)

    find_program(AIRLOCK_EMCC emcc NO_CACHE)
    if(AIRLOCK_EMCC)
        execute_process(COMMAND "${AIRLOCK_EMCC}" --version
            OUTPUT_VARIABLE version ERROR_QUIET)
        string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" version "${version}")
        if(version VERSION_GREATER_EQUAL minimum)
            file(REAL_PATH "${AIRLOCK_EMCC}" emcc)
            cmake_path(GET emcc PARENT_PATH root)
        endif()
    endif()
    if(NOT root)
        airlock_pin(assembled emscripten assembled)
        list(GET assembled 0 version)
        list(GET assembled 1 revision)
        file(GLOB root "${cache}/emscripten-${version}-*-${revision}/usr/share/emscripten")
    endif()
    if(NOT EXISTS "${root}/cmake/Modules/Platform/Emscripten.cmake")
        message(FATAL_ERROR "No Emscripten ${minimum} or newer: neither emcc on PATH nor a copy in "
            "${cache}. Run ./airlock build web once; it sets one up.")
    endif()
    set(ENV{AIRLOCK_EMSCRIPTEN_ROOT} "${root}")
endif()

include("$ENV{AIRLOCK_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake")
