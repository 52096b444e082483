# shellcheck shell=bash
# Puts the C++ libraries into the cache, where CMake finds them: from the distribution's signed
# packages, each checked against its pin as well. What no suite has any more is left to CMake, which
# takes the upstream release by commit id (cmake/dependencies.cmake).

sources_of() { # PART: the libraries that a part of the build needs
    case $1 in
    native) echo doctest json deflate ;;
    *) echo doctest json deflate imgui ;;
    esac
}

source_folder() { printf '%s\n' "$CACHE/sources/$1-$(pin source "$1" 1)"; }

have_sources() { # PART
    local name
    for name in $(sources_of "$1"); do
        have_source "$name" || return 1
    done
}

# In the cache, or known to be in no suite, so that CMake fetches it.
have_source() { # NAME
    local folder
    folder=$(source_folder "$1")
    [ -e "$folder/.ok" ] || [ -e "$folder.upstream" ]
}

setup_sources() { # PART
    have_sources "$1" && return
    if ! is_debian; then
        say "no Debian packages here: CMake fetches these from their upstream releases: $(sources_of "$1")"
        return
    fi
    with_cache_lock fill_sources "$1"
}

fill_sources() {
    local name work
    mkdir -p "$CACHE/sources"
    work=$(mktemp -d "$CACHE/sources/.work.XXXXXX")
    # shellcheck disable=SC2064 # the folder of now is meant
    trap "rm -rf '$work'" EXIT
    for name in $(sources_of "$1"); do
        have_source "$name" || fill_source "$work" "$name"
    done
}

fill_source() { # WORK NAME
    local work=$1 name=$2 version file package package_version form suites sum suite kind folder seen=
    read -r name version file package package_version form suites sum < <(pins source "$name")
    folder=$(source_folder "$name")
    kind=deb
    [ "$form" = deb ] || kind=deb-src
    say "fetching $name $version (package $package $package_version)"
    for suite in ${suites//,/ }; do
        suite_open "$work" "$suite" "$kind" "$(dpkg --print-architecture)" || continue
        seen=yes
        if suite_download "$work" "$suite" "$kind" "$package=$package_version" 2>"$work/error" &&
            [ -e "$work/files/$file" ]; then
            echo "$sum  $work/files/$file" | sha256sum --check --quiet - ||
                die "$file is not the file that cmake/pins.txt names (SHA-256)"
            unpack_source "$work" "$form" "$work/files/$file" "$folder"
            return
        fi
    done
    [ "$name" != imgui ] || ! later_imgui "$work" "$folder" "$suites" || return 0
    say "$suites: no $package $package_version to be had there; CMake takes the upstream release"
    # A mirror that could not be read at all is asked again next time.
    [ -z "$seen" ] || touch "$folder.upstream"
}

# The suites that have ImGui 1.92 move. Where they went on within 1.92 the signed one is taken, and the
# tests judge; the folder keeps the pinned name, and a note says what is in it.
later_imgui() { # WORK FOLDER SUITES
    local work=$1 folder=$2 suite version file
    for suite in ${3//,/ }; do
        version=$(suite_cache "$work" "$suite" deb-src showsrc imgui 2>/dev/null |
            sed -n 's/^Version: //p' | sort -V | tail -n 1)
        case $version in 1.92.*) ;; *) continue ;; esac
        suite_download "$work" "$suite" deb-src "imgui=$version" || continue
        file=$(find "$work/files" -name "imgui_${version%-*}.orig.tar.*" ! -name '*.asc' | head -n 1)
        [ -n "$file" ] || continue
        say "ATTENTION: the distribution has moved on; taking its signed Dear ImGui $version instead of $(pin source imgui 1)"
        unpack_source "$work" src "$file" "$folder"
        echo "$version, signed by $suite" >"$folder/INSTEAD"
        return
    done
    return 1
}

unpack_source() { # WORK FORM FILE FOLDER
    local work=$1 form=$2 file=$3 folder=$4
    rm -rf "$work/out" "$work/new"
    mkdir "$work/out"
    if [ "$form" = deb ]; then
        mkdir "$work/new" &&
            dpkg-deb --fsys-tarfile "$file" |
            tar -x -C "$work/out" --no-same-owner ./usr/include ./usr/share/doc &&
            mv "$work/out/usr/include" "$work/new/include" &&
            cp "$work"/out/usr/share/doc/*/copyright "$work/new/LICENSE.txt"
    else
        # python reads .xz without the xz program
        python3 -W ignore -m tarfile -e "$file" "$work/out" && mv "$work"/out/* "$work/new"
    fi || die "cannot unpack ${file##*/}"
    into_cache "$work/new" "$folder"
}
