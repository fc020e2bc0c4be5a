# Draws race.svg: awk -f summary.awk -f chart.awk MACHINE RECORD...
#
# A row for each page, a dot for each contestant at its time of an iteration as a multiple of
# the least possible one, multiply-adds over peak. On a logarithmic axis equal distances are
# equal ratios. The most threads that were raced.

function across(x) { return left + (right - left) * log(x) / log(most) }

function words(x, y, anchor, class, text) {
    printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>\n",
           x, y, anchor, class, text
}

function line(x1, y1, x2, y2, class) {
    printf "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n",
           x1, y1, x2, y2, class
}

function dot(x, y, w,    r) {
    r = w == 1 ? 7 : 5
    printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"%s\"/>\n", x, y, r, colour[w]
}

function row(m, threads, y,    w, t, floor, best, a, b) {
    floor = floor_of(m, threads)
    words(left - 14, y + 4, "end", "page", m)
    line(left, y, right, y, "rail")
    best = best_peer(m, threads)
    a = time_of(m, threads, "latentc")
    if (best != "" && a != "") {
        b = time_of(m, threads, best)
        line(across(a / floor), y, across(b / floor), y, "lead")
        words((across(a / floor) + across(b / floor)) / 2, y - 8, "middle", "ratio",
              sprintf("%.2f", b / a))
    }
    for (w = contestants; w >= 1; w--) {
        t = time_of(m, threads, name[w])
        if (t != "")
            dot(across(t / floor), y, w)
    }
    words(right + 14, y + 4, "start", "number",
          sprintf("%.3g ms, %.0f %%", a, 100 * floor / a))
}

END {
    threads = width[widths]
    split("#c0392b #1f77b4 #6baed6 #8a5bb5 #2a9440", colour)
    left = 150; right = 800; top = 118; pitch = 40
    bottom = top + pitch * models
    most = 4
    for (i = 1; i <= models; i++)
        for (w = 1; w <= contestants; w++) {
            t = time_of(model[i], threads, name[w])
            if (t != "" && t / floor_of(model[i], threads) > most)
                most = t / floor_of(model[i], threads)
        }
    most *= 1.1
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 %d\" " \
           "font-family=\"DejaVu Sans, Verdana, sans-serif\">\n", bottom + 76
    print "<style>text{fill:#222;font-size:13px} .title{font-size:17px;font-weight:bold} " \
          ".note{font-size:12px;fill:#555} .page{font-weight:bold} .number{font-size:12px} " \
          ".ratio{font-size:11px;fill:#555} .tick{font-size:12px;fill:#555} " \
          ".rail{stroke:#ddd} .grid{stroke:#eee} .roof{stroke:#222;stroke-width:1.5} " \
          ".lead{stroke:#999;stroke-width:3}</style>"
    printf "<rect width=\"960\" height=\"%d\" fill=\"white\"/>\n", bottom + 76
    words(20, 30, "start", "title", "A training iteration on " threads " thread" \
          (threads == 1 ? "" : "s") ", and how far from the machine's limit")
    words(20, 50, "start", "note", "grey: from latentc to the best peer, with the ratio of " \
          "medians; right: latentc's time and its share of the peak")
    x = 26
    for (w = 1; w <= contestants; w++) {
        dot(x, 76, w)
        words(x + 12, 80, "start", "legend", title[w])
        x += 42 + 8 * length(title[w])
    }
    split("1 1.5 2 3 4 6 8 12 16 24 32 48 64 96 128", ticks, " ")
    for (i = 1; ticks[i] && ticks[i] <= most; i++) {
        x = across(ticks[i])
        line(x, top - 12, x, bottom - 12, i == 1 ? "roof" : "grid")
        words(x, bottom + 6, "middle", "tick", ticks[i])
        words(x, bottom + 22, "middle", "tick", sprintf("%.3g %%", 100 / ticks[i]))
    }
    words((left + right) / 2, bottom + 46, "middle", "note",
          "time over the least possible one (logarithmic), and share of the multiply-add peak")
    for (i = 1; i <= models; i++)
        row(model[i], threads, top + pitch * (i - 0.5) - 10)
    print "</svg>"
}
