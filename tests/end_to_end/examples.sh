# The worked examples of compiler/README.md, as they stand there. A part of tests/end_to_end.sh.

# The block whose first line, a comment, has these words; without that line.
example() { # WORDS
    awk -v words="$1" '
        /^```/ {inside = !inside; first = inside; shown = 0; next}
        first {first = 0; if (index($0, words)) {shown = 1; next}}
        inside && shown' "$root/compiler/README.md"
}

examples_of_readme() {
    example "layers.c: a row of layer_kinds" >row.c
    example "layers.c: before the table" >lowering.c
    example "compiler/translate/prelude.yaml" >function.yaml
    example "a page" >example.yaml
    for file in row.c lowering.c function.yaml example.yaml; do
        [ -s $file ]
    done
    mkdir copy
    cp -a "$root/Makefile" "$root/compiler" "$root/runtime" "$root/tools" copy
    { echo; cat function.yaml; } >>copy/compiler/translate/prelude.yaml
    awk '/^const LayerKind layer_kinds\[\] = \{/ {while ((getline line <"lowering.c") > 0) print line; print ""}
         {print}
         /^const LayerKind layer_kinds\[\] = \{/ {while ((getline line <"row.c") > 0) print line}' \
        "$root/compiler/translate/layers.c" >copy/compiler/translate/layers.c
    make -s -j"$jobs" -C copy CC="$cc" CFLAGS="-O1 -Werror" latentc
    copy/latentc doc scale | grep -q 'weight for each channel'
    copy/latentc doc soft_threshold | grep -q 'relu(x - by)'
    copy/latentc emit example.yaml -o example
    make -s -j"$jobs" -C example CC="$cc" CFLAGS="-O1 $warn"
    example/example gradcheck
    example/example train --data builtin:digits --steps 20 --out run
    grep -q '^20,' run/metrics.csv
}

language_is_as_documented() {
    "$latentc" doc --markdown >language.md
    cmp language.md "$root/generated/language.md"
}

group_examples() {
    run_test "generated/language.md is what latentc doc says" language_is_as_documented
    run_test "the worked examples of compiler/README.md" examples_of_readme
}
