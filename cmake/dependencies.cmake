# The C++ libraries: targets `nlohmann_json`, `doctest`, `deflate` and, for the page, `imgui`.
# Where each comes from, first match wins: -DFETCHCONTENT_SOURCE_DIR_<NAME>=folder, the copy that
# ./airlock put into the cache (the distribution's signed package), the upstream release by commit id.
include("${CMAKE_CURRENT_LIST_DIR}/pins.cmake")
include(FetchContent)

function(airlock_source name out)
    string(TOUPPER "${name}" upper)
    if(FETCHCONTENT_SOURCE_DIR_${upper})
        set(${out} "${FETCHCONTENT_SOURCE_DIR_${upper}}" PARENT_SCOPE)
        return()
    endif()

    airlock_cache_folder(cache)
    airlock_pin(source ${name} source)
    list(GET source 0 version)
    set(folder "${cache}/sources/${name}-${version}")
    if(EXISTS "${folder}/.ok")
        if(EXISTS "${folder}/INSTEAD")
            file(STRINGS "${folder}/INSTEAD" instead LIMIT_COUNT 1)
            message(WARNING "${name}: ${instead}, is used instead of the pinned ${version}")
        endif()
        set(${out} "${folder}" PARENT_SCOPE)
        return()
    endif()

    airlock_pin(upstream ${name} upstream)
    list(GET upstream 0 tag)
    list(GET upstream 1 commit)
    list(GET upstream 2 repository)
    message(STATUS "Fetching ${name} ${tag} from its upstream release")
    # The tag makes a shallow clone possible; the commit id says whether it is still the same release.
    FetchContent_Declare(${name} GIT_REPOSITORY "${repository}" GIT_TAG "${tag}" GIT_SHALLOW ON
        SOURCE_SUBDIR only-the-files)
    FetchContent_MakeAvailable(${name})
    find_package(Git REQUIRED QUIET)
    execute_process(COMMAND "${GIT_EXECUTABLE}" -C "${${name}_SOURCE_DIR}" rev-parse HEAD
        OUTPUT_VARIABLE head OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    if(NOT head STREQUAL commit)
        message(FATAL_ERROR "${name} ${tag} is commit ${head}, but cmake/pins.txt names ${commit}")
    endif()
    set(${out} "${${name}_SOURCE_DIR}" PARENT_SCOPE)
endfunction()

airlock_source(json json)
add_library(nlohmann_json INTERFACE)
target_include_directories(nlohmann_json SYSTEM INTERFACE "${json}/include")
target_compile_definitions(nlohmann_json INTERFACE JSON_NOEXCEPTION)

airlock_source(doctest doctest)
add_library(doctest INTERFACE)
# Debian's package has include/doctest/doctest.h, the upstream release doctest/doctest.h.
target_include_directories(doctest SYSTEM INTERFACE "${doctest}/include" "${doctest}")

# Only what unpacks, and packs for tests: of the command line, since a browser brings its own.
enable_language(C)
airlock_source(deflate deflate)
add_library(deflate STATIC "${deflate}/lib/utils.c" "${deflate}/lib/deflate_compress.c"
    "${deflate}/lib/deflate_decompress.c" "${deflate}/lib/x86/cpu_features.c" "${deflate}/lib/arm/cpu_features.c")
target_include_directories(deflate SYSTEM INTERFACE "${deflate}")

if(EMSCRIPTEN)
    airlock_source(imgui imgui)
    add_library(imgui STATIC
        "${imgui}/imgui.cpp" "${imgui}/imgui_draw.cpp" "${imgui}/imgui_widgets.cpp"
        "${imgui}/misc/cpp/imgui_stdlib.cpp"
        "${imgui}/backends/imgui_impl_opengl3.cpp")
    target_include_directories(imgui SYSTEM PUBLIC "${imgui}" "${imgui}/backends" "${imgui}/misc/cpp")
    # Without imgui_tables.cpp: src/app/imgui_without_tables.cpp stands in for it.
    # The page brings its own fonts and has no files. OpenGL ES cannot start a draw at a later vertex, so
    # 16-bit indices wrap when a large estate draws more than 65,536 vertices in one list.
    target_compile_definitions(imgui PUBLIC IMGUI_IMPL_OPENGL_ES3 IMGUI_DISABLE_OBSOLETE_FUNCTIONS
        IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_DEFAULT_FONT
        IMGUI_DISABLE_FILE_FUNCTIONS IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS "ImDrawIdx=unsigned int")
    target_compile_options(imgui PRIVATE -fno-exceptions -fno-rtti)
    # Answers the ~20 glGet* that the backend asks each frame; each would wait for the GPU process.
    set(shim "${CMAKE_SOURCE_DIR}/src/app/gl_no_readback.h")
    if(EXISTS "${shim}")
        set_source_files_properties("${imgui}/backends/imgui_impl_opengl3.cpp" PROPERTIES
            COMPILE_OPTIONS "-include;${shim}" OBJECT_DEPENDS "${shim}")
    endif()
endif()
