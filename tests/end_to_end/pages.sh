# Group pages: every page, found by its file, at the sizes of tests/pages.txt; PAGES="began cvae"
# takes only these.

every_page_has_sizes() {
    local name
    for name in $(names_of "$root"/graphs/{,recipes/,seeds/}*.yaml); do
        if ! grep -q "^$name " "$root/tests/pages.txt"; then
            echo "tests/pages.txt has no line for $name"
            return 1
        fi
        grep -q "^model: *$name\$" "$(page_of "$name")"
        [ "$(wc -l <"$(page_of "$name")")" -le 80 ]
    done
}

# The trainer of a page in the folder that holds what is emitted, and what was said.
build_page() { # NAME
    local directory=$work/pages/$1
    emit_small "$1" "$directory" >"$directory.log" 2>&1 || return
    if [ -d "$work/pages/runtime_objects" ]; then
        mkdir -p "$directory/build"
        cp -R "$work/pages/runtime_objects" "$directory/build/runtime"
    fi
    make -s -C "$directory" CC="$cc" CFLAGS="-O1 -march=native $warn" >>"$directory.log" 2>&1
}

# The runtime is compiled once, for the first; then all cores have a page each.
build_pages() { # NAME..
    local name running=0
    mkdir -p "$work/pages"
    build_page "$1"
    cp -R "$work/pages/$1/build/runtime" "$work/pages/runtime_objects"
    for name in "${@:2}"; do
        build_page "$name" &
        running=$((running + 1))
        [ $running -lt "$jobs" ] || { wait -n; running=$((running - 1)); }
    done
    wait
}

# Emitted twice, with no warning of another compiler.
page_text() { # NAME
    local page
    page=$(page_of "$1")
    "$latentc" check "$page" >one.check
    "$latentc" check "$page" >two.check
    cmp one.check two.check
    "$latentc" emit "$page" -o one --no-runtime
    "$latentc" emit "$page" -o two --no-runtime
    diff -r one two
    command -v clang >/dev/null || return 0
    (cd one && clang -std=c11 -D_POSIX_C_SOURCE=200809L -I"$root" -I. -fsyntax-only -fopenmp $warn ./*.c)
}

stages_of() { # NAME
    sed -n '/^  stages:/,/^[a-z]/s/^    - name: *//p' "$(page_of "$1")"
}

# 20 steps on built-in data, or 20 of each stage: every number is one, and the same on three
# threads and resumed from the oldest checkpoint that is left.
page_trains() { # NAME
    local program=$work/pages/$1/$1 run last
    "$program" train --steps 20 --log-every 1 --threads 1 --out one >one.test
    "$program" train --steps 20 --log-every 1 --threads 3 --out three >three.test
    "$program" train --steps 20 --log-every 1 --save-every 13 --threads 2 --out half >/dev/null
    ls half/step-*.safetensors | tail -n +2 | xargs rm
    [ "$(step_of "$(newest half)")" -lt "$(step_of "$(newest one)")" ]
    "$program" train --steps 20 --threads 2 --out half --resume >half.test
    if grep -Ei '(^|[ ,])-?(nan|inf)([ ,]|$)' one/metrics.csv one.test; then
        return 1
    fi
    printf -v last %08d "$(step_of "$(newest one)")"
    for run in three half; do
        same_runs one $run "$last"
        cmp one.test $run.test
    done
}

page_commands() { # NAME
    local program=$work/pages/$1/$1 command
    for command in $(commands_of "$1"); do
        mkdir "$command"
        (cd "$command" && "$program" "$command" --count 3 --checkpoint "$(newest ../one)" >../said)
        [ -n "$(find "$command" -type f -size +0)" ] || grep -q "^$command -*[0-9]" said
    done
}

walk_page() { # NAME
    if [ ! -x "$work/pages/$1/$1" ]; then
        cat "$work/pages/$1.log"
        return 1
    fi
    page_text "$1"
    "$work/pages/$1/$1" gradcheck --threads "$jobs"
    page_trains "$1"
    page_commands "$1"
}

group_pages() {
    local names name
    names=${PAGES:-$(names_of "$root"/graphs/{,recipes/,seeds/}*.yaml)}
    run_test "every page has small sizes" every_page_has_sizes
    # shellcheck disable=SC2086
    build_pages $names
    for name in $names; do
        run_test "page: $name" walk_page "$name"
    done
}
