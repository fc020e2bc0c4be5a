# Installs what Debian's packages must provide and is not there yet. Says nothing if all is.
# `deps.sh cross`: what the tests of aarch64 want on an x86-64.
set -eu
needed="gcc libc6-dev make pkg-config libyaml-dev libopenblas-dev zlib1g-dev libpng-dev check"
useful="libjpeg-dev clang clang-format git" # JPEG folders; for tests only

# Of a package without :ARCHITECTURE, that for this machine.
absent() {
    for package in "$@"; do
        case $package in
        *:*) kind=${package#*:} ;;
        *) kind=$(dpkg --print-architecture) ;;
        esac
        dpkg-query -W -f '${Architecture} ${Status}\n' "$package" 2>/dev/null |
            grep -Eqx "(all|$kind) install ok installed" || printf '%s ' "$package"
    done
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "Not a Debian system. latentc needs what Debian calls $needed"
    exit 0
fi
if [ "${1:-}" = cross ]; then
    [ "$(dpkg --print-architecture)" = amd64 ] || exit 0
    needed=
    useful="gcc-aarch64-linux-gnu qemu-user"
    useful="$useful libopenblas-dev:arm64 zlib1g-dev:arm64 libpng-dev:arm64 libgomp1:arm64"
fi
missing=$(absent $needed)
wanted=$(absent $useful)
[ -n "$missing$wanted" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "deps: without root and sudo; please install: $missing$wanted" >&2
        [ -z "$missing" ]
        exit
    fi
    as_root=sudo
fi
install="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0"
echo "installing $missing$wanted"
[ "${1:-}" != cross ] || $as_root dpkg --add-architecture arm64
$install update || [ -z "$missing" ]
[ -z "$missing" ] || $install install --no-install-recommends $missing >/dev/null
[ -z "$wanted" ] || $install install --no-install-recommends $wanted >/dev/null ||
    echo "deps: not installed: $wanted; the tests that need them are left out" >&2
