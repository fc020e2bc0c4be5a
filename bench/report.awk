# Makes results.md: awk -f summary.awk -f report.awk MACHINE RECORD...

function cell(m, threads, who,    k) {
    if (time_of(m, threads, who) != "")
        return sprintf("%.4g (%.4g)", time_of(m, threads, who),
                       least_of(m, threads, who, "step", 2))
    if ((who == "jax" && machine["jax"] == "none") ||
        (who != "jax" && who != "latentc" && machine["torch"] == "none"))
        return "not installed"
    k = m " " threads " " who " missing"
    if (!count[k])
        return "-"
    notes[who " on " m ": " value[k, 1]] = 1
    return "failed"
}

function rule(columns,    i) {
    for (i = 1; i <= columns; i++)
        printf "|---"
    print "|"
}

function times(threads,    i, m, w, row, best, ours, t, quick) {
    printf "\n## Milliseconds of an iteration, %s thread%s\n\n", threads, threads == 1 ? "" : "s"
    row = "| page "
    for (w = 1; w <= contestants; w++)
        row = row "| " title[w] " "
    print row "| best peer | ratio of medians | of least |"
    rule(contestants + 4)
    for (i = 1; i <= models; i++) {
        m = model[i]
        row = "| " m " "
        quick = ""
        for (w = 1; w <= contestants; w++) {
            row = row "| " cell(m, threads, name[w]) " "
            t = least_of(m, threads, name[w], "step", 2)
            if (w > 1 && t != "" && (quick == "" || t < quick))
                quick = t
        }
        best = best_peer(m, threads)
        ours = time_of(m, threads, "latentc")
        if (best == "" || ours == "")
            print row "| - | - | - |"
        else
            printf "%s| %s | %.2f | %.2f |\n", row, called[best],
                   time_of(m, threads, best) / ours,
                   quick / least_of(m, threads, "latentc", "step", 2)
    }
}

function share(milliseconds, floor) {
    return milliseconds == "" ? "-" : sprintf("%.0f %%", 100 * floor / milliseconds)
}

function roofs(threads,    i, m, best, ours, theirs, floor) {
    printf "\n## Share of the multiply-add peak, %s thread%s\n\n", threads,
           threads == 1 ? "" : "s"
    print "| page | GFLOP | peak, GFLOP/s | least possible, ms | latentc | best peer " \
          "| greatest possible ratio | ratio |"
    rule(8)
    for (i = 1; i <= models; i++) {
        m = model[i]
        ours = time_of(m, threads, "latentc")
        if (ours == "")
            continue
        best = best_peer(m, threads)
        theirs = best == "" ? "" : time_of(m, threads, best)
        floor = floor_of(m, threads)
        printf "| %s | %.3f | %.0f | %.3g | %s | %s | %s | %s |\n", m, flops_of(m) / 1e9,
               peak_of(m, threads) / 1e9, floor, share(ours, floor), share(theirs, floor),
               theirs == "" ? "-" : sprintf("%.2f", theirs / floor),
               theirs == "" ? "-" : sprintf("%.2f", theirs / ours)
    }
}

function scaling(a, b,    i, m, w, row, x, y) {
    printf "\n## From %s to %s threads\n\n", a, b
    row = "| page "
    for (w = 1; w <= contestants; w++)
        row = row "| " title[w] " "
    print row "|"
    rule(contestants + 1)
    for (i = 1; i <= models; i++) {
        m = model[i]
        row = "| " m " "
        for (w = 1; w <= contestants; w++) {
            x = time_of(m, a, name[w])
            y = time_of(m, b, name[w])
            row = row "| " (x == "" || y == "" ? "-" : sprintf("%.2f", x / y)) " "
        }
        print row "|"
    }
}

# The least over the forms of PyTorch.
function least_torch(m, threads, key, field,    w, t, least) {
    least = ""
    for (w = 2; w <= 4; w++) {
        t = largest_of(m, threads, name[w], key, field)
        if (t != "" && (least == "" || t < least))
            least = t
    }
    return least
}

function number(format, x) { return x == "" ? "-" : sprintf(format, x) }

function quotient(format, x, y) { return x == "" || y == "" ? "-" : sprintf(format, x / y) }

function memory(threads,    i, m, ours, torch, jax) {
    printf "\n## Largest resident memory, MB, %s thread%s\n\n", threads,
           threads == 1 ? "" : "s"
    print "| page | latentc | PyTorch, its least form | JAX | latentc to PyTorch | to JAX |"
    rule(6)
    for (i = 1; i <= models; i++) {
        m = model[i]
        ours = largest_of(m, threads, "latentc", "step", 4)
        torch = least_torch(m, threads, "step", 4)
        jax = largest_of(m, threads, "jax", "step", 4)
        printf "| %s | %s | %s | %s | %s | %s |\n", m, quotient("%.0f", ours, 1024),
               quotient("%.0f", torch, 1024), quotient("%.0f", jax, 1024),
               quotient("%.3f", ours, torch), quotient("%.3f", ours, jax)
    }
}

function starts(threads,    i, m, w, row) {
    printf "\n## From start to the first iteration, ms, %s thread%s\n\n", threads,
           threads == 1 ? "" : "s"
    print "latentc: processor time until it begins, without reading data. The others: from the " \
          "start of the\nprocess until it has ended, compilation included; torch.compile finds " \
          "what it compiled the last time.\n"
    row = "| page "
    for (w = 1; w <= contestants; w++)
        row = row "| " title[w] " "
    print row "|"
    rule(contestants + 1)
    for (i = 1; i <= models; i++) {
        m = model[i]
        row = "| " m " "
        for (w = 1; w <= contestants; w++)
            row = row "| " number(w == 1 ? "%.1f" : "%.0f",
                                  middle_of(m, threads, name[w], "start", 1)) " "
        print row "|"
    }
}

# A trainer computes whole batches.
function thousand(m, threads,    t, batch) {
    t = middle_of(m, threads, "latentc", "batch_of_samples", 1)
    batch = middle_of(m, threads, "latentc", "batch_of_samples", 2)
    return t == "" ? "" : t * int((999 + batch) / batch)
}

function samples(threads,    i, m, w, row, ours, t, best) {
    printf "\n## Generating 1,000 examples, ms, %s thread%s\n\n", threads,
           threads == 1 ? "" : "s"
    row = "| page "
    for (w = 1; w <= contestants; w++)
        row = row "| " title[w] " "
    print row "| ratio |"
    rule(contestants + 2)
    for (i = 1; i <= models; i++) {
        m = model[i]
        ours = thousand(m, threads)
        if (ours == "")
            continue
        best = ""
        row = "| " m " | " sprintf("%.4g", ours) " "
        for (w = 2; w <= contestants; w++) {
            t = middle_of(m, threads, name[w], "generate", 1)
            row = row "| " number("%.4g", t) " "
            if (t != "" && (best == "" || t < best))
                best = t
        }
        print row "| " quotient("%.2f", best, ours) " |"
    }
}

function built(    i, j, k, v) {
    print "\n## From page to program, and on disk\n"
    print "| page | page to C, ms | C of the model to object, s | whole trainer by `make`, s | " \
          "lines of C | program, kB | libraries it loads, kB |"
    rule(7)
    for (i = 1; i <= models; i++) {
        k = model[i] " - latentc built"
        if (!count[k])
            continue
        split(value[k, count[k]], v, " ")
        printf "| %s | %.0f | %.1f | %.1f | %d | %.0f | %d |\n",
               model[i], v[1], v[2] / 1e3, v[3] / 1e3, v[4], v[5] / 1024, v[6]
    }
    printf "\nThe package torch takes %s MB; jax, jaxlib, numpy and scipy %s MB; Python itself is " \
           "not counted.\n", machine["torch_kb"] ? int(machine["torch_kb"] / 1024) : "-",
           machine["jax_kb"] ? int(machine["jax_kb"] / 1024) : "-"
}

function agreement(    i, w, k, v) {
    print "\n## The same losses\n"
    print "Largest distance of a loss from the trainer's, from equal weights, pictures and " \
          "noise, relative to the\niteration's largest loss; before the first update and behind " \
          "it, over three iterations. The race\nstops above 2e-5 and 1e-2.\n"
    print "| page | PyTorch | JAX |"
    rule(3)
    for (i = 1; i <= models; i++) {
        printf "| %s ", model[i]
        for (w = 1; w <= 2; w++) {
            k = model[i] " - " (w == 1 ? "torch" : "jax") " same"
            v = value[k, count[k]]
            sub(/ after updates/, "", v)
            printf "| %s ", v == "" ? "-" : v
        }
        print "|"
    }
}

function busiest(    i, w, t, x, row) {
    row = "Processor time taken for each second, at most:"
    for (w = 1; w <= widths; w++)
        for (t = 2; t <= contestants; t++) {
            x = ""
            for (i = 1; i <= models; i++) {
                k = middle_of(model[i], width[w], name[t], "step", 3)
                if (k != "" && k > x)
                    x = k
            }
            if (x != "")
                row = row sprintf(" %s on %s: %.2f;", called[name[t]], width[w], x)
        }
    sub(/;$/, ".", row)
    return row
}

END {
    for (w = 1; w <= contestants; w++)
        called[name[w]] = name[w]
    called["channels"] = "channels last"
    called["jax"] = "JAX"
    print "# Results\n"
    print "Made by `make bench`; [README.md](README.md) says what is measured.\n"
    print "![Times of an iteration as multiples of the least possible](race.svg)\n"
    print "- " machine["cpu"] ", " machine["cores"] " cores. " machine["cc"] "."
    print "- PyTorch: " (machine["torch"] == "none" ? "not installed" : machine["torch"]) \
          ". JAX: " (machine["jax"] == "none" ? "not installed" : machine["jax"]) "."
    print "- An iteration is all steps of the page with their repeats. The median over " \
          machine["rounds"] " alternating rounds\n  of each round's median, and in brackets " \
          "the least of all. Ratios above 1 are for latentc, against\n  the best of all peers."
    if (machine["torch"] != "none" || machine["jax"] != "none")
        print "- " busiest()
    if (machine["note"])
        print "- " machine["note"]
    for (w = 1; w <= widths; w++)
        times(width[w])
    for (w = 1; w <= widths; w++)
        roofs(width[w])
    if (widths > 1)
        scaling(width[1], width[widths])
    memory(width[widths])
    starts(width[widths])
    for (w = 1; w <= widths; w++)
        samples(width[w])
    built()
    if (machine["torch"] != "none" || machine["jax"] != "none")
        agreement()
    for (note in notes)
        print "\nFailed: " note
}
