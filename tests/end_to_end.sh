# The program as a user runs it, on every shipped graph: end_to_end.sh LATENTC [GROUP..]
#
# A test is a function in a process of its own with an empty directory; it passes if no command
# in it fails, and is left out if it ends with status 77. Groups: golden emission warnings cli
# trainers steps pages generation input widths. Sizes are small by --set, so that all of it is a matter of
# minutes; KEEP=1 leaves the directories behind. Runs from the root of the tree.
set -u
export LC_ALL=C
export OMP_WAIT_POLICY=passive # more threads than cores must not spin
root=$(pwd)
latentc=$1
shift
groups=${*:-golden emission warnings cli trainers steps pages generation input widths examples}
cc=${CC:-cc}
unset MAKEFLAGS MAKELEVEL MFLAGS
jobs=$(getconf _NPROCESSORS_ONLN)
data=$(cd "${LATENTC_DATA:-../shared/data}" 2>/dev/null && pwd) || data=
work=$(mktemp -d "${TMPDIR:-/tmp}/latentc.XXXXXX")
[ -n "${KEEP:-}" ] || trap 'rm -rf "$work"' EXIT
chmod 755 "$work"

names_of() { # PAGE..: the names of those that are there
    local page name
    for page in "$@"; do
        name=${page##*/}
        [ ! -e "$page" ] || echo "${name%.yaml}"
    done
}

graphs=$(names_of graphs/*.yaml)
deep="wgan_gp_conv dcgan64 vqvae32 resgan"
warn="-Wall -Wextra -Wshadow -Wconversion -Werror"
passed=0 failed=0 left_out=0

# ---- the means ----

run_test() { # NAME COMMAND..: in an empty directory
    local name=$1 status start=$SECONDS
    shift
    mkdir -p "$work/test"
    cd "$work/test" || exit 2
    (set -eu; "$@") >"$work/log" 2>&1
    status=$?
    cd "$root" || exit 2
    case $status in
    0) passed=$((passed + 1)) ;;
    77) left_out=$((left_out + 1)); echo "left out: $name: $(tail -n 1 "$work/log")" ;;
    *) failed=$((failed + 1)); echo "FAILED: $name (status $status)"; sed 's/^/    /' "$work/log" | tail -n 40 ;;
    esac
    [ -z "${VERBOSE:-}" ] || echo "$name: $((SECONDS - start)) s"
    [ -n "${KEEP:-}" ] && [ $status != 0 ] && mv "$work/test" "$work/failed_${name//[^a-z0-9]/_}"
    chmod -R u+w "$work/test" 2>/dev/null
    rm -rf "$work/test"
}

leave_out() {
    echo "$1"
    exit 77
}

# Ends with STATUS, and says what matches PATTERN (a grep -E) on stderr, in few lines.
refused() { # STATUS PATTERN COMMAND..
    local wanted=$1 pattern=$2 status=0
    shift 2
    "$@" >refused.out 2>refused.err || status=$?
    if [ $status != "$wanted" ]; then
        echo "'$*' ended with $status, not $wanted:"
        cat refused.out refused.err
        return 1
    fi
    if ! grep -Eq -- "$pattern" refused.err; then
        echo "'$*' does not say '$pattern' but:"
        cat refused.err
        return 1
    fi
    if grep -Eq 'internal error|Sanitizer|core dumped' refused.err; then
        cat refused.err
        return 1
    fi
    rm -f refused.out refused.err
}

gone() { # what must not be there
    local path
    for path in "$@"; do
        if [ -e "$path" ]; then
            echo "$path was left behind"
            return 1
        fi
    done
}

small() { # the --set of a page that make it quick
    sed -n "s/^$1  *//p" "$root/tests/pages.txt" | sed 's/\([a-z_]*=\)/--set \1/g'
}

page_of() { # the file of a page
    local page
    for page in "$root"/graphs/{,recipes/,seeds/}"$1.yaml"; do
        [ ! -e "$page" ] || { echo "$page"; return; }
    done
    echo "$root/tests/end_to_end/$1.yaml"
}

emit_small() { # GRAPH DIR [OPTION..]
    local graph=$1 directory=$2
    shift 2
    # shellcheck disable=SC2046
    "$latentc" emit "$(page_of "$graph")" -o "$directory" $(small "$graph") "$@"
}

# The small trainer of a graph, built once. The runtime's objects are the same for all of them.
trainer() { # GRAPH
    local graph=$1 directory=$work/trainers/$1
    [ -d "$directory" ] && return
    emit_small "$graph" "$directory"
    if [ -d "$work/trainers/runtime_objects" ]; then
        mkdir -p "$directory/build"
        cp -R "$work/trainers/runtime_objects" "$directory/build/runtime"
    fi
    make -s -j"$jobs" -C "$directory" CC="$cc"
    [ -d "$work/trainers/runtime_objects" ] ||
        cp -R "$directory/build/runtime" "$work/trainers/runtime_objects"
}

newest() { # DIR: its newest checkpoint
    ls "$1"/step-*.safetensors | tail -n 1
}

step_of() { # FILE: step-00000042.safetensors is 42
    local number=${1##*step-}
    number=${number%.safetensors}
    echo $((10#$number))
}

same_runs() { # A B STEP: same weights, moments, cursors and rows of the log
    cmp "$1/step-$3.safetensors" "$2/step-$3.safetensors"
    cut -d, -f1,2,5- "$1/metrics.csv" >a.csv
    cut -d, -f1,2,5- "$2/metrics.csv" >b.csv
    cmp a.csv b.csv
}

big_endian() { # a number as four bytes
    # shellcheck disable=SC2059
    printf "$(printf '\\%03o\\%03o\\%03o\\%03o' $(($1 >> 24 & 255)) $(($1 >> 16 & 255)) $(($1 >> 8 & 255)) $(($1 & 255)))"
}

# IDX files of 200 and 40 pictures of 28 x 28 bytes; their content is the sources of the compiler.
make_idx() { # DIR
    local part count
    mkdir -p "$1"
    for part in train:200 t10k:40; do
        count=${part#*:}
        {
            big_endian 2051; big_endian "$count"; big_endian 28; big_endian 28
            cat "$root"/compiler/*/*.c | head -c $((count * 784))
        } >"$1/${part%:*}-images-idx3-ubyte"
        {
            big_endian 2049; big_endian "$count"
            head -c "$count" /dev/zero
        } >"$1/${part%:*}-labels-idx1-ubyte"
    done
}

# Pictures from a sheet of an untrained model, all the same.
make_pngs() { # DIR COUNT
    local i
    mkdir -p "$1/a" "$1/b"
    "$work/trainers/vae/vae" train --steps 0 --out png_run 2>/dev/null >/dev/null
    "$work/trainers/vae/vae" sample --checkpoint "$(newest png_run)" --count 1 --out one.png
    for ((i = 0; i < $2; i++)); do
        cp one.png "$1/a/$i.png"
        cp one.png "$1/b/$i.png"
    done
    rm -rf png_run one.png
}

# ---- golden ----

# Line numbers, the version and hashes change without a change of the C.
normalised() {
    sed -E 's/\b(lines?) [0-9]+(, [0-9]+)*/\1 N/g; s/sha256 [0-9a-f]+/sha256 H/g; s/latentc [0-9]+\.[0-9]+\.[0-9]+/latentc V/g' "$1"
}

golden() { # NAME: tests/golden/NAME.yaml becomes NAME.c, by the plan NAME.plan
    local expected=$root/tests/golden/$1.c plan=$root/tests/golden/$1.plan model
    "$latentc" emit "$root/tests/golden/$1.yaml" -o out --no-runtime
    model=$(sed -n 's/^model: *//p' "$root/tests/golden/$1.yaml")
    normalised "out/$model.c" >found.c
    "$latentc" plan "$root/tests/golden/$1.yaml" | normalised - | sed '1s/page [0-9a-f]*/page H/' >found.plan
    if [ -n "${BLESS:-}" ]; then
        cp found.c "$expected"
        cp found.plan "$plan"
    fi
    diff -u "$expected" found.c
    diff -u "$plan" found.plan
}

group_golden() {
    local page
    for page in tests/golden/*.yaml; do
        page=${page##*/}
        run_test "golden ${page%.yaml}" golden "${page%.yaml}"
    done
}

# ---- emission ----

same_text() { # GRAPH: other directory, path, locale, time
    local graph=$1
    "$latentc" emit "$root/graphs/$graph.yaml" -o one
    "$latentc" emit "$root/graphs/$graph.yaml" -o two
    diff -r one two
    mkdir -p deep/graphs
    cp "$root"/graphs/*.yaml deep/graphs
    (cd deep/graphs && TZ=Pacific/Apia HOME=/ LC_ALL=C.UTF-8 "$latentc" emit "$graph.yaml" -o ../out)
    diff -r one deep/out
    LC_ALL=$(german) "$latentc" emit "deep/graphs/$graph.yaml" -o three
    diff -r one three
    if grep -rlF -e "$work" -e "$root/" one; then
        echo "holds a path of this machine"
        return 1
    fi
    "$latentc" emit "$root/graphs/$graph.yaml" -o bare --no-runtime
    gone bare/runtime
    diff -r -x runtime -x AUDIT.md one bare
}

german() { # a locale with a decimal comma, if the system can make one
    if [ ! -d "$work/locale/de_DE.UTF-8" ]; then
        mkdir -p "$work/locale"
        localedef -f UTF-8 -i de_DE "$work/locale/de_DE.UTF-8" >/dev/null 2>&1 || true
    fi
    echo de_DE.UTF-8
}

# The emitted directory and that of a run hold all that they were made from, and the copy of the
# page compiles to the same text.
used_files() {
    mkdir -p pages/recipes pages/more elsewhere
    cat >pages/recipes/used.yaml <<'END'
model: used
sizes: {batch: 4, hidden: 6}
use: [../blocks.yaml, ../more/blocks.yaml]
data:
  x: {vector: 2}
networks:
  f: {input: x, layers: [dense: hidden, linear: 1]}
losses:
  loss: twice(mean(square(f(x))))
train:
  - {minimize: loss, optimizer: sgd(lr=0.1)}
END
    printf 'blocks:\n  dense(n): [linear: n, relu]\n' >pages/blocks.yaml
    printf 'functions:\n  twice(a): 2 * a\n' >pages/more/blocks.yaml
    "$latentc" emit pages/recipes/used.yaml -o out
    cmp pages/blocks.yaml out/blocks.yaml
    cmp pages/more/blocks.yaml out/blocks_2.yaml
    (cd elsewhere && "$latentc" emit ../out/used.yaml -o again)
    diff -r out elsewhere/again
    hash=$(cat out/used.yaml out/blocks.yaml out/blocks_2.yaml | sha256sum | cut -c 1-8)
    grep -q "used.yaml with blocks.yaml, blocks_2.yaml (sha256 $hash)" out/used.c
    make -s -C out CC="$cc"
    out/used train --data builtin:ring --steps 2 --out run >/dev/null
    for file in used blocks blocks_2; do cmp "out/$file.yaml" "run/$file.yaml"; done
    refused 1 'is not below pages/recipes' "$latentc" check pages/recipes/used.yaml --root pages/recipes
    "$latentc" check pages/recipes/used.yaml --root pages >/dev/null
}

installed() { # PREFIX in DESTDIR holds all that latentc needs
    make -s -C "$root" -o "$latentc" install DESTDIR="$PWD/destination" PREFIX=/opt/x \
        PROGRAM="$latentc" BUILD="${BUILD:-build}"
    (cd / && "$work/test/destination/opt/x/bin/latentc" emit "$root/graphs/vae.yaml" -o "$work/test/a")
    "$latentc" emit "$root/graphs/vae.yaml" -o b
    diff -r a b
}

# Sizes of one value: an axis has the name by which the page gave it, and none that arithmetic
# made; a function of several has a number.
names_of_axes() {
    cat >axes.yaml <<'END'
model: axes
sizes: {batch: 6, wide: 6, deep: 6, half: 6, side: 12}
data:
  x: {image: [1, side, side], range: [0, 1]}
blocks:
  layer(features): [linear: features, tanh]
networks:
  f:
    input: x
    layers:
      - conv: {channels: wide, kernel: 3, padding: 1}
      - relu
      - conv: {channels: 2 * 3, kernel: 3, stride: 2, padding: 1}
      - relu
      - flatten
      - layer: wide
      - layer: deep
      - layer: 2 * 3
      - linear: 1
losses:
  loss: mean(square(f(x)))
train:
  - {minimize: loss, optimizer: sgd(lr=0.1)}
END
    "$latentc" emit axes.yaml -o out --no-runtime
    for buffer in 'f_relu1[batch][side][side][wide]' 'f_relu3[batch][6][6][6]' \
        'f_layer5_tanh[batch][wide]' 'f_layer6_tanh[batch][deep]' 'd_f_layer7_linear_scaled[batch][6]'; do
        grep -qF " $buffer " out/AUDIT.md
    done
    grep -q 'float f_layer_tanh\[restrict batch\]\[6\]' out/axes.c
    ! grep -v '^enum\|Sizes' out/axes.c | grep -w half
}

few_lines() { # no emitted file over 3,000; of the deep pages, none over 8,000
    local graph long
    for graph in $graphs; do
        "$latentc" emit "$root/graphs/$graph.yaml" -o "$graph"
    done
    long=$(find . -type f -exec wc -l {} + |
        awk '$2 != "total" && $1 > ($2 ~ /dcgan64|resgan|wgan_gp_conv/ ? 8000 : 3000)')
    echo "$long"
    [ -z "$long" ]
}

few_columns() { # of every page there is: no line of its C is over 100
    local page
    for page in "$root"/graphs/*.yaml "$root"/graphs/recipes/*.yaml "$root"/graphs/seeds/*.yaml; do
        "$latentc" emit "$page" -o "$(basename "$page" .yaml)" --no-runtime 2>/dev/null
    done
    [ -s vqgan/vqgan.c ]
    awk 'length > 100 { print FILENAME ":" FNR ": " length " columns"; found = 1 } END { exit found }' \
        */*.[ch]
}

second_emission() { # writes only what changed, and mends what was damaged
    emit_small vae out
    touch -d '2001-01-01' out/vae.c out/main.c
    echo "damaged" >out/main.c
    emit_small vae out
    [ "$(date -r out/vae.c +%Y)" = 2001 ]
    [ "$(date -r out/main.c +%Y)" != 2001 ]
    ! grep -q damaged out/main.c
}

group_emission() {
    local graph
    export LOCPATH=
    [ -d /usr/share/i18n ] && LOCPATH=$work/locale
    for graph in $graphs; do
        run_test "same text: $graph" same_text "$graph"
    done
    unset LOCPATH
    run_test "same text: installed" installed
    run_test "same text: files that a page uses" used_files
    run_test "axes have the names of the page" names_of_axes
    run_test "no file is too long" few_lines
    run_test "no line is too long" few_columns
    run_test "a second emission writes what changed" second_emission
}

# ---- warnings ----

# At the sizes of the page, and for gcc with all of the optimiser, which finds warnings too; of
# the deep pages that would take long.
without_warnings() { # COMPILER GRAPH
    command -v "$1" >/dev/null || leave_out "no $1 here"
    local level=-O3
    [ "$1" = gcc ] || level=-O1
    [[ " $deep " != *" $2 "* ]] || level=-O1
    "$latentc" emit "$root/graphs/$2.yaml" -o out --no-runtime
    make -s -j"$jobs" -C out CC="$1" CFLAGS="$level -march=native $warn" RUNTIME="$root/runtime" \
        build/"$2".o build/"$2"_check.o build/main.o
}

# Of names that the C has too, of what is multiplied with itself, and of every command.
pages_without_warnings() { # COMPILER
    command -v "$1" >/dev/null || leave_out "no $1 here"
    local page
    for page in names kinds; do
        "$latentc" emit "$root/tests/end_to_end/$page.yaml" -o $page --no-runtime
        make -s -j"$jobs" -C $page CC="$1" CFLAGS="-O1 -march=native $warn" RUNTIME="$root/runtime" \
            build/$page.o build/"$page"_check.o build/main.o
    done
}

words_of() { # FILE..: what C text calls something
    local file
    for file in "$@"; do
        "$cc" -fpreprocessed -dD -E -P "$file" 2>/dev/null
    done | sed 's/"[^"]*"//g' | grep -oE '[A-Za-z][A-Za-z0-9_]*' | awk 'length < 50' | sort -u
}

# Emits what PAGE prints for the lines of `words`, less those that are refused as names.
emit_named() { # PAGE..
    while "$@" >page.yaml && ! "$latentc" emit page.yaml -o out --no-runtime 2>refusals; do
        sed -nE -e "s/.*error: the name '([^']*)' is .*/\1/p" \
            -e "s/.*error: duplicate key '([^']*)'.*/\1/p" refusals >refused
        [ -s refused ] || { cat refusals; return 1; }
        grep -vxF -f refused words >rest
        mv rest words
    done
    [ "$(wc -l <words)" -gt 100 ]
}

sizes_page() { # PAGE: with sizes of these names
    sed "/^sizes: {/{
        s/{/&$(awk '{printf "%s: %d, ", $0, 1000 + NR}' words)/
        s/, /,\n  /g
    }" "$1"
}

# As many as the words: `each` number of the batch is multiplied by one, or by its tensor.
values_page() {
    echo 'model: named'
    echo 'sizes: {batch: 4, wide: 3}'
    echo 'data: {given: {vector: [wide]}}'
    echo 'parameters:'
    awk 'NR % 2 {printf "  %s: {shape: [wide], init: normal}\n", $0}' words
    echo 'networks: {net: {input: given, layers: [linear: wide]}}'
    echo 'values:'
    echo '  begun: net(given)'
    awk 'NR % 2 == 0 {printf "  %s: tanh(begun + 0.%d)\n", $0, NR}' words
    awk '{printf "  part_%d: %s * norm(%s + begun)\n", NR, $0, $0}' words
    echo 'losses:'
    awk '{printf "%s%s", NR % 50 == 1 ? "\n  loss_" ++n ": mean(" : " + ", "norm(part_" NR ")"}
         NR % 50 == 0 {printf ")"} END {if (NR % 50) print ")"}' words
    awk 'END {printf "train:\n  - minimize: loss_1"; for (n = 2; n <= (NR + 49) / 50; n++) printf " + loss_%d", n}' words
    echo; echo '    optimizer: sgd(lr=1e-3)'
}

compile_named() { # COMPILER NAME
    make -s -j"$jobs" -C out CC="$1" CFLAGS="-O0 -march=native $warn" RUNTIME="$root/runtime" \
        build/"$2".o build/"$2"_check.o
}

# A page may call a size as its own C calls something, but for the names of the interface.
sizes_named_like_the_c() { # COMPILER PAGE
    command -v "$1" >/dev/null || leave_out "no $1 here"
    "$latentc" emit "$root/tests/end_to_end/$2.yaml" -o out --no-runtime
    words_of out/"$2"*.[ch] | grep -vE "^${2}_|[0-9]x[0-9]" >words
    emit_named sizes_page "$root/tests/end_to_end/$2.yaml"
    compile_named "$1" "$2"
}

# And a value or a tensor as the headers do.
values_named_like_the_headers() { # COMPILER
    command -v "$1" >/dev/null || leave_out "no $1 here"
    words_of "$root"/runtime/{model,check,random,math,layout}.h >words
    emit_named values_page
    compile_named "$1" named
}

runtime_without_warnings() { # COMPILER
    command -v "$1" >/dev/null || leave_out "no $1 here"
    emit_small vae out
    make -s -j"$jobs" -C out CC="$1" CFLAGS="-O1 -march=native $warn"
}

# Every vector width stands behind an #if.
without_warnings_for() { # ARCHITECTURE COMPILER GRAPH
    local flags=-march=$1
    command -v "$2" >/dev/null || leave_out "no $2 here"
    [ "$(uname -m)" = x86_64 ] || leave_out "not an x86-64"
    if [ "$1" = aarch64 ]; then
        [ -d /usr/include/aarch64-linux-gnu ] || leave_out "no headers of aarch64 here"
        flags=--target=aarch64-linux-gnu
    fi
    emit_small "$3" out --no-runtime
    make -s -C out CC="$2" CFLAGS="-O1 $flags $warn" RUNTIME="$root/runtime" build/"$3".o
}

group_warnings() {
    local graph compiler
    for graph in $graphs; do
        run_test "no warnings of gcc: $graph" without_warnings gcc "$graph"
        run_test "no warnings of clang: $graph" without_warnings clang "$graph"
    done
    run_test "no warnings of gcc: pages of the tests" pages_without_warnings gcc
    for graph in names gates updates; do
        run_test "sizes may be named like the C: $graph" sizes_named_like_the_c gcc $graph
    done
    run_test "values may be named like the headers, gcc" values_named_like_the_headers gcc
    run_test "values may be named like the headers, clang" values_named_like_the_headers clang
    run_test "no warnings of gcc: runtime" runtime_without_warnings gcc
    run_test "no warnings of clang: runtime" runtime_without_warnings clang
    for graph in vae dcgan; do
        for compiler in gcc clang; do
            run_test "no warnings of $compiler for SSE2: $graph" without_warnings_for x86-64 $compiler "$graph"
            run_test "no warnings of $compiler for AVX2: $graph" without_warnings_for x86-64-v3 $compiler "$graph"
            run_test "no warnings of $compiler for AVX-512: $graph" without_warnings_for x86-64-v4 $compiler "$graph"
        done
        run_test "no warnings of clang for NEON: $graph" without_warnings_for aarch64 clang "$graph"
    done
}

# ---- the command line of latentc ----

says_what_it_is() {
    "$latentc" --version | grep -Eq '^latentc [0-9]+\.[0-9]+\.[0-9]+$'
    "$latentc" --help | grep -q 'latentc train'
    "$latentc" doc | grep -q kl_normal
    "$latentc" doc kl_normal | grep -q 'square(mu)'
    refused 1 "nosuchword" "$latentc" doc nosuchword
}

wrong_command_lines() {
    refused 1 "did you mean 'train'" "$latentc" trian x.yaml
    refused 1 "which page" "$latentc" check
    refused 1 "where to" "$latentc" emit "$root/graphs/vae.yaml"
    refused 1 "unknown option --nosuch" "$latentc" check "$root/graphs/vae.yaml" --nosuch
    refused 1 "one page at a time" "$latentc" check "$root/graphs/vae.yaml" other.yaml
    refused 1 "NAME=VALUE" "$latentc" check "$root/graphs/vae.yaml" --set latent
    refused 1 "nosuch" "$latentc" check "$root/graphs/vae.yaml" --set nosuch=3
    refused 1 "nosuch.yaml" "$latentc" check nosuch.yaml
    refused 1 "\\." "$latentc" check .
}

checks() { # GRAPH
    "$latentc" check "$root/graphs/$1.yaml" >one
    [ -s one ]
    "$latentc" check "$root/graphs/$1.yaml" >two
    cmp one two
    "$latentc" plan "$root/graphs/$1.yaml" >one.plan
    "$latentc" plan "$root/graphs/$1.yaml" >two.plan
    cmp one.plan two.plan
    "$latentc" check "$root/graphs/$1.yaml" --effective >three
    [ "$(wc -l <three)" -gt "$(wc -l <one)" ]
    refused 1 "batch" "$latentc" check "$root/graphs/$1.yaml" --set batch=0
    refused 1 "batch" "$latentc" check "$root/graphs/$1.yaml" --set batch=-1
}

# What an error says to suffice does suffice, and so does the batch that it names.
says_what_would_fit() {
    local batch least unit
    cp "$root/graphs/gan.yaml" gan.yaml
    echo "memory: 1 MB" >>gan.yaml
    refused 1 "gan.yaml:[0-9]+:9: error: memory: the arena needs at least [0-9]+ kB with .batch: 128." \
        "$latentc" check gan.yaml
    "$latentc" check gan.yaml 2>message || true
    batch=$(sed -n 's/.*`batch: \([0-9]*\)` would fit.*/\1/p' message)
    read -r least unit < <(sed -n 's/.*at least \([0-9]* [kM]B\).*/\1/p' message)
    "$latentc" check gan.yaml --set batch="$batch" >/dev/null
    refused 1 "memory" "$latentc" check gan.yaml --set batch=$((batch + 1))
    sed -i "s/^memory: .*/memory: $least $unit/" gan.yaml
    "$latentc" check gan.yaml | grep -q "limit of the arena"
}

dumps() {
    "$latentc" check "$root/graphs/vae.yaml" -d tl >out 2>dump
    [ "$(wc -l <dump)" -gt 50 ]
}

trains_from_anywhere() {
    # shellcheck disable=SC2046
    CC=$cc "$latentc" train "$root/graphs/vae.yaml" $(small vae) --steps 3 --out "a run"
    [ -x build/vae/vae ]
    [ -f "a run/step-00000003.safetensors" ]
    cmp "a run/vae.yaml" build/vae/vae.yaml
}

builds() {
    # shellcheck disable=SC2046
    "$latentc" build "$root/graphs/gan.yaml" -o "some where/else" $(small gan)
    "some where/else/gan" --help | grep -q interpolate
}

wrong_tiles() { # TEXT PATTERN
    printf '%s\n' "$1" >bad.tiles
    refused 1 "$2" "$latentc" emit "$root/graphs/vae.yaml" -o out --tiles bad.tiles
    gone out
}

bad_tiles() {
    local key
    wrong_tiles "no colon here" "bad.tiles:1:1: error: expected a contraction, ': ' and its tile"
    wrong_tiles "a: rows" "bad.tiles:1:8: error: expected a number from 1 to 8, found the end"
    wrong_tiles "a: rows 9" "bad.tiles:1:9: error: expected a number from 1 to 8, found '9'"
    wrong_tiles "a: row 4" "bad.tiles:1:4: error: expected 'rows', found 'row'"
    wrong_tiles "a: panels in" "expected 'inner' or 'outer', found 'in'"
    wrong_tiles "$(printf 'a: rows 4\na: rows 5')" "bad.tiles:2:1: error: a second line for this"
    "$latentc" tune "$root/graphs/vae.yaml" --set batch=2 --set hidden=32 -o vae.tiles
    key=$(sed -n 's/: default//p' vae.tiles | head -n 1)
    printf '%s: rows 8\n' "$key" >bad.tiles
    refused 1 "rows 8: this contraction has" \
        "$latentc" emit "$root/graphs/vae.yaml" --set batch=2 --set hidden=32 -o out --tiles bad.tiles
    refused 1 "cannot read 'nosuch.tiles'" \
        "$latentc" check "$root/graphs/vae.yaml" --tiles nosuch.tiles
    refused 1 "where to\\? -o FILE" "$latentc" tune "$root/graphs/vae.yaml"
    refused 1 "does not compile" env CC=false "$latentc" tune "$root/graphs/vae.yaml" -o none.tiles
    gone none.tiles
}

full_stdout() {
    [ -e /dev/full ] || leave_out "no /dev/full"
    local command
    for command in "check $root/graphs/vae.yaml" --help --version doc; do
        # shellcheck disable=SC2086
        if "$latentc" $command >/dev/full 2>/dev/null; then
            echo "latentc $command does not notice that nothing could be written"
            return 1
        fi
    done
}

bad_pages_leave_nothing() { # every refused page of tests/errors
    local page words
    for page in "$root"/tests/errors/*.yaml; do
        words=$(sed -n '1s/^# \(--set .*\)/\1/p' "$page")
        # shellcheck disable=SC2086
        refused 1 "error:" "$latentc" emit "$page" -o out $words
        gone out
        # shellcheck disable=SC2086
        refused 1 "error:" "$latentc" train "$page" --steps 1 $words
        gone build runs
    done
}

huge_sizes() {
    refused 1 "1000000000 x 3 x 4 x 4 numbers, more than" timeout 10 "$latentc" emit "$root/graphs/dcgan.yaml" -o out --set width=1000000000
    refused 1 "1000000000 x 784 numbers, more than" timeout 10 "$latentc" emit "$root/graphs/vae.yaml" -o out --set hidden=1000000000
    refused 1 "." timeout 10 "$latentc" emit "$root/graphs/vae.yaml" -o out --set hidden=99999999999999999999
    gone out
}

# The command with files of at most KILOBYTES, as on a disk that is full.
with_full_disk() { # KILOBYTES COMMAND..
    local limit=$1
    shift
    (trap '' XFSZ; ulimit -f "$limit"; exec "$@")
}

full_disk_while_emitting() {
    emit_small vae out
    cp -R out before
    refused 1 "cannot be written" with_full_disk 4 "$latentc" emit "$root/graphs/vae.yaml" -o out --set hidden=56
    gone out/*.new out/*/*.new
    diff -r before out >changed || true
    refused 1 "cannot be written" with_full_disk 4 "$latentc" emit "$root/graphs/vae.yaml" -o fresh
    gone fresh/vae.c fresh/*.new fresh/*/*.new
}

# As nobody, who may read but not write.
as_nobody() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
    else
        "$@"
    fi
}

no_permission() {
    as_nobody true 2>/dev/null || leave_out "cannot run as another user"
    mkdir locked
    chmod 555 locked . 2>/dev/null || true
    cp "$latentc" program && cp "$root/graphs/vae.yaml" page.yaml
    chmod 755 program .
    refused 1 "locked.*: (Permission|Read-only)" as_nobody ./program emit page.yaml -o locked/out
    gone locked/out
    chmod 000 page.yaml
    refused 1 "page.yaml.*(Permission|permission)" as_nobody ./program check page.yaml
}

output_is_a_file() {
    echo precious >out
    refused 1 "out" "$latentc" emit "$root/graphs/vae.yaml" -o out
    [ "$(cat out)" = precious ]
}

group_cli() {
    local graph
    run_test "help, version and doc" says_what_it_is
    run_test "wrong command lines" wrong_command_lines
    for graph in $graphs; do
        run_test "check: $graph" checks "$graph"
    done
    run_test "says what would fit in memory" says_what_would_fit
    run_test "dumps after passes" dumps
    run_test "latentc train, from anywhere" trains_from_anywhere
    run_test "latentc build" builds
    run_test "wrong files of tiles" bad_tiles
    run_test "stdout is full" full_stdout
    run_test "refused pages leave nothing behind" bad_pages_leave_nothing
    run_test "huge sizes are refused at once" huge_sizes
    run_test "full disk while emitting" full_disk_while_emitting
    run_test "no permission to emit" no_permission
    run_test "-o is a file" output_is_a_file
}

# ---- trainers ----

# Whatever the number of threads: weights, moments and log.
same_bits_any_threads() { # GRAPH
    local threads sheet program=$work/trainers/$1/$1
    for threads in 1 2 3 8 16; do
        "$program" train --data "$work/idx" --steps 30 --log-every 3 --threads $threads --out run$threads >test$threads
        sed -i '/threads/d' run$threads/settings.txt
    done
    for threads in 2 3 8 16; do
        same_runs run1 run$threads "$(printf %08d "$(step_of "$(newest run1)")")"
        cmp test1 test$threads
        cmp run1/settings.txt run$threads/settings.txt
        for sheet in run1/*.png; do
            [ ! -e "$sheet" ] || cmp "$sheet" "run$threads/${sheet##*/}"
        done
    done
}

# Without a word in the environment threads do not spin for long, and arguments pass unchanged.
waits_calmly() {
    local program=$work/trainers/gan/gan child
    ldd "$program" | grep -q libgomp || leave_out "no libgomp here"
    env -u OMP_WAIT_POLICY "$program" train --data "$work/idx" --steps 1000000 --out "a b" >/dev/null 2>&1 &
    child=$!
    while ! [ -e "a b/metrics.csv" ]; do
        sleep 0.05
        kill -0 $child
    done
    tr '\0' '\n' <"/proc/$child/environ" >calm
    [ "$(cat "/proc/$child/comm")" = gan ]
    kill -TERM $child
    ! wait $child
    grep -q '^GOMP_SPINCOUNT=' calm
    refused 1 "did you mean" env -u OMP_WAIT_POLICY "$program" trian
    env -u OMP_WAIT_POLICY GOMP_SPINCOUNT=7 "$program" bench --steps 1 >/dev/null
}

# Starts a long run, and ends it by SIGNAL when it has a checkpoint. `ended` is its status.
interrupt() { # SIGNAL PROGRAM OPTION..
    local signal=$1 program=$2 child tries=0 before
    shift 2
    before=$(ls run/step-*.safetensors 2>/dev/null | tail -n 1)
    env --default-signal=INT "$program" train --data "$work/idx" --steps 1000000 --save-every 7 \
        --log-every 3 --out run "$@" >/dev/null 2>messages &
    child=$!
    while [ "$(ls run/step-*.safetensors 2>/dev/null | tail -n 1)" = "$before" ]; do
        tries=$((tries + 1))
        if [ $tries = 3000 ] || ! kill -0 $child 2>/dev/null; then
            cat messages
            kill -9 $child 2>/dev/null
            return 1
        fi
        sleep 0.01
    done
    kill -"$signal" $child
    ended=0
    wait $child || ended=$?
}

resumed_equals_uninterrupted() { # GRAPH
    local program=$work/trainers/$1/$1 ended last name
    interrupt KILL "$program" --threads 2
    [ $ended = 137 ]
    interrupt KILL "$program" --threads 1 --resume
    [ $ended = 137 ]
    interrupt TERM "$program" --threads 2 --resume
    echo "SIGTERM: status $ended"
    [ $ended = 143 ]
    interrupt INT "$program" --threads 2 --resume
    echo "SIGINT: status $ended"
    [ $ended = 130 ]
    gone run/*.tmp run/*.new
    [ "$(ls run/step-*.safetensors | wc -l)" -le 3 ]
    last=$(($(step_of "$(newest run)") + 5))
    printf -v name %08d $last
    "$program" train --resume --steps $last --out run >test_resumed
    "$program" train --data "$work/idx" --steps $last --save-every 7 --log-every 3 --out whole >test_whole
    same_runs run whole "$name"
    cmp test_resumed test_whole
    cmp run/settings.txt whole/settings.txt
    for name in whole/*.png; do
        [ ! -e "$name" ] || cmp "$name" "run/${name##*/}"
    done
}

commands_of() { # GRAPH: of its page, and whether each needs data
    sed -n '/^generate:/,$s/^  \([a-z_]*\):.*/\1/p' "$(page_of "$1")"
}

every_command() { # GRAPH
    local program=$work/trainers/$1/$1 command
    "$program" train --data "$work/idx" --steps 4 --out "runs/$1" >losses
    grep -q '^test ' losses
    "$program" evaluate --data "$work/idx" >one
    "$program" evaluate --data "$work/idx" --threads 1 --checkpoint "$(newest "runs/$1")" >two
    cmp one two
    sed 's/^test //' losses | cmp - one
    "$program" info | grep -q parameters
    "$program" bench --steps 3 --threads 2 >bench
    grep -Eq '^ms_per_step [0-9.]+ [0-9.]+$' bench
    grep -Eq '^examples_per_second [0-9.]+$' bench
    [ "$(grep -c ' step_[0-9]* [A-Z][0-9]* ' bench)" = \
        "$(grep -c 'lap(m, ' "${program%/*}/$1.c")" ]
    for command in $(commands_of "$1"); do
        "$program" "$command" --count 5
        [ "$(head -c 4 "$command.png" | tail -c 3)" = PNG ]
        refused 1 "$command.png.*--force" "$program" "$command" --count 5
        cp "$command.png" first.png
        "$program" "$command" --count 5 --force --threads 1
        cmp first.png "$command.png"
        "$program" "$command" --count 5 --seed 2 --out other.png
        [ "$command" = reconstruct ] || ! cmp -s other.png first.png
        rm other.png
    done
    refused 1 "did you mean" "$program" trian
    refused 1 "stpes.*did you mean --steps" "$program" train --stpes 3
    "$program" --help | grep -q gradcheck
}

true_gradients() { # GRAPH
    "$work/trainers/$1/$1" gradcheck --threads "$jobs"
}

# The plan: buffers that share memory, against buffers that lie by themselves.
planned_as_unplanned() { # GRAPH
    cp -R "$work/trainers/$1" model
    make -s -j"$jobs" -C model CC="$cc" lib
    $cc -std=c11 -O1 $warn -DMODEL="$1_model" -Imodel -o arena "$root/tests/end_to_end/arena.c" \
        "model/lib$1.a" -fopenmp -pthread $(printf "#include <stdio.h>\n#include <jpeglib.h>" |
        $cc -fsyntax-only -x c - 2>/dev/null && echo -ljpeg) -lpng -lz -lm
    ./arena
}

# Everything of a checkpoint but its header, which says of what page it is.
weights_of() { # RUN
    local file size
    file=$(newest "$1")
    size=$(od -An -tu8 -N8 "$file")
    tail -c +$((9 + size)) "$file"
}

# A page with less memory computes values again: other kernels, the same bits.
same_bits_less_memory() { # GRAPH LIMIT
    cp "$root/graphs/$1.yaml" "$1.yaml"
    echo "memory: $2" >>"$1.yaml"
    # shellcheck disable=SC2046
    "$latentc" emit "$1.yaml" -o less $(small "$1")
    grep -q "/\* R1 \*/" "less/$1.c"
    mkdir -p less/build
    cp -R "$work/trainers/runtime_objects" less/build/runtime
    make -s -j"$jobs" -C less CC="$cc"
    "$work/trainers/$1/$1" train --data "$work/idx" --steps 12 --out whole >/dev/null
    "less/$1" train --data "$work/idx" --steps 12 --out limited >/dev/null
    cmp <(weights_of whole) <(weights_of limited)
    cut -d, -f1,2,5- whole/metrics.csv >a.csv
    cut -d, -f1,2,5- limited/metrics.csv >b.csv
    cmp a.csv b.csv
    "less/$1" gradcheck
}

loads_in_torch() { # GRAPH
    python3 -c 'import torch' 2>/dev/null || leave_out "no torch here"
    "$work/trainers/$1/$1" train --steps 1 --out run >/dev/null
    python3 "$root/tests/end_to_end/torch_load.py" "$(newest run)"
}

# Each optimizer of a parameter has moments of its own, and a count where other steps do.
updates_apart() {
    local name
    "$work/trainers/updates/updates" train --data "$work/idx" --steps 3 --out run
    tr -d '\0' <"$(newest run)" | head -c 20000 >header
    for name in m v w 3 4; do
        grep -aq "_train.decoder.0.weight.$name" header
    done
    grep -q 'm->updates\[2\]++' "$work/trainers/updates/updates.c"
}

# Values may be called like the functions of the emitted file.
names_of_functions() {
    "$latentc" emit "$root/tests/end_to_end/names.yaml" -o out
    mkdir -p out/build
    cp -R "$work/trainers/runtime_objects" out/build/runtime
    make -s -j"$jobs" -C out CC="$cc"
    out/names gradcheck
}

# With a batch of one, numbers stand where arrays stood.
one_example() { # GRAPH
    # shellcheck disable=SC2046
    "$latentc" emit "$root/graphs/$1.yaml" -o out $(small "$1") --set batch=1
    cp -R "$work/trainers/runtime_objects" out/runtime_built
    mkdir -p out/build
    mv out/runtime_built out/build/runtime
    make -s -j"$jobs" -C out CC="$cc"
    "out/$1" train --steps 2 --out run
    "out/$1" gradcheck
}

# A file of tiles changes the C, which names it, and no bit of what is trained.
same_bits_other_tiles() {
    emit_small dcgan one
    # shellcheck disable=SC2046
    "$latentc" tune "$root/graphs/dcgan.yaml" $(small dcgan) -o measured.tiles
    grep -q '^conv_weight 0:8 .*: ' measured.tiles
    sed -E '/^[a-z]/s/: [a-z].*/: rows 3, panels outer, group 2/' measured.tiles >other.tiles
    emit_small dcgan two --tiles other.tiles
    cmp other.tiles two/dcgan.tiles
    grep -q '^ \* Tiles       by dcgan.tiles (sha256 ' two/dcgan.c
    if cmp -s one/dcgan_contractions.h two/dcgan_contractions.h; then
        echo "the tiles changed nothing"
        return 1
    fi
    make -s -j"$jobs" -C two CC="$cc"
    trainer dcgan
    "$work/trainers/dcgan/dcgan" train --steps 6 --out a
    two/dcgan train --steps 6 --out b
    same_runs a b 00000006
}

# Weights that a loss reads too lie in plain rows, which a file of tiles may leave to it.
links_openblas_where_called() {
    cat >plain.yaml <<'END'
model: plain
sizes: {batch: 64, wide: 128, side: 32}
data:
  x: {image: [1, side, side], range: [0, 1]}
networks:
  f:
    input: x
    layers: [flatten, {linear: wide, name: first}]
losses:
  far: mean(square(f(x))) + mean(square(f.first.weight))
train:
  - minimize: far
    optimizer: adam(lr=1e-3)
END
    "$latentc" tune plain.yaml -o plain.tiles
    sed -i -E '/^[a-z]/s/: [a-z].*/: path blas/' plain.tiles
    "$latentc" emit plain.yaml -o plain --tiles plain.tiles
    grep -q contract_product plain/plain_contractions.h
    make -s -j"$jobs" -C plain CC="$cc" CFLAGS="-O1 $warn"
    plain/plain bench --steps 1 >/dev/null
    nm -u plain/plain | grep -q cblas_sgemm
    gone "$work/trainers/vae/runtime/contract.c"
    ! nm -u "$work/trainers/vae/vae" | grep cblas
    if ldd "$work/trainers/vae/vae" | grep openblas; then
        return 1
    fi
}

group_trainers() {
    local graph
    make_idx "$work/idx"
    for graph in $graphs; do
        run_test "builds: $graph" trainer "$graph"
        if [ ! -x "$work/trainers/$graph/$graph" ]; then
            continue
        fi
        run_test "same bits, any threads: $graph" same_bits_any_threads "$graph"
        run_test "same bits, resumed: $graph" resumed_equals_uninterrupted "$graph"
        run_test "every command: $graph" every_command "$graph"
        run_test "true gradients: $graph" true_gradients "$graph"
        run_test "planned as unplanned: $graph" planned_as_unplanned "$graph"
    done
    run_test "values named like functions" names_of_functions
    run_test "builds: chains" trainer chains
    run_test "true gradients: chains" true_gradients chains
    run_test "planned as unplanned: chains" planned_as_unplanned chains
    run_test "a batch of one: dcgan" one_example dcgan
    run_test "builds: updates" trainer updates
    run_test "same bits, any threads: updates" same_bits_any_threads updates
    run_test "same bits, resumed: updates" resumed_equals_uninterrupted updates
    run_test "moments of several optimizers" updates_apart
    run_test "same bits, other tiles" same_bits_other_tiles
    run_test "same bits, less memory: dcgan" same_bits_less_memory dcgan "700 kB"
    run_test "same bits, less memory: vqvae" same_bits_less_memory vqvae "450 kB"
    run_test "threads wait calmly" waits_calmly
    run_test "OpenBLAS is linked where it is called" links_openblas_where_called
}

# ---- bad input to a trainer ----

vae() {
    "$work/trainers/vae/vae" "$@"
}

bad_data() { # PATTERN: ./data is refused by train, evaluate and bench
    local pattern=$1
    refused 1 "$pattern" vae train --data data --steps 2 --out run
    gone run
    refused 1 "$pattern" vae bench --data data --steps 2
}

missing_data() {
    bad_data "data: cannot open: No such file"
    echo >data
    bad_data "data: not a folder, nor a .npy"
    rm data && mkdir data
    bad_data "data: no .png or .jpg files, nor IDX"
}

bad_idx() {
    make_idx good
    cp -R good data && head -c 5000 good/train-images-idx3-ubyte >data/train-images-idx3-ubyte
    bad_data "train-images-idx3-ubyte: .*(truncated|shorter|bytes)"
    cp good/* data && head -c 3 good/train-images-idx3-ubyte >data/train-images-idx3-ubyte
    bad_data "train-images-idx3-ubyte: .*"
    cp good/* data && printf 'abcd' | dd of=data/train-images-idx3-ubyte conv=notrunc status=none
    bad_data "train-images-idx3-ubyte: .*"
    cp good/* data && printf '\377\377\377\377' | dd of=data/train-images-idx3-ubyte bs=1 seek=4 conv=notrunc status=none
    bad_data "train-images-idx3-ubyte: .*"
    cp good/* data && echo more >>data/train-images-idx3-ubyte
    bad_data "train-images-idx3-ubyte: .*"
    rm -r data && cp -R good data && gzip data/train-images-idx3-ubyte
    vae train --data data --steps 2 --out compressed >/dev/null
    vae train --data good --steps 2 --out plain >/dev/null
    cmp compressed/step-00000002.safetensors plain/step-00000002.safetensors
    size=$(stat -c %s data/train-images-idx3-ubyte.gz)
    truncate -s $((size / 2)) data/train-images-idx3-ubyte.gz
    bad_data "train-images-idx3-ubyte.gz: .*"
    cp -R good other && gzip other/train-images-idx3-ubyte
    cp other/train-images-idx3-ubyte.gz data
    printf '\125\252\125' | dd of=data/train-images-idx3-ubyte.gz bs=1 seek=$((size / 2)) conv=notrunc status=none
    bad_data "train-images-idx3-ubyte.gz: .*"
}

bad_png() {
    make_pngs data 45
    vae train --data data --steps 2 --out good >/dev/null
    cp data/a/7.png kept.png
    head -c 60 kept.png >data/a/7.png
    bad_data "data/a/7.png: .*"
    echo "no picture" >data/a/7.png
    bad_data "data/a/7.png: .*"
    : >data/a/7.png
    bad_data "data/a/7.png: .*"
    size=$(stat -c %s kept.png)
    cp kept.png data/a/7.png
    printf '\125\252\125\252' | dd of=data/a/7.png bs=1 seek=$((size / 2)) conv=notrunc status=none
    bad_data "data/a/7.png: .*"
    rm -r data && make_pngs data 3
    bad_data "--set batch="
}

bad_checkpoint() {
    local size
    vae train --data "$work/idx" --steps 3 --out run >/dev/null
    cp run/step-00000003.safetensors good.safetensors
    size=$(stat -c %s good.safetensors)
    for bytes in 0 7 8 100 $((size / 2)) $((size - 1)); do
        head -c "$bytes" good.safetensors >bad.safetensors
        refused 1 "bad.safetensors: is (no whole|damaged)" vae sample --checkpoint bad.safetensors
        refused 1 "bad.safetensors: is (no whole|damaged)" vae evaluate --checkpoint bad.safetensors
    done
    cp good.safetensors bad.safetensors
    printf '\125\252' | dd of=bad.safetensors bs=1 seek=$((size - 5000)) conv=notrunc status=none
    refused 1 "bad.safetensors: is damaged" vae sample --checkpoint bad.safetensors
    head -c 100000 /dev/urandom >bad.safetensors
    refused 1 "bad.safetensors: " vae sample --checkpoint bad.safetensors
    refused 1 "nosuch.safetensors" vae sample --checkpoint nosuch.safetensors
    refused 1 "no checkpoint" vae sample
    gone sample.png
    head -c $((size / 2)) good.safetensors >run/step-00000003.safetensors
    refused 1 "step-00000003.safetensors: is" vae train --resume --steps 5 --out run
    cmp <(head -c $((size / 2)) good.safetensors) run/step-00000003.safetensors
}

checkpoint_of_another_graph() {
    vae train --data "$work/idx" --steps 1 --out run >/dev/null
    "$latentc" build "$root/graphs/vae.yaml" -o other --set batch=16 --set hidden=48 --set latent=9
    refused 1 "decoder.0.weight is \\[48, 8\\] there, and \\[48, 9\\]" \
        other/vae sample --checkpoint "$(newest run)"
    refused 1 "decoder.0.weight(.m)? is \\[48, 8\\] there, and \\[48, 9\\]" \
        other/vae train --resume --out run --steps 3
    refused 1 "another graph" "$work/trainers/gan/gan" sample --checkpoint "$(newest run)"
    gone sample.png
}

small_gan() { # NAME FIELDS OUTPUT COMMANDS: a page of these fields; a trainer NAME/NAME
    cat >"$1.yaml" <<EOF
model: $1
sizes: {batch: 16, side: 8}
data:
$2
networks:
  G:
    input: {z: [8]}
    layers: [linear: 32, relu, linear: $3]
  D:
    input: x
    layers: [flatten, linear: 32, relu, linear: 1]
values:
  fake: G(normal(8))
losses:
  d_loss: mean(softplus(-D(x))) + mean(softplus(D(stop_gradient(fake))))
  g_loss: mean(softplus(-D(fake)))
train:
  - {minimize: d_loss, update: D, optimizer: adam(lr=1e-3)}
  - {minimize: g_loss, update: G, optimizer: adam(lr=1e-3)}
generate:
  sample: fake
$4
EOF
    "$latentc" build "$1.yaml" -o "$1"
}

# NAME [OPTION..]: threads and a pause change no bit.
same_runs_of() {
    local program=./$1/$1
    shift
    "$program" train --steps 30 --threads 1 --out whole "$@" >whole.test
    "$program" train --steps 11 --threads 3 --out run "$@" >/dev/null
    "$program" train --steps 30 --threads 2 --out run --resume >run.test
    cmp whole.test run.test
    cmp whole/step-00000030.safetensors run/step-00000030.safetensors
    cmp whole/settings.txt run/settings.txt
}

points_page() {
    small_gan ring "  x: {vector: 2}" 2 ""
    same_runs_of ring
    ./ring/ring sample --checkpoint whole/step-00000030.safetensors >names
    [ "$(cat names)" = $'sample.png\nsample.npy' ]
    [ "$(wc -c <sample.npy)" = $((128 + 8 * 1000)) ]
    ./ring/ring sample --checkpoint whole/step-00000030.safetensors --out other.png --count 50
    [ "$(head -c 4 other.png | tail -c 3)" = PNG ]
    ./ring/ring train --steps 3 --data builtin:grid --out grid >/dev/null
    refused 1 "builtin:grid are points" ./ring/ring train --steps 3 --data builtin:digits --out no
}

two_sources_page() {
    small_gan pair "  x: {image: [1, side, side], from: a, pad: 1, crop: random, flip: both}
  y: {image: [1, side, side], from: b, binarize: dynamic}" "side * side, reshape: [1, side, side]" \
        "  other: y"
    same_runs_of pair
    rm -r run whole
    same_runs_of pair --data a=builtin:digits --data b=builtin:digits
    grep -q '^data a=builtin:digits$' whole/settings.txt
    refused 1 "sources of this page are a, b" ./pair/pair train --steps 3 --data "$work/idx" --out no
    refused 1 "nothing of the source b" ./pair/pair train --steps 3 --data a=builtin:digits --out no
    refused 1 "28 x 28, but field 'x' is larger|28 x 28, but field 'y' is 8 x 8" \
        ./pair/pair train --steps 3 --data a="$work/idx" --data b="$work/idx" --out no
}

existing_output() {
    vae train --data "$work/idx" --steps 1 --out run >/dev/null
    cp -R run before
    refused 1 "holds a run already; --resume" vae train --data "$work/idx" --steps 1 --out run
    diff -r before run
    echo precious >sample.png
    refused 1 "sample.png.*--force" vae sample --checkpoint run/step-00000001.safetensors
    [ "$(cat sample.png)" = precious ]
    echo precious >file
    refused 1 "file" vae train --data "$work/idx" --steps 1 --out file
    [ "$(cat file)" = precious ]
}

full_disk_while_training() {
    local size
    vae train --data "$work/idx" --steps 10 --save-every 5 --out whole >/dev/null
    vae train --data "$work/idx" --steps 5 --save-every 5 --out run >/dev/null
    size=$(stat -c %s run/step-00000005.safetensors)
    refused 1 "step-00000010.safetensors.*(large|space)" \
        with_full_disk $((size / 2048)) "$work/trainers/vae/vae" train --resume --steps 10 --out run
    gone run/step-00000010.safetensors
    [ "$(ls run/step* | wc -l)" = 1 ]
    vae train --resume --steps 10 --out run >/dev/null
    cmp whole/step-00000010.safetensors run/step-00000010.safetensors
    refused 1 "x.png" with_full_disk 1 "$work/trainers/vae/vae" sample \
        --checkpoint run/step-00000010.safetensors --out x.png
    gone x.png
}

# A file system of its own, which fills up.
small_disk() {
    unshare -m true 2>/dev/null || leave_out "no file systems of one's own here"
    vae train --data "$work/idx" --steps 40 --save-every 5 --out whole >/dev/null
    mkdir disk
    unshare -m bash -c '
        set -eu
        mount -t tmpfs -o size=$((3 * $(stat -c %s whole/step-00000040.safetensors) / 1024 + 40))k none disk
        vae() { "$1/trainers/vae/vae" "${@:2}"; }
        status=0
        vae "$1" train --data "$1/idx" --steps 40 --save-every 5 --out disk/run 2>messages || status=$?
        cat messages
        [ $status = 1 ]
        grep -q "No space left" messages
        ls -la disk/run
        for file in disk/run/step-*.safetensors; do
            vae "$1" evaluate --data "$1/idx" --checkpoint $file
        done
        ! ls disk/run | grep -Ev "^(step-[0-9]*\.safetensors|metrics.csv|settings.txt|vae.yaml|lock|samples-[0-9]*.png)$"
        mount -o remount,size=100m disk
        vae "$1" train --resume --steps 40 --out disk/run
        cmp disk/run/step-00000040.safetensors whole/step-00000040.safetensors
    ' bash "$work"
}

no_permission_to_train() {
    as_nobody true 2>/dev/null || leave_out "cannot run as another user"
    chmod 755 .
    mkdir locked && chmod 555 locked
    cp "$work/trainers/vae/vae" program
    vae train --data "$work/idx" --steps 1 --out run >/dev/null
    refused 1 "locked/run: .*Permission denied" as_nobody ./program train --steps 1 --out locked/run
    refused 1 "locked/x.png.*Permission denied" as_nobody ./program sample \
        --checkpoint run/step-00000001.safetensors --out locked/x.png
    chmod 000 run/step-00000001.safetensors
    refused 1 "step-00000001.safetensors: .*Permission denied" as_nobody ./program evaluate \
        --checkpoint run/step-00000001.safetensors
    make_idx data && chmod 000 data/train-images-idx3-ubyte
    refused 1 "Permission denied" as_nobody ./program bench --data data --steps 1
}

full_stdout_of_a_trainer() {
    [ -e /dev/full ] || leave_out "no /dev/full"
    local command
    vae train --data "$work/idx" --steps 1 --out runs/vae >/dev/null
    for command in evaluate info "bench --steps 1" --help --version; do
        # shellcheck disable=SC2086
        if vae $command >/dev/full 2>/dev/null; then
            echo "vae $command does not notice that nothing could be written"
            return 1
        fi
    done
}

real_data() {
    [ -d "$data/mnist" ] || leave_out "no LATENTC_DATA with mnist"
    vae train --data "$data/mnist" --steps 20 --out digits >/dev/null
    "$work/trainers/dcgan/dcgan" train --data "$data/emoji32" --steps 5 --out emoji >/dev/null
}

group_input() {
    make_idx "$work/idx"
    run_test "builds: vae" trainer vae
    run_test "builds: gan" trainer gan
    run_test "builds: dcgan" trainer dcgan
    run_test "missing data" missing_data
    run_test "damaged IDX files" bad_idx
    run_test "damaged PNG files" bad_png
    run_test "a page of points" points_page
    run_test "a page of two sources" two_sources_page
    run_test "damaged checkpoints" bad_checkpoint
    run_test "a checkpoint of another graph" checkpoint_of_another_graph
    run_test "output that is there already" existing_output
    run_test "full disk while training" full_disk_while_training
    run_test "a disk that fills up" small_disk
    run_test "no permission to train" no_permission_to_train
    run_test "stdout of a trainer is full" full_stdout_of_a_trainer
    run_test "real data" real_data
}

. "$root/tests/end_to_end/widths.sh"
. "$root/tests/end_to_end/pages.sh"
. "$root/tests/end_to_end/steps.sh"
. "$root/tests/end_to_end/generation.sh"
. "$root/tests/end_to_end/examples.sh"

mkdir -p "$work/trainers"
for group in $groups; do
    "group_$group"
done
[ -z "${KEEP:-}" ] || echo "left in $work"
echo "$passed passed, $failed failed, $left_out left out"
[ $failed = 0 ]
