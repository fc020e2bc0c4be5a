#!/bin/sh
# Races the trainers of the shipped pages against PyTorch, and writes bench/results.md.
# bench/README.md says what is measured. From the environment, with these defaults:
#   MODELS="gan vae wgan_gp dcgan vqvae"  THREADS="1 2"  ROUNDS=5
#   COMPILE=       set to 1, torch.compile runs too
#   PYTHON=python3 LATENTC=./latentc  CC=cc  RESULTS=bench/results.md
#   BUILD=build    everything that is made lies in $BUILD/bench
set -eu
cd "$(dirname "$0")/.."
models=${MODELS:-gan vae wgan_gp dcgan vqvae} threads=${THREADS:-1 2} rounds=${ROUNDS:-5}
python=${PYTHON:-python3} latentc=${LATENTC:-./latentc} results=${RESULTS:-bench/results.md}
work=${BUILD:-build}/bench
samples=$work/samples.txt costs=$work/costs.txt

unset BUILD MAKEFLAGS MFLAGS MAKEOVERRIDES # not for the trainers' own Makefiles

say() { printf '%s\n' "$*" >&2; }

# Neither side is helped or hurt by what the shell happens to hold.
for name in $(env | sed -n 's/^\(\(OMP\|KMP\|GOMP\|MKL\|OPENBLAS\|GOTO\)_[A-Z0-9_]*\)=.*/\1/p'); do
    unset "$name"
done

# Iterations of a model in a round: a few seconds of either side.
steps_of() {
    case $1 in
    gan) echo 400 ;;
    vae) echo 200 ;;
    wgan_gp) echo 30 ;;
    vqvae) echo 20 ;;
    *) echo 10 ;;
    esac
}

# value NAME FIELD FILE: what a line of output says.
value() { awk -v name="$1" -v field="$2" '$1 == name {print $field}' "$3"; }

# From page to program: what latentc takes, then what the compiler takes for all of it.
build() {
    directory=$work/$1
    for time in 1 2 3 4 5; do
        "$work/measure" "$latentc" emit "graphs/$1.yaml" -o "$directory" >"$work/output"
        value wall_ms 2 "$work/output"
    done | sort -n | sed -n 3p >"$work/emit_ms"
    make -C "$directory" clean >/dev/null
    "$work/measure" make -C "$directory" >"$work/output"
    program_ms=$(value wall_ms 2 "$work/output")
    rm -f "$directory/build/$1.o"
    "$work/measure" make -C "$directory" "build/$1.o" >"$work/output"
    echo "$1 $(cat "$work/emit_ms") $(value wall_ms 2 "$work/output") $program_ms" \
        "$(wc -l <"$directory/$1.c") $(wc -c <"$directory/$1")" >>"$costs"
    make -C "$directory" >/dev/null
}

# sample MODEL THREADS WHO COMMAND...: runs a contestant once and notes its times and memory.
sample() {
    model=$1 count=$2 who=$3
    shift 3
    if "$work/measure" "$@" --steps "$(steps_of "$model")" --threads "$count" \
        >"$work/output" 2>"$work/errors"; then
        line="$(value ms_per_step 2 "$work/output") $(value ms_per_step 3 "$work/output")"
        echo "$model $count $who $line $(value peak_kb 2 "$work/output")" >>"$samples"
        say "$model, $count threads, $who: $line"
    else
        say "$model, $count threads, $who: $(tail -n 1 "$work/errors")"
    fi
}

# Two programs that do not train the same numbers are no contest.
same_parameters() {
    ours=$("$work/$1/$1" info | awk '$1 == "parameters" {print $2 + 0}')
    theirs=$("$python" bench/peers.py "$1" --steps 1 | awk '$1 == "parameters" {print $2}')
    if [ "$ours" != "$theirs" ]; then
        say "$1: $ours parameters in the page, $theirs in bench/peers.py"
        exit 1
    fi
}

race() {
    sample "$1" "$2" latentc "$work/$1/$1" bench --data "$work/data"
    [ "$torch" ] || return 0
    sample "$1" "$2" eager "$python" bench/peers.py "$1"
    case $1 in
    dcgan | vqvae) sample "$1" "$2" channels "$python" bench/peers.py "$1" --channels-last ;;
    esac
    if [ "${COMPILE:-}" ]; then
        sample "$1" "$2" compile "$python" bench/peers.py "$1" --compile
    fi
}

mkdir -p "$work/data"
${CC:-cc} -O3 -march=native -ffp-contract=fast -o "$work/measure" bench/measure.c
: >"$samples"
: >"$costs"

# 1024 pictures of 28 x 28 random bytes, as an IDX file.
{
    printf '\0\0\10\3\0\0\4\0\0\0\0\34\0\0\0\34'
    head -c 802816 /dev/urandom
} >"$work/data/train-images-idx3-ubyte"

torch=$("$python" -c 'import torch; print(torch.__version__)' 2>/dev/null) || torch=
[ "$torch" ] || say "PyTorch is not installed: its columns will be empty"
for model in $models; do
    build "$model"
    [ ! "$torch" ] || same_parameters "$model"
done
round=0
while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    say "round $round of $rounds"
    for model in $models; do
        for count in $threads; do
            race "$model" "$count"
        done
    done
done
gflops=$("$work/measure" --rate | awk '{print $2}')
{
    echo "torch ${torch:-none}"
    echo "jax $("$python" -c 'import jax; print(jax.__version__)' 2>/dev/null || echo none)"
    echo "cpu $(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)"
    echo "cores $(getconf _NPROCESSORS_ONLN)"
    echo "cc $(${CC:-cc} --version | head -n 1)"
    echo "rounds $rounds"
    echo "gflops $gflops"
    echo "command ${COMPILE:+COMPILE=1 }make bench"
} >"$work/machine.txt"
awk -f bench/report.awk "$work/machine.txt" "$costs" "$samples" >"$results"
say "$results"
