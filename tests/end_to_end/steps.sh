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

group_steps() {
    local page
    make_idx "$work/idx"
    for page in schedules gates; do
        run_test "builds: $page" trainer $page
        run_test "same bits, any threads: $page" same_bits_any_threads $page
        run_test "same bits, resumed anywhere: $page" resumed_anywhere $page
        run_test "true gradients: $page" true_gradients $page
    done
    run_test "progress is of the length" progress_is_of_the_length
}
