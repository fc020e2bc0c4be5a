# The register tile as a share of the peak, for each width that this x86-64 runs and each compiler:
# sh bench/widths.sh [DIRECTORY], by default of generated/dcgan.
set -eu
directory=${1:-generated/dcgan}
program=$(mktemp)
trap 'rm -f "$program"' EXIT
for march in x86-64-v4 x86-64-v3 x86-64; do
    case $march in
    x86-64-v4) grep -qw avx512vl /proc/cpuinfo || continue ;;
    x86-64-v3) grep -qw avx2 /proc/cpuinfo || continue ;;
    esac
    for compiler in gcc clang; do
        command -v $compiler >/dev/null || continue
        $compiler -std=c11 -D_POSIX_C_SOURCE=200809L -O3 -march=$march -fno-math-errno \
            -fno-trapping-math -ffp-contract=fast -w \
            -DHEADER="\"$(echo "$PWD/$directory"/*_contractions.h | sed 's/[^ ]*_check_[^ ]* *//')\"" \
            bench/tile.c -o "$program"
        printf '%-10s %-6s ' $march $compiler
        "$program"
    done
done
