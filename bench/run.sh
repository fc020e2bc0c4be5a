#!/bin/sh
# Races the trainers of the shipped pages against PyTorch and JAX, and writes bench/results.md
# and bench/race.svg. bench/README.md says what is measured. From the environment, with these
# defaults:
#   MODELS="..."   every page of graphs/ that bench/peers/pages.py knows
#   THREADS="1 2"  ROUNDS=5  SLICE=0.7 seconds of each contestant in a round
#   COMPILE=1      0 leaves torch.compile out
#   CHECK=1        0 leaves the comparison of losses out
#   PYTHON=python3 LATENTC=./latentc  CC=cc  RESULTS=bench
#   NOTE=          a line for the results
#   BUILD=build    everything that is made lies in $BUILD/bench
# Pages that are raced alone replace their own rows; those of other pages stay as the last race
# in the same $BUILD left them.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3} latentc=${LATENTC:-./latentc} results=${RESULTS:-bench}
threads=${THREADS:-1 2} rounds=${ROUNDS:-5} budget=${SLICE:-0.7} cc=${CC:-cc}
all="gan vae wgan_gp conv_vae dcgan dcgan64 wgan_gp_conv vqvae vqvae32 resgan"
work=${BUILD:-build}/bench
mkdir -p "$work/records"
work=$(cd "$work" && pwd)

unset BUILD MAKEFLAGS MFLAGS MAKEOVERRIDES # not for the trainers' own Makefiles
export TORCHINDUCTOR_CACHE_DIR="$work/inductor" PYTHONDONTWRITEBYTECODE=1

# Neither side is helped or hurt by what the shell happens to hold.
for name in $(env | sed -n 's/^\(\(OMP\|KMP\|GOMP\|MKL\|OPENBLAS\|GOTO\|XLA\|JAX\)_[A-Z0-9_]*\)=.*/\1/p'); do
    unset "$name"
done

say() { printf '%s\n' "$*" >&2; }

# record MODEL THREADS WHO KEY VALUE...: a line of what was found.
record() { echo "$*" >>"$work/records/$1"; }

# data_of MODEL: a folder of pictures of the page's side.
data_of() {
    side=$(sed -n 's/^sizes:.*side: *\([0-9]*\).*/\1/p' "graphs/$1.yaml")
    sh bench/pictures.sh "$side" "$work/data-$side"
    echo "$work/data-$side"
}

# ---- from page to program ------------------------------------------------------------------

wall_of() { "$work/measure" "$@" | sed -n 's/^wall_ms //p'; }
middle() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

build() {
    directory=$work/$1
    emit_ms=$(for time in 1 2 3 4 5; do
        wall_of "$latentc" emit "graphs/$1.yaml" -o "$directory"
    done | middle)
    make -C "$directory" clean >/dev/null
    program_ms=$(wall_of make -C "$directory")
    rm -f "$directory/build/$1.o"
    object_ms=$(wall_of make -C "$directory" "build/$1.o")
    make -C "$directory" >/dev/null
    libraries=$(ldd "$directory/$1" | awk '$3 ~ "^/" {print $3}' | xargs -r du -Lck | tail -n 1 | cut -f 1)
    record "$1" - latentc built "$emit_ms" "$object_ms" "$program_ms" \
        "$(wc -l <"$directory/$1.c")" "$(wc -c <"$directory/$1")" "${libraries:-0}"
}

# ---- contestants that stay: each waits for orders on a pipe of its own -----------------------

# answer WORD: `rest` is what follows WORD on its line; fails if the contestant ended instead, which
# it says with `over`.
answer() {
    while read -r word rest <&8; do
        case $word in
        "$1") return 0 ;;
        over) return 1 ;;
        esac
    done
}

# start MODEL THREADS WHO FRAMEWORK OPTION...: the contestant, behind its first iteration.
start() {
    model=$1 count=$2 who=$3
    shift 3
    orders=$work/orders-$count-$who
    rm -f "$orders"
    mkfifo "$orders"
    {
        "$python" bench/peers/contestant.py "$model" "$@" --threads "$count" <>"$orders" \
            2>"$work/errors-$count-$who" || :
        echo over
    } >&8 &
    if answer first_step_ms && first=$rest && answer ready; then
        record "$model" "$count" "$who" start "$first"
        alive="$alive $count:$who"
    else
        reason=$(tail -n 1 "$work/errors-$count-$who" | cut -c 1-100)
        record "$model" "$count" "$who" missing "${reason:-it ended}"
        say "$model, $count threads, $who: $reason"
    fi
}

# order COUNT:WHO WORD ARGUMENT ANSWER. Opened for both ways, a pipe that nobody reads does not
# block.
order() {
    echo "$2 $3" 1<>"$work/orders-${1%%:*}-${1#*:}"
    answer "$4"
}

dismiss() {
    for contestant in $alive; do
        order "$contestant" end "" over
    done
    alive=
}
alive=
trap dismiss EXIT
trap 'exit 1' INT TERM

start_all() {
    for count in $threads; do
        if [ "$torch" != none ]; then
            start "$1" "$count" eager torch
            case $1 in
            gan | vae | wgan_gp) ;;
            *) start "$1" "$count" channels torch --channels-last ;;
            esac
            [ "${COMPILE:-1}" = 0 ] || start "$1" "$count" compile torch --compile
        fi
        [ "$jax" = none ] || start "$1" "$count" jax jax
    done
}

# ---- one page ------------------------------------------------------------------------------

# number NAME FILE: a field of the trainer's JSON.
number() { sed -n 's/^ *"'"$1"'": \([-0-9.e+]*\),*$/\1/p' "$2"; }

# Two programs that do not compute the same numbers are no contest.
same_losses() {
    run=$work/$1/run
    rm -rf "$run"
    "$work/$1/$1" train --data "$data" --steps 0 --out "$run" >/dev/null
    "$work/$1/$1" train --resume --out "$run" --steps 3 --log-every 1 >/dev/null 2>&1
    for framework in torch jax; do
        case $framework in
        torch) [ "$torch" != none ] || continue ;;
        jax) [ "$jax" != none ] || continue ;;
        esac
        line=$("$python" bench/peers/same.py "$1" $framework --run "$run" --data "$data") || {
            say "$1: $framework and the trainer compute different losses"
            exit 1
        }
        say "$line"
        record "$1" - "$framework" same "${line##* agree within }"
    done
}

# The trainer is a process of its own in each round, for it starts in no time.
ours() {
    "$work/$1/$1" bench --json --data "$data" --threads "$2" --steps "$3" >"$work/output"
    times=$(sed -n 's/^ *"ms_per_step": {"median": \([0-9.]*\), "least": \([0-9.]*\)}.*/\1 \2/p' \
        "$work/output")
    sample=$(sed -n 's/.*"name": "sample", "ms_per_batch": \([0-9.]*\).*/\1/p' "$work/output")
}

# The first run says how many iterations fill the budget.
race_ours() {
    steps=$work/$1/steps-$2
    if [ ! -f "$steps" ]; then
        ours "$1" "$2" 2
        echo "$times" | awk -v s="$budget" '{n = int(1e3 * s / $1); print n < 2 ? 2 : n}' >"$steps"
    fi
    ours "$1" "$2" "$(cat "$steps")"
    record "$1" "$2" latentc step "$times" - "$(number peak_resident_kb "$work/output")"
    record "$1" "$2" machine peak "$(number peak_flops_per_second "$work/output")"
    record "$1" - latentc flops "$(number flops_of_products_per_step "$work/output")"
    [ -z "$sample" ] || record "$1" "$2" latentc batch_of_samples "$sample" \
        "$(number batch "$work/output")"
    record "$1" "$2" latentc start "$(number cpu_ms_to_first_step "$work/output")"
    say "$1, $2 threads, latentc: $times"
}

race() {
    data=$(data_of "$1")
    rm -f "$work/records/$1" "$work/$1/steps-"*
    build "$1"
    [ "${CHECK:-1}" = 0 ] || same_losses "$1"
    start_all "$1"
    round=0
    while [ "$round" -lt "$rounds" ]; do
        round=$((round + 1))
        say "$1, round $round of $rounds"
        for count in $threads; do
            race_ours "$1" "$count"
            for contestant in $alive; do
                [ "${contestant%%:*}" = "$count" ] || continue
                who=${contestant#*:}
                order "$contestant" train "$budget" ms_per_step || {
                    say "$1, $count threads, $who: ended: $(tail -n 1 "$work/errors-$count-$who")"
                    exit 1
                }
                record "$1" "$count" "$who" step "$rest"
                say "$1, $count threads, $who: $rest"
                order "$contestant" generate 1000 ms_generate
                [ "$rest" = none ] || record "$1" "$count" "$who" generate "$rest"
            done
        done
    done
    dismiss
    wait
}

# ---- all -----------------------------------------------------------------------------------

version_of() { "$python" -c "import $1; print($1.__version__)" 2>/dev/null || echo none; }

# size_of PACKAGE...: kilobytes of Python packages on disk.
size_of() {
    for package in "$@"; do
        "$python" -c "import importlib.util as u, os; print(os.path.dirname(u.find_spec('$package').origin))"
    done 2>/dev/null | xargs -r du -sck | tail -n 1 | cut -f 1
}

$cc -O2 -o "$work/measure" bench/measure.c
rm -f "$work/answers"
mkfifo "$work/answers"
exec 8<>"$work/answers"
torch=$(version_of torch) jax=$(version_of jax)
[ "$torch" != none ] || say "PyTorch is not installed: its columns will be empty"
[ "$jax" != none ] || say "JAX is not installed: its column will be empty"
if [ -z "${MODELS:-}" ]; then
    rm -f "$work/records/"*
    MODELS=$(for model in $all; do [ ! -f "graphs/$model.yaml" ] || echo "$model"; done)
fi
for model in $MODELS; do
    race "$model"
done
{
    echo "torch $torch"
    echo "torch_kb $(size_of torch)"
    echo "jax $jax"
    echo "jax_kb $(size_of jax jaxlib numpy scipy)"
    echo "cpu $(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)"
    echo "cores $(getconf _NPROCESSORS_ONLN)"
    echo "cc $($cc --version | head -n 1)"
    echo "rounds $rounds"
    echo "note ${NOTE:-}"
} >"$work/machine.txt"
records=$(for model in $all; do [ ! -f "$work/records/$model" ] || echo "$work/records/$model"; done)
# shellcheck disable=SC2086 # one word a page
awk -f bench/summary.awk -f bench/report.awk "$work/machine.txt" $records >"$results/results.md"
# shellcheck disable=SC2086
awk -f bench/summary.awk -f bench/chart.awk "$work/machine.txt" $records >"$results/race.svg"
say "$results/results.md, $results/race.svg"
