# Group generation: every kind of command that `generate` can say.

kinds() {
    "$work/trainers/kinds/kinds" "$@"
}

trained_kinds() { # once: $work/kinds.safetensors
    [ -e "$work/kinds.safetensors" ] && return
    kinds train --data builtin:digits --steps 20 --out run >/dev/null
    cp "$(newest run)" "$work/kinds.safetensors"
}

png_size() { # FILE: "WIDTHxHEIGHT"
    od -An -tu1 -j16 -N8 "$1" | awk '{print $1 * 16777216 + $2 * 65536 + $3 * 256 + $4 "x" \
                                            $5 * 16777216 + $6 * 65536 + $7 * 256 + $8}'
}

npy_shape() { # FILE: "<f4 (5, 2)"
    head -c 128 "$1" | tr '\0' ' ' | sed -n "s/.*'descr': '\([^']*\)'.*'shape': \(([^)]*)\).*/\1 \2/p" | head -n 1
}

# Any number of threads, and numbers of examples that fill no batch, give the same pictures.
sheets_of_kinds() {
    trained_kinds
    local name size
    while read -r name size; do
        kinds "$name" --checkpoint "$work/kinds.safetensors" --threads 1
        [ "$(png_size "$name.png")" = "$size" ] || { echo "$name is $(png_size "$name.png")"; return 1; }
        kinds "$name" --checkpoint "$work/kinds.safetensors" --threads 3 --out again.png
        cmp "$name.png" again.png
        rm again.png
    done <<EOF
narrow 78x78
interpolate 118x78
circle 118x78
traverse 98x18
manifold 148x148
classes 118x98
EOF
    kinds traverse --checkpoint "$work/kinds.safetensors" --count 3 --steps 4 --out more.png
    [ "$(png_size more.png)" = 38x58 ]
    kinds manifold --checkpoint "$work/kinds.safetensors" --steps 4 --out more.png --force
    [ "$(png_size more.png)" = 38x38 ]
    refused 1 "has no option --steps" kinds sample --steps 3 --checkpoint "$work/kinds.safetensors"
    refused 1 "a sheet of 1048576 examples" kinds manifold --steps 1024 \
        --checkpoint "$work/kinds.safetensors"
    refused 1 "expected 1 to 4096" kinds manifold --steps 0 --checkpoint "$work/kinds.safetensors"
}

# The first examples of a longer run are those of a shorter one.
a_count_is_a_beginning() {
    trained_kinds
    kinds interpolate --checkpoint "$work/kinds.safetensors" --count 1 --out one.csv
    kinds interpolate --checkpoint "$work/kinds.safetensors" --count 7 --out seven.csv
    [ "$(wc -l <seven.csv)" = 85 ]
    head -n 13 seven.csv | cmp - one.csv
}

# A named layer is seen beside the outputs, and is no part of the record that they are.
named_layers() {
    trained_kinds
    kinds trunk --checkpoint "$work/kinds.safetensors" --data builtin:digits --count 5
    [ "$(npy_shape trunk.npy)" = "<f4 (5, 16)" ]
    kinds record --checkpoint "$work/kinds.safetensors" --data builtin:digits --count 5
    [ "$(echo record.*.npy)" = "record.label.npy record.logvar.npy record.mu.npy" ]
}

# Words drawn one letter after the other, by a network of indices that sees the label too.
words_of_indices() {
    trained_kinds
    kinds words --checkpoint "$work/kinds.safetensors" --data builtin:digits --count 5 2>told
    [ ! -s told ] || ! grep -q "not drawn yet" told
    [ "$(npy_shape words.npy)" = "<i4 (5, 4)" ]
}

# Along a great circle angles are equal and lengths grow evenly.
circles() {
    trained_kinds
    kinds points --checkpoint "$work/kinds.safetensors" --count 40 --out p.csv
    awk -F, 'function far(a, b) {return a - b > 2e-3 || b - a > 2e-3}
    NR > 1 {
        k = (NR - 2) % 9; r[k] = sqrt($2 * $2 + $3 * $3); x[k] = $2; y[k] = $3
        if (k < 8) next
        turn = atan2(x[0] * y[8] - y[0] * x[8], x[0] * x[8] + y[0] * y[8])
        for (i = 1; i < 8; i++) {
            part = atan2(x[0] * y[i] - y[0] * x[i], x[0] * x[i] + y[0] * y[i])
            if (far(part, turn * i / 8) || far(r[i], r[0] + (r[8] - r[0]) * i / 8)) {
                print NR ": angle " part " of " turn ", length " r[i]; exit 1
            }
        }
        rows++
    } END {exit rows != 40}' p.csv
}

arrays_of_kinds() {
    trained_kinds
    kinds encode --checkpoint "$work/kinds.safetensors" >names
    [ "$(cat names)" = $'encode.png\nencode.npy\nencode.label.npy' ]
    [ "$(npy_shape encode.npy)" = "<f4 (2000, 2)" ]
    [ "$(npy_shape encode.label.npy)" = "<i4 (2000,)" ]
    refused 1 "encode.png.*--force" kinds encode --checkpoint "$work/kinds.safetensors"
    kinds both --checkpoint "$work/kinds.safetensors" --count 7 >names
    [ "$(cat names)" = $'both.mu.npy\nboth.logvar.npy\nboth.label.npy' ]
    [ "$(npy_shape both.mu.npy)" = "<f4 (7, 2)" ]
    [ "$(npy_shape both.label.npy)" = "<i4 (7,)" ]
    kinds closest --checkpoint "$work/kinds.safetensors" --count 7 --out some.npy
    [ "$(npy_shape some.npy)" = "<i4 (7,)" ]
    kinds sample --checkpoint "$work/kinds.safetensors" --count 3 --out x.npy
    [ "$(npy_shape x.npy)" = "<f4 (3, 1, 8, 8)" ]
    refused 1 "ends in .npy or .csv" kinds closest --out x.png --checkpoint "$work/kinds.safetensors"
    gone x.png
}

# Against the density that the linear model has: x is 2 from the origin, give or take 0.02, and
# N(0, 1.25 I); -(4 + 2 * 0.0004) / 2.5 - log(2 pi 1.25) = -3.66134.
likelihoods() {
    local name
    linear() { "$work/trainers/linear/linear" "$@"; }
    linear train --steps 0 --out run >/dev/null
    for name in likelihood chunked; do
        linear "$name" --checkpoint run/step-00000000.safetensors --samples 4000 --threads 1 >one
        linear "$name" --checkpoint run/step-00000000.safetensors --samples 4000 --threads 3 >two
        cmp one two
        awk '{d = $2 + 3.66134; exit !(d < 0.003 && d > -0.003)}' one
        grep -q "2000 examples, 4000 samples of each" one
    done
    linear likelihood --checkpoint run/step-00000000.safetensors --count 70 --out each.csv >part
    [ "$(wc -l <each.csv)" = 71 ]
    awk -F, 'NR > 1 {sum += $2} END {print sum / 70}' each.csv >mean
    awk 'NR == FNR {m = $1; next} {d = m - $2; exit !(d < 1e-4 && d > -1e-4)}' mean part
    linear likelihood --checkpoint run/step-00000000.safetensors --count 70 --out each.npy >/dev/null
    [ "$(npy_shape each.npy)" = "<f4 (70,)" ]
    refused 1 "each.npy.*--force" linear likelihood --checkpoint run/step-00000000.safetensors --out each.npy
    refused 1 "ends in .npy or .csv" linear likelihood --checkpoint run/step-00000000.safetensors --out x.png
    refused 1 "samples: expected" linear likelihood --checkpoint run/step-00000000.safetensors --samples 0
}

# Codes are drawn one by one: the same on any number of threads, and in any batch.
codes_in_raster_order() {
    vqvae2() { "$work/trainers/vqvae2/vqvae2" "$@"; }
    vqvae2 train --data builtin:digits --steps 6 --out run >/dev/null
    vqvae2 sample --checkpoint "$(newest run)" --count 9 --threads 1 --out one.csv
    vqvae2 sample --checkpoint "$(newest run)" --count 9 --threads 3 --out two.csv
    cmp one.csv two.csv
    vqvae2 sample --checkpoint "$(newest run)" --count 3 --out few.csv
    head -n 4 one.csv | cmp - few.csv
    vqvae2 sample --checkpoint "$(newest run)" --count 9 --seed 2 --out other.csv
    ! cmp -s one.csv other.csv
    vqvae2 sample --checkpoint "$(newest run)" --count 9 2>said
    ! grep -q "not drawn yet" said
    [ "$(png_size sample.png)" = 52x52 ]
}

# 80 points of each centre in 2,000: 98.89 % lie within three deviations, every centre is found, and
# points that all lie on one of 25 centres are log 25 = 3.219 from even use.
covers_mixtures() {
    "$work/trainers/mixtures/mixtures" train --steps 0 --data builtin:grid --out run >measured
    grep -qx 'test found 25' measured
    grep -qx 'test half 5' measured
    grep -qx 'test missed 0' measured
    grep -qx 'test centres 2' measured
    awk '$2 == "quality" {exit !($3 > 0.98 && $3 < 0.995)}' measured
    awk '$2 == "even" {exit !($3 >= 0 && $3 < 0.005)}' measured
    awk '$2 == "one" {exit !($3 > 3.2188 && $3 < 3.219)}' measured
}

group_generation() {
    run_test "builds: kinds" trainer kinds
    run_test "sheets that are laid out" sheets_of_kinds
    run_test "great circles" circles
    run_test "named layers" named_layers
    run_test "words of indices" words_of_indices
    run_test "a count is a beginning" a_count_is_a_beginning
    run_test "arrays and tables" arrays_of_kinds
    run_test "builds: vqvae2" trainer vqvae2
    run_test "codes in raster order" codes_in_raster_order
    run_test "builds: mixtures" trainer mixtures
    run_test "covers mixtures" covers_mixtures
    run_test "builds: linear" trainer linear
    run_test "likelihood of a linear model" likelihoods
}
