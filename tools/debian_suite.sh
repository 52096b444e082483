# shellcheck shell=bash
# Reads packages of another Debian suite than the system's own, without root and without touching the
# system's apt: a private apt state in a work folder. apt itself checks the suite's signature, the
# hashes of its index and the hash of every package. The mirror is the one that the machine's own
# configuration names. Nothing is installed; whoever calls unpacks what it needs.

SUITE_KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

is_debian() { [ -r /etc/os-release ] && [ "$(. /etc/os-release && echo "${ID:-}")" = debian ]; }

# debian_mirror: the URI from which this machine takes its own release's "main".
debian_mirror() {
    local codename
    codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    # --no-release-info: without it nothing is printed while the system's lists are still empty.
    # shellcheck disable=SC2016 # apt-get expands these, not the shell
    apt-get indextargets --no-release-info --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' \
        'Created-By: Packages' |
        awk -v release="$codename" '$2 == "main" && ($1 == release || release == "") { print $3; exit }'
}

# suite_open WORK SUITE KIND ARCH: makes the private state; KIND is deb or deb-src.
suite_open() {
    local work=$1 suite=$2 kind=$3 arch=$4 state=$1/apt-$2-$3 mirror
    [ ! -e "$state/.updated" ] || return 0
    [ -r "$SUITE_KEYRING" ] || die "$SUITE_KEYRING is missing: apt-get install debian-archive-keyring"
    mirror=$(debian_mirror)
    [ -n "$mirror" ] || die "this machine's apt sources name no 'main' of the running release"
    mkdir -p "$state"/{lists,cache/archives}/partial
    : >"$state/status"
    echo "$kind [signed-by=$SUITE_KEYRING arch=$arch] $mirror $suite main" >"$state/sources.list"
    suite_apt "$work" "$suite" "$kind" -o APT::Update::Error-Mode=any update >&2 || return 1
    touch "$state/.updated"
}

# A machine that reads a frozen copy of the archive says in its sources that old dates are all right;
# in its apt.conf too, but that is in force here anyway.
accepts_old_dates() {
    grep -rqsiE '^[^#]*check-valid-until[=: ]+(no|false)' /etc/apt/sources.list /etc/apt/sources.list.d
}

# suite_apt WORK SUITE KIND ARGUMENTS…: apt-get on that private state.
suite_apt() {
    local state=$1/apt-$2-$3 dates=()
    shift 3
    ! accepts_old_dates || dates=(-o Acquire::Check-Valid-Until=false)
    apt-get -qq "${dates[@]}" \
        -o Dir::Etc::SourceList="$state/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State="$state" -o Dir::State::Lists="$state/lists" \
        -o Dir::State::status="$state/status" -o Dir::Cache="$state/cache" \
        -o Acquire::Languages=none -o Acquire::Retries=3 \
        -o APT::Sandbox::User="$(id -un)" \
        -o APT::Get::AllowUnauthenticated=false -o Acquire::AllowInsecureRepositories=false "$@"
}

# suite_cache WORK SUITE KIND ARGUMENTS…: apt-cache on that private state.
suite_cache() {
    local state=$1/apt-$2-$3
    shift 3
    apt-cache -o Dir::Etc::SourceList="$state/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State="$state" -o Dir::State::Lists="$state/lists" \
        -o Dir::State::status="$state/status" -o Dir::Cache="$state/cache" "$@"
}

# suite_download WORK SUITE KIND PACKAGE[=VERSION]…: puts the files into WORK/files.
suite_download() {
    local work=$1 suite=$2 kind=$3
    shift 3
    mkdir -p "$work/files"
    if [ "$kind" = deb-src ]; then
        (cd "$work/files" && suite_apt "$work" "$suite" "$kind" source --download-only "$@" >&2)
    else
        (cd "$work/files" && suite_apt "$work" "$suite" "$kind" download "$@" >&2)
    fi
}
