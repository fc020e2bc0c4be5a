# Makes the tables of results.md: awk -f report.awk MACHINE COSTS SAMPLES.

function median(list, count,    i, j, t) {
    for (i = 2; i <= count; i++) {
        t = list[i]
        for (j = i - 1; j > 0 && list[j] > t; j--)
            list[j + 1] = list[j]
        list[j + 1] = t
    }
    return count % 2 ? list[(count + 1) / 2] : (list[count / 2] + list[count / 2 + 1]) / 2
}

# Reads the samples of a contestant into middle[who], least[who], memory[who]; 0 if it has none.
function gather(model, threads, who,    key, i) {
    key = model " " threads " " who
    least[who] = 1e30
    memory[who] = 0
    for (i = 1; i <= count[key]; i++) {
        list[i] = times[key, i] + 0
        if (fastest[key, i] < least[who])
            least[who] = fastest[key, i]
        if (peak[key, i] > memory[who])
            memory[who] = peak[key, i]
    }
    middle[who] = count[key] ? median(list, count[key]) : 0
    return count[key]
}

function cell(who) {
    return middle[who] ? sprintf("%.4g (%.4g)", middle[who], least[who]) : "-"
}

function ours_against(threads,    m, w, best, quick, row) {
    printf "\n## %s thread%s\n\n", threads, threads == 1 ? "" : "s"
    print "| model | latentc | PyTorch eager | channels last | torch.compile | ratio of " \
          "medians | of best | peak MB latentc | PyTorch | ratio |"
    print "|---|---|---|---|---|---|---|---|---|---|"
    for (m = 1; m <= models; m++) {
        row = "| " model[m] " "
        best = ""
        quick = 1e30
        for (w = 1; w <= 4; w++) {
            gather(model[m], threads, name[w])
            row = row "| " cell(name[w]) " "
            if (w == 1 || !middle[name[w]])
                continue
            if (best == "" || middle[name[w]] < middle[best])
                best = name[w]
            if (least[name[w]] < quick)
                quick = least[name[w]]
        }
        if (best == "")
            row = row sprintf("| - | - | %.0f | - | - |", memory["latentc"] / 1024)
        else
            row = row sprintf("| %.2f | %.2f | %.0f | %.0f | %.3f |",
                              middle[best] / middle["latentc"], quick / least["latentc"],
                              memory["latentc"] / 1024, memory[best] / 1024,
                              memory["latentc"] / memory[best])
        print row
    }
}

BEGIN { split("latentc eager channels compile", name) }

FILENAME == ARGV[1] {
    key = $1
    sub(/^[^ ]* /, "")
    machine[key] = $0
    next
}

FILENAME == ARGV[2] {
    cost[++costs] = $0
    next
}

{
    key = $1 " " $2 " " $3
    count[key]++
    times[key, count[key]] = $4
    fastest[key, count[key]] = $5
    peak[key, count[key]] = $6
    if (!($1 in seen_model))
        model[++models] = $1
    if (!($2 in seen_threads))
        width[++widths] = $2
    seen_model[$1] = seen_threads[$2] = 1
}

END {
    print "# Results\n"
    print "Made by `" machine["command"] "`; `README.md` says what is measured.\n"
    print "- " machine["cpu"] ", " machine["cores"] " cores; " machine["gflops"] \
          " GFLOP/s of multiply-adds per core, measured on registers."
    print "- " machine["cc"] "."
    print "- PyTorch: " (machine["torch"] == "none" ? "not installed" : machine["torch"]) \
          ". JAX: " (machine["jax"] == "none" ? "not installed" : "no contestant written") "."
    print "- Milliseconds for an iteration, all its steps and repeats: the median over " \
          machine["rounds"] " alternating\n  rounds of each round's median, and in brackets " \
          "the least of all. Ratios above 1 are for latentc,\n  against the best of PyTorch."
    for (w = 1; w <= widths; w++)
        ours_against(width[w])
    print "\n## From page to program\n"
    print "| model | page to C, ms | C of the model to object, s | whole trainer by `make`, s | " \
          "lines of C | program, kB |"
    print "|---|---|---|---|---|---|"
    for (i = 1; i <= costs; i++) {
        split(cost[i], c, " ")
        printf "| %s | %.0f | %.1f | %.1f | %d | %.0f |\n",
               c[1], c[2], c[3] / 1e3, c[4] / 1e3, c[5], c[6] / 1024
    }
}
