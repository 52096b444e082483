# shellcheck shell=bash
# Configures and builds by CMake preset, one build at a time in a checkout.

# configure PRESET: only where ninja would not see by itself that CMake has to run.
configure() {
    local preset=$1 folder=$ROOT/build/$1
    # In a checkout that was moved or copied CMake refuses the old folder.
    if [ -e "$folder/CMakeCache.txt" ] &&
        ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$ROOT" "$folder/CMakeCache.txt"; then
        rm -rf "$folder"
    fi
    if [ ! -e "$folder/build.ninja" ] || [ "$ROOT/CMakePresets.json" -nt "$folder/build.ninja" ]; then
        say "configuring $preset"
        logged "configure-$preset" cmake -S "$ROOT" --preset "$preset"
    fi
}

# build PRESET TARGET…: with ninja's own output.
build() {
    local preset=$1
    shift
    mkdir -p "$ROOT/build"
    (
        flock 8
        # A python3 that only looks for the real one takes as long again as many a file's compilation.
        if [ -z "${EMSDK_PYTHON:-}" ] && command -v python3 >/dev/null; then
            EMSDK_PYTHON=$(python3 -c 'import sys; print(sys.executable)')
            export EMSDK_PYTHON
        fi
        configure "$preset" && NINJA_STATUS="[$preset %f/%t] " ninja -C "$ROOT/build/$preset" "$@" 8>&-
    ) 8>"$ROOT/build/.lock"
}

# --- the command-line program: no noise and no delay while it is up to date ---

CLI=$ROOT/build/native/airlock-cli
CLI_SOURCES=(CMakeLists.txt CMakePresets.json cmake src/base src/policy src/world src/sim src/check
    src/study src/view src/desk src/cli)

cli_is_current() {
    local paths=() path
    [ -x "$CLI" ] && [ -e "$CLI.stamp" ] || return 1
    for path in "${CLI_SOURCES[@]}"; do [ ! -e "$ROOT/$path" ] || paths+=("$ROOT/$path"); done
    # A file that was removed or added shows in its folder's time.
    [ -z "$(find "${paths[@]}" -newer "$CLI.stamp" -print -quit)" ]
}

build_cli() {
    [ -d "$ROOT/src/cli" ] || die "this checkout has no command-line program (src/cli)"
    setup native
    mkdir -p "$(dirname "$CLI")"
    touch "$CLI.stamp.new"
    quietly "building the command-line program" build native airlock-cli
    mv "$CLI.stamp.new" "$CLI.stamp"
}

# quietly WHAT COMMAND…: output only on failure, one line when it takes longer than two seconds.
quietly() {
    local what=$1 log status=0
    shift
    mkdir -p "$LOGS"
    log=$(mktemp "$LOGS/quiet.XXXXXX")
    "$@" >"$log" 2>&1 </dev/null &
    local job=$! waited=0
    while [ "$waited" -lt 20 ] && kill -0 "$job" 2>/dev/null; do
        sleep 0.1
        waited=$((waited + 1))
    done
    ! kill -0 "$job" 2>/dev/null || say "$what …"
    wait "$job" || status=$?
    [ "$status" = 0 ] || cat "$log" >&2
    rm -f "$log"
    [ "$status" = 0 ] || die "$what failed"
}
