# What a page says of time and steps. A part of tests/end_to_end.sh.

# The shares of a run that its last rows have seen: progress ends at the length, not at 1000.
progress_is_of_the_length() {
    local program=$work/trainers/schedules/schedules
    "$program" train --data "$work/idx" --steps 8 --log-every 1 --out steps >/dev/null
    [ "$(tail -n 1 steps/metrics.csv | sed 's/.*,//')" = 0.875 ]
    "$program" train --data "$work/idx" --epochs 2 --log-every 1 --out epochs >/dev/null
    tail -n +2 epochs/metrics.csv | sed 's/.*,//' |
        awk -v steps="$(step_of "$(newest epochs)")" '{off = $1 - (NR - 1) / steps; if (off * off > 1e-12) exit 1}'
    # evaluated with the weights of a run that is over
    "$program" evaluate --data "$work/idx" --checkpoint "$(newest steps)" | grep -qx 'done 1'
}

# Resumed from every one of its checkpoints, a run ends as it did without a stop. What the page
# counts by is the length, so that stays as it was.
resumed_anywhere() { # PAGE
    local program=$work/trainers/$1/$1 at end
    "$program" train --data "$work/idx" --steps 24 --save-every 1 --log-every 1 --out whole >whole.txt
    end=$(step_of "$(newest whole)")
    for at in 1 2 3 4 5 6 7 9 12 16 23; do
        rm -rf run
        "$program" train --data "$work/idx" --steps 24 --save-every $at --log-every 1 --out run >/dev/null
        rm "$(newest run)"
        "$program" train --resume --save-every 1 --out run >run.txt
        same_runs whole run "$(printf %08d "$end")"
        cmp whole.txt run.txt
    done
}

# The losses of other stages are empty in the log; a run may end behind each of them and go on.
stages_follow() {
    local program=$work/trainers/stages/stages
    "$program" train --data "$work/idx" --steps 5 --log-every 1 --out whole >whole.txt
    [ "$(cut -d, -f1,5- whole/metrics.csv | tail -n +2 | sed 's/[^,]\+/+/g' | uniq -c | sed 's/^ *//')" = \
        "5 +,+,+,+,,+,+,+
5 +,,,,+,+,,+
5 +,+,,,+,+,,+" ]
    "$program" train --data "$work/idx" --steps 5 --log-every 1 --stage autoencoder --out run >first.txt
    [ "$(step_of "$(newest run)")" = 5 ]
    ! grep -q cross first.txt
    "$program" train --resume --stage prior --out run >second.txt
    [ "$(step_of "$(newest run)")" = 10 ]
    grep -q cross second.txt
    "$program" train --resume --out run >run.txt
    same_runs whole run 00000015
    cmp whole.txt run.txt
    refused 1 "no stage 'priro'; did you mean 'prior'" "$program" train --stage priro --out other
    refused 1 "has no stages" "$work/trainers/gates/gates" train --stage prior --out other
    # as the page says: two epochs, seven iterations, one epoch
    "$program" train --data "$work/idx" --out page >/dev/null
    local epoch=$(($(step_of "$(ls page/step-*.safetensors | head -n 1)") - 7))
    [ "$(step_of "$(newest page)")" = $((epoch + 7 + epoch / 2)) ]
}

# Points on a ring of eight modes: the first table is the modes, the others halve what is left.
residuals_begin_in_turn() {
    "$work/trainers/residuals/residuals" train --steps 1 --log-every 1 --out run >/dev/null
    tail -n 1 run/metrics.csv | awk -F, '{exit !($7 < $6 / 1000 && $8 < $7 / 2 && $5 < $8 / 2)}'
}

# What loops make for themselves is what the runtime fills memory with, bit for bit, on any number
# of threads.
draws_as_unfused() {
    local threads program=$work/trainers/drawn/drawn
    [ "$(grep -c ' \*     .* = .*, made where it is read, not stored$' "${program%/*}/drawn.c")" = 5 ]
    ! grep -Eq 'random_(normal|uniform)\(' "${program%/*}/drawn.c"
    emit_small drawn unfused --unfused
    make -s -j"$jobs" -C unfused CC="$cc"
    ! grep -q random_draw unfused/drawn.c
    unfused/drawn train --data "$work/idx" --steps 6 --log-every 1 --threads 1 --out run0 >/dev/null
    for threads in 1 2 3; do
        "$program" train --data "$work/idx" --steps 6 --log-every 1 --threads $threads --out run$threads >/dev/null
        same_runs run0 run$threads 00000006
    done
}

group_steps() {
    local page
    make_idx "$work/idx"
    for page in schedules gates stages draws; do
        run_test "builds: $page" trainer $page
        run_test "same bits, any threads: $page" same_bits_any_threads $page
        run_test "same bits, resumed anywhere: $page" resumed_anywhere $page
        run_test "true gradients: $page" true_gradients $page
    done
    run_test "builds: drawn" trainer drawn
    run_test "draws in loops as in memory" draws_as_unfused
    run_test "progress is of the length" progress_is_of_the_length
    run_test "stages follow each other" stages_follow
    run_test "builds: residuals" trainer residuals
    run_test "codebooks of residuals begin in turn" residuals_begin_in_turn
}
