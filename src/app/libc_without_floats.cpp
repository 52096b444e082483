// What the C library would do with numbers of the form 1.5, left out: the linker puts these in place of the functions
// of that name (--wrap in cmake/page.cmake), 9 KB less to transfer. Nothing in the page writes a float as text; JSON
// numbers that are not whole keep the text they were written as (base/json.h), nlohmann/json's own reading of them is
// thrown away; Dear ImGui scans for whole numbers only. Tests and the command line have all of it.
#include <cstdarg>
#include <cstddef>
#include <cstdlib>
#include <limits>

extern "C" {

// musl's, without %f, %g, %e.
int __small_vsnprintf(char* to, std::size_t size, const char* format, std::va_list arguments);

int __wrap_vsnprintf(char* to, std::size_t size, const char* format, std::va_list arguments) {
    return __small_vsnprintf(to, size, format, arguments);
}

// The whole of it was read, as nlohmann/json expects of a number that it has found to be well formed. All that it asks of
// the value is whether it is too large for a double: then a file has a problem, here as elsewhere.
double __wrap_strtod(const char* text, char** end) {
    long magnitude = 0;  // how many places before the point the first digit stands that is not 0
    bool is_zero = true, is_fraction = false;
    const char* c = text;
    for (; *c != '\0' && *c != 'e' && *c != 'E'; ++c) {
        if (*c == '.') is_fraction = true;
        if (*c < '0' || *c > '9') continue;
        if (*c != '0') is_zero = false;
        if (is_fraction ? is_zero : !is_zero) magnitude += is_fraction ? -1 : 1;
    }
    if (*c != '\0') magnitude += std::strtol(c + 1, nullptr, 10);
    while (*c != '\0') ++c;
    if (end != nullptr) *end = const_cast<char*>(c);
    return !is_zero && magnitude > 309 ? std::numeric_limits<double>::infinity() : 0;
}

// The one number that Dear ImGui reads with it: "#version %d", the version of the shading language that it writes its
// shaders in. Read as nothing it takes an older one, and nothing of its own is drawn.
int __wrap_sscanf(const char* text, const char* format, ...) {
    while (*format != '\0' && *format != '%' && *text == *format) ++text, ++format;
    if (*format != '%') return 0;
    std::va_list arguments;
    va_start(arguments, format);
    *va_arg(arguments, int*) = static_cast<int>(std::strtol(text, nullptr, 10));
    va_end(arguments);
    return 1;
}

}  // extern "C"
