# Group widths: one page for every vector width. What differs between widths is the rounding of
# multiply-adds that a processor has or has not, and the order of sums in lanes of loops.
cross=aarch64-linux-gnu

# The distances that widths.c prints: losses, gradients, weights after three iterations.
bounds="1e-6 1e-5 1e-5"

processor_has() { # FLAG..
    local flag
    for flag in "$@"; do
        grep -qw "$flag" /proc/cpuinfo || return 1
    done
}

runs_here() { # ARCHITECTURE
    case $1 in
    x86-64-v4) processor_has avx512f avx512bw avx512cd avx512dq avx512vl ;;
    x86-64-v3) processor_has avx2 fma bmi2 ;;
    esac
}

only_on_x86() {
    [ "$(uname -m)" = x86_64 ] || leave_out "not an x86-64"
}

# The emitter asks no machine: one without AVX writes the same text.
same_text_without_avx() { # GRAPH
    command -v qemu-x86_64 >/dev/null || leave_out "no qemu-x86_64 here"
    emit_small "$1" here
    # shellcheck disable=SC2046
    qemu-x86_64 -cpu core2duo "$latentc" emit "$root/graphs/$1.yaml" -o there $(small "$1")
    diff -r here there
}

# widths.c with the library of a graph: ./widths-NAME. gradcheck is not run, so it is built fast.
widths_program() { # GRAPH NAME COMPILER FLAG..
    local graph=$1 name=$2 compiler=$3
    shift 3
    [ -d out ] || emit_small "$graph" out
    make -s -j"$jobs" -C out CC="$compiler" CFLAGS="-O3 $*" BUILD="$name" \
        --eval="$name/${graph}_check.o: override CFLAGS = -O0" \
        --eval="program: lib; \$(CC) -std=c11 -O1 $warn \$(OPENMP) -pthread -I. -DMODEL=${graph}_model \
            -o ../widths-$name $root/tests/end_to_end/widths.c lib$graph.a \$(LIBS)" program
}

# The numbers of the machine at hand, made once.
native_values() { # GRAPH
    [ -e "$work/trainers/$1.values" ] && return
    widths_program "$1" native "$cc" -march=native
    ./widths-native "$work/trainers/$1.values"
}

widths_agree() { # GRAPH
    local width
    only_on_x86
    native_values "$1"
    for width in x86-64-v3 x86-64; do
        runs_here $width || continue
        widths_program "$1" $width "$cc" -march=$width
        echo "$width:"
        ./widths-$width "$work/trainers/$1.values" $bounds
    done
}

# Fused and unfused differ by the rounding of what is multiplied out or added in another order.
unfused_agrees() { # GRAPH
    mkdir fused
    (cd fused && native_values "$1")
    emit_small "$1" out --unfused
    grep -q '^ \* Fusion  *none' "out/$1.c"
    widths_program "$1" unfused "$cc" -march=native
    ./widths-unfused "$work/trainers/$1.values" 5e-6 1e-5 1e-5
}

fat() { # GRAPH: each variant has the bits of a build for it alone, and only what can run does
    local width
    only_on_x86
    emit_small "$1" out
    make -s -j"$jobs" -C out CC="$cc" fat
    for width in x86-64-v4 x86-64-v3 x86-64; do
        if ! runs_here $width; then
            LATENTC_VARIANT=$width refused 1 "cannot run $width" "out/$1-fat" info
            continue
        fi
        rm -f "out/$1"
        make -s -j"$jobs" -C out CC="$cc" CFLAGS="-O3 -march=$width" BUILD="build/$width"
        "out/$1" train --steps 5 --log-every 1 --out plain-$width >/dev/null
        LATENTC_VARIANT=$width "out/$1-fat" train --steps 5 --log-every 1 --out fat-$width >/dev/null
        same_runs plain-$width fat-$width 00000005
        LATENTC_VARIANT=$width "out/$1-fat" info >forced
        "out/$1" info >plain
        cmp forced plain
    done
    LATENTC_VARIANT=sparc refused 1 "no variant 'sparc'; compiled in: x86-64-v4" "out/$1-fat" info
    command -v qemu-x86_64 >/dev/null || return 0
    qemu-x86_64 -cpu core2duo "out/$1-fat" info >chosen
    grep -qx 'vectors  *4 floats' chosen
    LATENTC_VARIANT=x86-64-v3 refused 1 "cannot run x86-64-v3" \
        qemu-x86_64 -cpu core2duo "out/$1-fat" info
}

aarch64() { # GRAPH: under qemu, true gradients, and the numbers of the machine at hand
    command -v $cross-gcc >/dev/null || leave_out "no $cross-gcc here"
    command -v qemu-aarch64 >/dev/null || leave_out "no qemu-aarch64 here"
    echo 'int main(void) {return 0;}' >empty.c
    $cross-gcc empty.c -o empty -lopenblas -lpng -lz -fopenmp 2>/dev/null ||
        leave_out "no libraries of $cross here; make deps-cross installs them"
    emit_small "$1" out
    make -s -j"$jobs" -C out CC=$cross-gcc BUILD=$cross CFLAGS="-O3 $warn"
    qemu-aarch64 "out/$1" gradcheck --threads "$jobs"
    native_values "$1"
    widths_program "$1" $cross $cross-gcc
    qemu-aarch64 ./widths-$cross "$work/trainers/$1.values" $bounds
}

group_widths() {
    local graph
    for graph in vae dcgan; do
        run_test "same text without AVX: $graph" same_text_without_avx "$graph"
        run_test "widths agree: $graph" widths_agree "$graph"
        run_test "aarch64: $graph" aarch64 "$graph"
    done
    for graph in vae wgan_gp dcgan vqvae; do
        run_test "fused as unfused: $graph" unfused_agrees "$graph"
    done
    run_test "make fat" fat vae
}
