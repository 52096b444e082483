# The page: the WebAssembly module from src/app, the fonts, and the folder of static files that any
# host can serve. Only for the web presets.

find_program(NODE NAMES node nodejs REQUIRED NO_CACHE)
set(modules "${CMAKE_SOURCE_DIR}/node_modules")
if(NOT EXISTS "${modules}/subset-font")
    message(FATAL_ERROR "The JavaScript tools are not there. Run ./airlock build web once.")
endif()
set(generated "${CMAKE_BINARY_DIR}/generated")

# --- fonts and icon names ---
set(fonts "${CMAKE_BINARY_DIR}/fonts")
airlock_glob(languages src/view/languages/*.json web/glyphs_*.txt)
set(font_files inter-regular.ttf inter-semibold.ttf jetbrains-mono-regular.ttf lucide.ttf
    latin-regular.ttf latin-strong.ttf vi-regular.ttf vi-strong.ttf ja-regular.ttf ja-strong.ttf ja-name.ttf)
list(TRANSFORM font_files PREPEND "${fonts}/")
add_custom_command(
    OUTPUT ${font_files} "${generated}/icons.h"
    COMMAND "${NODE}" tools/fonts.mjs --glyphs web/glyphs.txt --icons web/icons.txt
        --out "${fonts}" --header "${generated}/icons.h"
    DEPENDS tools/fonts.mjs web/glyphs.txt web/icons.txt ${languages} package-lock.json
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    COMMENT "Subsetting the fonts" VERBATIM)

# --- shaders ---
airlock_glob(shaders shaders/*.glsl shaders/*.vert shaders/*.frag)
list(TRANSFORM shaders PREPEND "${CMAKE_SOURCE_DIR}/")
add_custom_command(
    OUTPUT "${generated}/shaders.h"
    COMMAND "${CMAKE_COMMAND}" "-DOUT=${generated}/shaders.h" "-DFILES=${shaders}"
        -P "${CMAKE_SOURCE_DIR}/cmake/embed_shaders.cmake"
    DEPENDS cmake/embed_shaders.cmake ${shaders}
    COMMENT "Embedding the shaders" VERBATIM)

# --- the module ---
airlock_glob(app src/app/*.cpp)
airlock_glob(app_headers src/app/*.h)
airlock_glob(app_libraries src/app/*.library.js)
if(app)
    add_executable(airlock-page ${app} ${app_headers} "${generated}/icons.h" "${generated}/shaders.h")
    set_target_properties(airlock-page PROPERTIES OUTPUT_NAME airlock SUFFIX .mjs)
    target_link_libraries(airlock-page PRIVATE airlock_core imgui)
    target_include_directories(airlock-page PRIVATE "${generated}")
    target_compile_definitions(airlock-page PRIVATE AIRLOCK_VERSION="${PROJECT_VERSION}")
    target_compile_options(airlock-page PRIVATE -fno-exceptions)

    # What JavaScript may call besides functions marked EMSCRIPTEN_KEEPALIVE. Add to these when needed.
    set(exported_functions "")
    set(exported_runtime_methods HEAPU8)
    # emcc wants to be told whether there is a main.
    set(entry --no-entry)
    foreach(file IN LISTS app)
        file(STRINGS "${file}" main REGEX "^(extern \"C\" )?int main\\(" LIMIT_COUNT 1)
        if(main)
            list(APPEND exported_functions _main)
            set(entry "")
        endif()
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    endforeach()
    list(JOIN exported_functions "," exported_functions)
    list(JOIN exported_runtime_methods "," exported_runtime_methods)

    target_link_options(airlock-page PRIVATE ${entry}
        -sMODULARIZE=1 -sEXPORT_ES6=1 -sEXPORT_NAME=createAirlock -sENVIRONMENT=web
        -Wl,--wrap=vsnprintf,--wrap=strtod,--wrap=sscanf  # src/app/libc_without_floats.cpp
        -sFILESYSTEM=0 -sMALLOC=emmalloc -sALLOW_MEMORY_GROWTH=1 -sSTACK_SIZE=1MB
        -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2
        # What web/bridge.mjs hands over, and nothing that stands in for browsers without WebGL 2.
        -sINCOMING_MODULE_JS_API=instantiateWasm,print,printErr,onAbort -sTEXTDECODER=2
        -sGL_SUPPORT_AUTOMATIC_ENABLE_EXTENSIONS=0
        "-sEXPORTED_FUNCTIONS=${exported_functions}"
        "-sEXPORTED_RUNTIME_METHODS=${exported_runtime_methods}")
    foreach(library IN LISTS app_libraries)
        target_link_options(airlock-page PRIVATE "SHELL:--js-library \"${CMAKE_SOURCE_DIR}/${library}\"")
        set_property(TARGET airlock-page APPEND PROPERTY LINK_DEPENDS "${CMAKE_SOURCE_DIR}/${library}")
    endforeach()
    if(CMAKE_BUILD_TYPE STREQUAL "Debug")
        target_link_options(airlock-page PRIVATE -sASSERTIONS=1)
    else()
        target_compile_options(imgui PRIVATE -flto)
        target_compile_options(airlock-page PRIVATE -flto -fno-rtti)
        # Binaryen's passes once more: what the first round left behind, 0.9 KB less to transfer.
        target_link_options(airlock-page PRIVATE -flto ${airlock_small_link} "SHELL:--closure 1" -sBINARYEN_EXTRA_PASSES=-Oz)
        set_property(TARGET airlock-page PROPERTY RULE_LAUNCH_LINK
            "${CMAKE_COMMAND} -E env EM_CLOSURE_COMPILER=${modules}/.bin/google-closure-compiler")
    endif()
    set(module airlock-page)
endif()

# --- the desk: the same core without pictures on a canvas, fetched on demand by a worker ---
airlock_glob(desk_module src/desk/*.cpp src/desk/*.h)
add_executable(airlock-desk ${desk_module})
set_target_properties(airlock-desk PROPERTIES SUFFIX .mjs)
target_link_libraries(airlock-desk PRIVATE airlock_core)
target_compile_options(airlock-desk PRIVATE -fno-exceptions)
target_link_options(airlock-desk PRIVATE --no-entry
    -sMODULARIZE=1 -sEXPORT_ES6=1 -sEXPORT_NAME=createDesk -sENVIRONMENT=worker
    -sFILESYSTEM=0 -sMALLOC=emmalloc -sALLOW_MEMORY_GROWTH=1 -sSTACK_SIZE=1MB
    -sEXPORTED_RUNTIME_METHODS=HEAPU8)
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_link_options(airlock-desk PRIVATE -sASSERTIONS=1)
else()
    target_compile_options(airlock-desk PRIVATE -flto)
    target_link_options(airlock-desk PRIVATE -flto)
endif()
list(APPEND module airlock-desk)

# --- the folder of static files ---
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
    set(dist "${CMAKE_BINARY_DIR}/dist")
else()
    set(dist "${CMAKE_SOURCE_DIR}/dist")
endif()
airlock_source(imgui imgui_source)
airlock_source(json json_source)
airlock_glob(page_files web/* scenarios/*.json scenarios/threats/*.json docs/*)
set(dist_stamp "${CMAKE_BINARY_DIR}/dist.stamp")
add_custom_command(
    OUTPUT "${dist_stamp}"
    COMMAND "${NODE}" tools/dist.mjs --out "${dist}" --build "${CMAKE_BINARY_DIR}"
        --imgui "${imgui_source}" --json "${json_source}" --emscripten "$ENV{AIRLOCK_EMSCRIPTEN_ROOT}"
    COMMAND "${CMAKE_COMMAND}" -E touch "${dist_stamp}"
    DEPENDS tools/dist.mjs tools/desk_in_node.mjs tools/posters.mjs tools/site.mjs tools/transcripts.mjs README.md
        ${font_files} ${page_files} ${languages} ${module}
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    COMMENT "Collecting the page" VERBATIM)
add_custom_target(page ALL DEPENDS "${dist_stamp}")
