# cmake -DOUT=header -DFILES="a.vert;b.frag" -P embed_shaders.cmake
# Turns shader files into a C++ header: shaders/vault_light.frag is airlock::shaders::vault_light_frag.
set(text "// Generated from shaders/ by cmake/embed_shaders.cmake.\n#pragma once\n\nnamespace airlock::shaders {\n")
foreach(file IN LISTS FILES)
    cmake_path(GET file FILENAME name)
    string(REGEX REPLACE "[^A-Za-z0-9]" "_" name "${name}")
    file(READ "${file}" source)
    # Comments and indentation are for readers of the file, not for the visitor's line.
    string(REGEX REPLACE "[ ]*//[^\n]*" "" source "${source}")
    string(REGEX REPLACE "\n[ \n]+" "\n" source "${source}")
    string(APPEND text "\ninline constexpr char ${name}[] = R\"glsl(${source})glsl\";\n")
endforeach()
string(APPEND text "\n}  // namespace airlock::shaders\n")
file(WRITE "${OUT}" "${text}")
