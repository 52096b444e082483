# shellcheck shell=bash
# Runs the test suites, each built first, and adds them up. A suite that does not build, crashes or
# runs no test counts as one failure.

SUITES=(native asan wasm browser)
total_passed=0
total_failed=0
suite_lines=()

run_suites() { # SUITE… [-- doctest arguments]
    local suites=() suite
    while [ "$#" -gt 0 ]; do
        case $1 in
        --)
            shift
            break
            ;;
        native | asan | wasm | browser) suites+=("$1") ;;
        *) die "there is no test suite '$1'; there are ${SUITES[*]}" ;;
        esac
        shift
    done
    [ "${#suites[@]}" -gt 0 ] || suites=("${SUITES[@]}")
    case " ${suites[*]} " in
    *" browser "*) setup test ;;
    *" wasm "*) setup web ;;
    *) setup native ;;
    esac
    for suite in "${suites[@]}"; do "suite_$suite" "$@"; done
    printf '\n'
    printf '%s\n' "${suite_lines[@]}"
    printf '%d passed, %d failed\n' "$total_passed" "$total_failed"
    [ "$total_failed" = 0 ] && [ "$total_passed" -gt 0 ]
}

suite_native() { doctest_suite native native "$ROOT/build/native/airlock-tests" "$@"; }
suite_asan() {
    UBSAN_OPTIONS=print_stacktrace=1 \
        doctest_suite asan native-asan "$ROOT/build/native-asan/airlock-tests" "$@"
}
suite_wasm() { doctest_suite wasm web node "$ROOT/build/web/airlock-tests.js" "$@"; }

doctest_suite() { # NAME PRESET COMMAND…
    local name=$1 preset=$2 started=$SECONDS
    shift 2
    say "building the $name tests"
    if ! build "$preset" airlock-tests; then
        count "$name" 0 1 "$started" "did not build"
        return
    fi
    say "running the $name tests"
    run_suite "$name" "$started" doctest_counts in_parts "$@" --no-colors=true
}

# in_parts COMMAND…: the test cases in as many processes as there are cores, each with its share of them in an order
# that mixes long and short ones; what they print, one after the other.
in_parts() {
    local parts count failed=0 status=0 i from to folder jobs=()
    parts=$(nproc)
    count=$("$@" --count | sed -nE 's/.*unskipped test cases passing the current filters: ([0-9]+).*/\1/p')
    folder=$(mktemp -d "$LOGS/parts.XXXXXX")
    for ((i = 0; i < parts; ++i)); do
        from=$((count * i / parts + 1)) to=$((count * (i + 1) / parts))
        [ "$from" -le "$to" ] || continue
        "$@" --order-by=rand --rand-seed=1 --first="$from" --last="$to" >"$folder/$i" 2>&1 &
        jobs+=($!)
    done
    for i in "${jobs[@]}"; do wait "$i" || status=$?; done
    # doctest counts a case that is not its share as passed, so only failures add up. No line: it crashed.
    for i in "$folder"/*; do
        cat "$i"
        failed=$((failed + $(failed_cases "$i" || echo 1)))
    done
    printf '[doctest] test cases: %s | %s passed | %s failed\n' "$count" "$((count - failed))" "$failed"
    rm -rf "$folder"
    return "$status"
}

suite_browser() {
    local started=$SECONDS
    if [ ! -e "$ROOT/tests/browser/run.mjs" ]; then
        suite_lines+=("browser: there are none (tests/browser/run.mjs)")
        return
    fi
    say "building the page for the browser tests"
    if ! build web page || ! build native airlock-cli; then
        count browser 0 1 "$started" "did not build"
        return
    fi
    say "running the browser tests"
    AIRLOCK_CHROMIUM=$(chromium_path) AIRLOCK_DIST=$ROOT/dist AIRLOCK_CLI=$CLI \
        run_suite browser "$started" plain_counts node "$ROOT/tests/browser/run.mjs"
}

# run_suite NAME STARTED COUNTS COMMAND…: COUNTS prints "passed failed" from the log.
run_suite() {
    local name=$1 started=$2 counts=$3 log=$LOGS/test-$1.log status=0 passed=0 failed=0 note=
    shift 3
    mkdir -p "$LOGS"
    (cd "$ROOT" && "$@") >"$log" 2>&1 </dev/null || status=$?
    read -r passed failed < <("$counts" "$log") || true
    passed=${passed:-0} failed=${failed:-0}
    if [ "$status" != 0 ] && [ "$failed" = 0 ]; then
        failed=1 note="ended with exit code $status"
    elif [ $((passed + failed)) = 0 ]; then
        failed=1 note="ran no test"
    fi
    if [ "$failed" != 0 ]; then
        tail -n 200 "$log"
        say "the whole output is in $log"
    fi
    count "$name" "$passed" "$failed" "$started" "$note"
}

count() { # NAME PASSED FAILED STARTED [NOTE]
    local line
    total_passed=$((total_passed + $2))
    total_failed=$((total_failed + $3))
    line="$1: $2 passed, $3 failed in $(seconds_since "$4")${5:+, $5}"
    say "$line"
    suite_lines+=("$line")
}

doctest_counts() {
    sed -nE 's/^\[doctest\] test cases: +[0-9]+ \| +([0-9]+) passed \| +([0-9]+) failed.*/\1 \2/p' "$1" | tail -n 1
}
failed_cases() { doctest_counts "$1" | grep . | cut -d ' ' -f 2; }

plain_counts() { sed -nE 's/^([0-9]+) passed, ([0-9]+) failed.*/\1 \2/p' "$1" | tail -n 1; }
