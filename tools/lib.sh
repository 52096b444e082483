# shellcheck shell=bash
# What the entry script and every set-up step share: where things are, how they speak, how a pin is
# read, how a thing is put into the cache. It installs nothing itself (see setup.sh) and has no
# effect when it is sourced.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/airlock
PINS=$ROOT/cmake/pins.txt
LOGS=$ROOT/build/log

say() { printf 'airlock: %s\n' "$*" >&2; }

die() {
    printf 'airlock: %s\n' "$*" >&2
    exit 1
}

# pins KIND [NAME]: the rows of that kind, without the first column (the file says what they mean).
pins() {
    awk -v kind="$1" -v name="${2:-}" '$1 == kind && (name == "" || $2 == name) {
        $1 = ""; sub(/^ /, ""); print }' "$PINS"
}

# pin KIND NAME FIELD: one field of one row; 1 is the one after the name.
pin() {
    local value
    value=$(pins "$1" "$2" | awk -v field="$3" 'NR == 1 { print $(field + 1) }')
    [ -n "$value" ] || die "cmake/pins.txt has no field $3 in a row '$1 $2'"
    printf '%s\n' "$value"
}

# at_least HAVE WANTED: compares dotted versions.
at_least() {
    [ -n "$1" ] && [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

# first_version: the first dotted number on standard input.
first_version() { sed -nE 's/^[^0-9]*([0-9]+(\.[0-9]+)*).*/\1/p' | head -n 1; }

seconds_since() { printf '%s s' "$((SECONDS - $1))"; }

# patiently COMMAND…: says every 15 seconds that it is still going on.
patiently() {
    local started=$SECONDS status=0 pulse
    (
        # The sleeper holds neither a lock nor anybody's pipe.
        while sleep 15 >/dev/null 2>&1 8>&- 9>&- && kill -0 "$$"; do
            say "… $(seconds_since "$started")"
        done
    ) &
    pulse=$!
    "$@" || status=$?
    kill "$pulse" 2>/dev/null || true
    wait "$pulse" 2>/dev/null || true
    return "$status"
}

# logged NAME COMMAND…: keeps the output in build/log/NAME.log and shows its end on failure.
logged() {
    local log=$LOGS/$1.log
    shift
    mkdir -p "$LOGS"
    if ! patiently quiet_into "$log" "$@"; then
        tail -n 40 "$log" >&2
        say "this failed: $*"
        say "the whole output is in $log"
        return 1
    fi
}

quiet_into() { # FILE COMMAND…
    local file=$1
    shift
    "$@" >"$file" 2>&1 </dev/null
}

# with_cache_lock COMMAND…: one process at a time fills the cache; the others wait, then find it filled.
with_cache_lock() {
    mkdir -p "$CACHE"
    (
        if ! flock --nonblock 9; then
            say "another airlock is filling $CACHE; waiting for it"
            flock 9
        fi
        "$@"
    ) 9>"$CACHE/.lock"
}

# into_cache NEW FOLDER: moves a finished folder to its place in one step.
into_cache() {
    touch "$1/.ok"
    rm -rf "$2"
    mv -T "$1" "$2"
}
