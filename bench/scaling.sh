#!/bin/sh
# The cost of an iteration against its operations, when batch, width or side grow: writes
# bench/scaling.md and bench/scaling.svg. From the environment, with these defaults:
#   THREADS=1  ROUNDS=3  LATENTC=./latentc  BUILD=build  RESULTS=bench
#   SERIES="..."   lines `PAGE SIZE VALUE...` of what grows, below
set -eu
cd "$(dirname "$0")/.."
latentc=${LATENTC:-./latentc} threads=${THREADS:-1} rounds=${ROUNDS:-3} results=${RESULTS:-bench}
work=${BUILD:-build}/bench/scaling
mkdir -p "$work"
work=$(cd "$work" && pwd)
unset BUILD MAKEFLAGS MFLAGS MAKEOVERRIDES

# Operations grow 64 times along each line.
series=${SERIES:-"vae batch 8 16 32 64 128 256 512
vae hidden 64 128 256 512 1024 2048 4096
dcgan batch 8 16 32 64 128 256 512
dcgan width 16 32 64 128
conv_vae side 28 56 112 224
vqvae batch 8 16 32 64 128 256 512
vqvae side 16 32 64 128"}

say() { printf '%s\n' "$*" >&2; }

# each COMMAND: runs it with PAGE SIZE VALUE for every point whose page is there.
each() {
    echo "$series" | while read -r page size values; do
        [ -f "graphs/$page.yaml" ] || continue
        for value in $values; do
            "$1" "$page" "$size" "$value" </dev/null
        done
    done
}

# The runtime is the same for every page, and is compiled once.
build() {
    directory=$work/$1-$2-$3
    rm -rf "$directory"
    "$latentc" emit "graphs/$1.yaml" --set "$2=$3" -o "$directory" >/dev/null
    if [ -d "$work/runtime" ]; then
        mkdir "$directory/build"
        cp -r "$work/runtime" "$directory/build/runtime"
    fi
    make -C "$directory" >/dev/null
    [ -d "$work/runtime" ] || cp -r "$directory/build/runtime" "$work/runtime"
    say "$1 with $2=$3 is built"
}

# data_of PAGE SIZE VALUE: a folder of pictures of the side that this point has.
data_of() {
    side=$(sed -n 's/^sizes:.*side: *\([0-9]*\).*/\1/p' "graphs/$1.yaml")
    [ "$2" != side ] || side=$3
    sh bench/pictures.sh "$side" "$work/data-$side"
    echo "$work/data-$side"
}

# The first run says how many iterations fill half a second.
measure() {
    program=$work/$1-$2-$3/$1 data=$(data_of "$1" "$2" "$3")
    count=$work/$1-$2-$3/iterations
    if [ ! -f "$count" ]; then
        "$program" bench --json --data "$data" --threads "$threads" --steps 1 |
            sed -n 's/.*"median": \([0-9.]*\).*/\1/p' |
            awk '{n = int(500 / $1); print n < 3 ? 3 : n}' >"$count"
    fi
    "$program" bench --json --data "$data" --threads "$threads" --steps "$(cat "$count")" |
        awk -v point="$1 $2 $3" '
            {gsub(/[{},:]/, " ")}
            $1 == "\"ms_per_step\"" {ms = $3}
            $1 == "\"flops_per_step\"" {flops = $2}
            $1 == "\"bytes_per_step\"" {bytes = $2}
            END {print point, flops, ms, bytes}' >>"$work/points.txt"
}

rm -rf "$work/runtime"
each build
: >"$work/points.txt"
round=0
while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    say "round $round of $rounds"
    each measure
done
awk -v threads="$threads" -v rounds="$rounds" -v chart="$results/scaling.svg" \
    -v cpu="$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)" \
    -f bench/scaling.awk "$work/points.txt" >"$results/scaling.md"
say "$results/scaling.md, $results/scaling.svg"
