# shellcheck shell=bash
# Provides an Emscripten that is recent enough. In this order: the one on PATH, the distribution's
# own package (Debian 13), a private copy in the cache put together from Debian 13's signed packages
# (Debian 12). The private copy needs no root and leaves the system's packages and libraries alone:
# its programs carry their own dynamic linker and libraries. cmake/emscripten.cmake finds each of them.

emscripten_folder() {
    printf '%s\n' "$CACHE/emscripten-$(pin assembled emscripten 1)-$(dpkg --print-architecture)-$(pin assembled emscripten 2)"
}

emscripten_on_path() {
    command -v emcc >/dev/null &&
        at_least "$(emcc --version 2>/dev/null | first_version)" "$(pin minimum emscripten 1)"
}

have_emscripten() {
    { command -v dpkg >/dev/null && [ -e "$(emscripten_folder)/.ok" ]; } || emscripten_on_path
}

setup_emscripten() {
    local minimum candidate
    have_emscripten && return
    minimum=$(pin minimum emscripten 1)
    is_debian || die "Emscripten $minimum or newer (emcc) is needed on PATH; see https://emscripten.org"
    candidate=$(apt-cache policy emscripten 2>/dev/null | sed -nE 's/^  Candidate: ([0-9.]+).*/\1/p')
    if at_least "$candidate" "$minimum"; then
        install_packages emscripten
    else
        with_cache_lock assemble_emscripten
    fi
    have_emscripten || die "Emscripten was installed, but emcc does not answer"
}

assemble_emscripten() {
    local architecture folder free work started=$SECONDS suite
    folder=$(emscripten_folder)
    [ ! -e "$folder/.ok" ] || return 0
    architecture=$(dpkg --print-architecture)
    suite=$(pin assembled emscripten 3)
    free=$(df -Pm "$CACHE" | awk 'NR == 2 { print $4 }')
    [ "$free" -gt 1600 ] || die "Emscripten needs 1600 MB of room in $CACHE, there are $free"
    say "assembling Emscripten $(pin assembled emscripten 1) in $folder (about 310 MB to download)"
    work=$(mktemp -d "$CACHE/.work.XXXXXX")
    # shellcheck disable=SC2064 # the folder of now is meant
    trap "rm -rf '$work'" EXIT
    suite_open "$work" "$suite" deb "$architecture" ||
        die "cannot read Debian's suite $suite; if a key is missing: apt-get install --only-upgrade debian-archive-keyring"
    download_emscripten "$work" "$suite" "$architecture"
    say "unpacking Emscripten"
    unpack_emscripten "$work"
    # The programs are told where their libraries are: the place must be the final one from here on.
    rm -rf "$folder"
    mv -T "$work/root" "$folder"
    relocate_emscripten "$folder" "$architecture"
    prove_emscripten "$folder" "$work"
    touch "$folder/.ok"
    say "assembled Emscripten in $(seconds_since "$started"), $(du -sm "$folder" | cut -f 1) MB"
}

# Each package in its pinned version where the suite still has it, checked against its pin as well.
# After a point release the suite has a newer one: that is taken on Debian's signature alone, said aloud.
download_emscripten() { # WORK SUITE ARCHITECTURE
    local work=$1 suite=$2 architecture=$3 name version sum have wanted=() checked=()
    while read -r name version sum; do
        wanted+=("$name")
        have=$(suite_cache "$work" "$suite" deb policy "$name" | sed -n 's/^  Candidate: //p')
        if [ "$have" = "$version" ]; then
            checked+=("$sum $name")
        elif [ -n "$version" ]; then
            say "ATTENTION: $suite has $name $have by now, not $version; taking it on Debian's signature"
        fi
    done < <(emscripten_packages "$architecture")
    patiently suite_download "$work" "$suite" deb "${wanted[@]}" || die "the download from $suite failed"
    local pair file
    for pair in "${checked[@]}"; do
        file=$(find "$work/files" -name "${pair#* }_*.deb")
        echo "${pair%% *}  $file" | sha256sum --check --quiet - ||
            die "${file##*/} is not the file that cmake/pins.txt names (SHA-256)"
    done
}

# emscripten_packages ARCHITECTURE: name, version, SHA-256. Where the architecture has no pins, names only.
emscripten_packages() {
    local pinned=$1
    [ -n "$(pins package "$1")" ] || pinned=amd64
    pins package "$pinned" | awk -v same="$([ "$pinned" != "$1" ] || echo yes)" \
        '{ print $2, same == "yes" ? $3 " " $4 : "" }'
}

# Only what a build uses is unpacked: 0.6 GB instead of 2.
unpack_emscripten() { # WORK
    local work=$1 package keep
    mkdir "$work/root"
    for package in "$work"/files/*.deb; do
        dpkg-deb --fsys-tarfile "$package" | tar -x -C "$work/root" --wildcards --no-same-owner \
            --exclude='./etc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*' \
            --exclude='*/ChangeLog.*' --exclude='*/changelog*' --exclude='*/gconv/*' \
            --exclude='*/emscripten/test/*' --exclude='*/emscripten/docs/*' \
            --exclude='*/wasm32-emscripten/pic/*' --exclude='*/wasm32-emscripten/lto-pic/*' \
            --exclude='*/sysroot/lib/*[_-]asan*' --exclude='*/sysroot/lib/*[lu]?an*_rt*' \
            --exclude='*/sysroot/lib/*sanitizer*' --exclude='*/sysroot/lib/*wasmfs*' \
            --exclude='*/sysroot/lib/*-ww*' --exclude='*/libbinaryen.a' \
            --exclude='./usr/lib/python3*' || die "cannot unpack ${package##*/}"
        rm "$package"
    done
    keep='clang|clang\+\+|clang-19|lld|wasm-ld|llvm-(ar|ranlib|nm|objcopy|strip|size|dwarfdump|dwp|symbolizer|cxxfilt|objdump|readobj)'
    find "$work/root/usr/lib/llvm-19/bin" -mindepth 1 -maxdepth 1 | grep -vE "/($keep)\$" | xargs -r rm -rf
    find "$work/root/usr/bin" -mindepth 1 -maxdepth 1 ! -name 'wasm*' ! -name patchelf -delete
}

relocate_emscripten() { # FOLDER ARCHITECTURE
    local folder=$1 libraries linker program stray
    case $2 in
    amd64) libraries=$folder/usr/lib/x86_64-linux-gnu linker=ld-linux-x86-64.so.2 ;;
    arm64) libraries=$folder/usr/lib/aarch64-linux-gnu linker=ld-linux-aarch64.so.1 ;;
    *) die "there is no recipe for $2: install Emscripten $(pin minimum emscripten 1) or newer yourself" ;;
    esac
    # Debian 13's patchelf on Debian 13's own libc.
    local patchelf=("$libraries/$linker" --library-path "$libraries" "$folder/usr/bin/patchelf")
    while read -r program; do
        [ "$(head -c 4 "$program" | tail -c 3)" = ELF ] || continue
        "${patchelf[@]}" --set-interpreter "$libraries/$linker" --set-rpath "$libraries" --force-rpath "$program" ||
            die "cannot relocate $program"
    done < <(find "$folder/usr/bin" "$folder/usr/lib/llvm-19/bin" -type f ! -name patchelf)
    # These two carry a path of their own, which would win over the program's.
    for program in libLLVM.so.19.1 libclang-cpp.so.19.1; do
        "${patchelf[@]}" --force-rpath --set-rpath "$libraries" "$libraries/$program"
    done
    stray=$("$libraries/$linker" --list "$folder/usr/lib/llvm-19/bin/clang" |
        grep -vF -e "$libraries/" -e linux-vdso || true)
    [ -z "$stray" ] || die "the assembled clang would load libraries from outside: $stray"
    ln -sfn ../nodejs "$folder/usr/share/emscripten/node_modules"
    cat >"$folder/usr/share/emscripten/.emscripten" <<EOF
LLVM_ROOT = '$folder/usr/lib/llvm-19/bin'
BINARYEN_ROOT = '$folder/usr'
NODE_JS = 'node'
FROZEN_CACHE = True
EOF
}

prove_emscripten() { # FOLDER WORK
    cat >"$2/probe.cpp" <<'EOF'
#include <cstdio>
#include <expected>
#include <stdexcept>
int main() {
    try {
        throw std::runtime_error("ok");
    } catch (const std::exception& error) {
        std::expected<int, int> answer = 42;
        std::printf("%s %d\n", error.what(), *answer);
    }
}
EOF
    env -u EM_CONFIG "$1/usr/share/emscripten/em++" -std=c++23 -O2 -fwasm-exceptions "$2/probe.cpp" \
        -o "$2/probe.js" >&2 || die "the assembled em++ does not compile"
    [ "$(node "$2/probe.js")" = "ok 42" ] || die "the assembled em++ compiles wrongly"
}
