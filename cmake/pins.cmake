# How CMake reads pins.txt, and where the cache is. The scripts in tools/ do the same in lib.sh.
include_guard(GLOBAL)

# airlock_pin(KIND NAME OUT): the fields after the name, as a list.
function(airlock_pin kind name out)
    file(STRINGS "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/pins.txt" rows REGEX "^${kind} +${name} ")
    list(LENGTH rows count)
    if(NOT count EQUAL 1)
        message(FATAL_ERROR "cmake/pins.txt has ${count} rows '${kind} ${name}' instead of 1")
    endif()
    separate_arguments(fields UNIX_COMMAND "${rows}")
    list(REMOVE_AT fields 0 1)
    set(${out} "${fields}" PARENT_SCOPE)
endfunction()

function(airlock_cache_folder out)
    if("$ENV{XDG_CACHE_HOME}" STREQUAL "")
        set(${out} "$ENV{HOME}/.cache/airlock" PARENT_SCOPE)
    else()
        set(${out} "$ENV{XDG_CACHE_HOME}/airlock" PARENT_SCOPE)
    endif()
endfunction()
