# shellcheck shell=bash
# Installs what a part of the work needs and the machine lacks. Parts: native (the command-line
# program and native tests), web (the page), test (everything). What is there is left alone, whoever
# put it there; a stamp in build/ makes the next run quick.

# need_tool COMMAND PACKAGE MINIMUM: collects what is missing or too old.
missing_packages=()
missing_names=()

need_tool() {
    local command=$1 package=$2 minimum=${3:-} have=
    if command -v "$command" >/dev/null; then
        [ -n "$minimum" ] || return 0
        have=$("$command" --version 2>/dev/null | version_of "$command")
        ! at_least "$have" "$minimum" || return 0
    fi
    missing_packages+=("$package")
    missing_names+=("$command${minimum:+ $minimum or newer}${have:+ (here: $have)}")
}

version_of() { # COMMAND, with its --version on standard input
    case $1 in
    g++) sed -nE '1s/.* ([0-9]+\.[0-9]+(\.[0-9]+)*).*/\1/p' ;;
    *) first_version ;;
    esac
}

chromium_path() {
    local name
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return
    done
    return 1
}

need_tools_of() { # PART
    need_tool cmake cmake "$(pin minimum cmake 1)"
    need_tool ninja ninja-build
    need_tool git git
    [ -n "${CXX:-}" ] || need_tool g++ g++ "$(pin minimum g++ 1)"
    [ "$1" != native ] || return 0
    need_tool node nodejs "$(pin minimum node 1)"
    need_tool npm npm
    need_tool python3 python3
    [ "$1" = test ] || return 0
    chromium_path >/dev/null || need_tool chromium chromium
}

setup() { # PART
    ready "$1" && return
    setup_tools "$1"
    setup_sources "$1"
    if [ "$1" != native ]; then
        setup_emscripten
        setup_node_modules
    fi
    mkdir -p "$ROOT/build"
    setup_key >"$ROOT/build/.ready-$1"
}

# Everything that decides what has to be there.
setup_key() {
    (cd "$ROOT" && cat cmake/pins.txt package.json package-lock.json tools/*setup*.sh | sha256sum)
}

ready() { # PART
    local stamp=$ROOT/build/.ready-$1
    [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$(setup_key)" ] || return 1
    # The cache may have been emptied since.
    if is_debian; then have_sources "$1" || return 1; fi
    [ "$1" = native ] || { have_emscripten && have_node_modules; }
}

setup_tools() { # PART
    local names
    missing_packages=() missing_names=()
    need_tools_of "$1"
    [ "${#missing_packages[@]}" -gt 0 ] || return 0
    printf -v names ', %s' "${missing_names[@]}"
    if ! is_debian || ! command -v apt-get >/dev/null; then
        die "please install ${names:2}"
    fi
    # These come along: ccache makes later builds quick; npm and apt want to know whom to trust.
    install_packages "${missing_packages[@]}" ccache ca-certificates debian-archive-keyring
    missing_packages=() missing_names=()
    need_tools_of "$1"
    [ "${#missing_names[@]}" -eq 0 ] || {
        printf -v names ', %s' "${missing_names[@]}"
        die "still missing after the installation: ${names:2}"
    }
}

install_packages() { # PACKAGE…
    local started=$SECONDS
    as_root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || die "please install these packages as root: $*"
        as_root=(sudo)
        [ -t 0 ] || as_root=(sudo -n)
    fi
    say "installing with apt-get: $*"
    as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600)
    logged apt-update "${as_root[@]}" update || say "going on with the package lists that are there"
    logged apt-install "${as_root[@]}" install -y --no-install-recommends "$@" ||
        die "apt-get could not install: $*"
    hash -r
    say "installed in $(seconds_since "$started")"
}

# --- JavaScript tools and fonts: in the cache by the lock file's hash, a link in the checkout ---

node_folder() {
    local key
    key=$( (cd "$ROOT" && cat package.json package-lock.json && uname -sm) | sha256sum)
    printf '%s\n' "$CACHE/node/${key:0:16}"
}

have_node_modules() { [ "$(readlink "$ROOT/node_modules")" = "$(node_folder)/node_modules" ] && [ -e "$(node_folder)/.ok" ]; }

setup_node_modules() {
    have_node_modules && return
    with_cache_lock fill_node_modules
    [ -L "$ROOT/node_modules" ] || rm -rf "$ROOT/node_modules"
    ln -sfn "$(node_folder)/node_modules" "$ROOT/node_modules"
}

fill_node_modules() {
    local folder work started=$SECONDS
    folder=$(node_folder)
    [ ! -e "$folder/.ok" ] || return 0
    say "installing fonts and JavaScript tools with npm: $(cd "$ROOT" &&
        sed -nE '/"devDependencies"/,/}/s/^ +"([^"]+)": "([0-9][^"]*)".*/\1 \2/p' package.json | paste -sd, | sed 's/,/, /g')"
    mkdir -p "$CACHE/node"
    work=$(mktemp -d "$CACHE/node/.work.XXXXXX")
    # shellcheck disable=SC2064 # the folder of now is meant
    trap "rm -rf '$work'" EXIT
    cp "$ROOT/package.json" "$ROOT/package-lock.json" "$ROOT/.npmrc" "$work/"
    # No package may run a script of its own; none needs one.
    logged npm-ci npm ci --ignore-scripts --prefix "$work" || die "npm could not install the JavaScript tools"
    into_cache "$work" "$folder"
    say "installed in $(seconds_since "$started")"
}
