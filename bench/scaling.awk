# Makes scaling.md on standard output and the SVG `chart`. Lines of input are
# `PAGE SIZE VALUE FLOPS MILLISECONDS BYTES`, several for a point; its median counts.

function median(list, count,    i, j, t) {
    for (i = 2; i <= count; i++) {
        t = list[i]
        for (j = i - 1; j > 0 && list[j] > t; j--)
            list[j + 1] = list[j]
        list[j + 1] = t
    }
    return count % 2 ? list[(count + 1) / 2] : (list[count / 2] + list[count / 2 + 1]) / 2
}

# Time of an operation at a point over the median of its line.
function relative(s, p) { return cost[s, p] / usual[s] }

function prepare(    s, p, i, list) {
    for (s = 1; s <= lines; s++) {
        for (p = 1; p <= points[s]; p++) {
            for (i = 1; i <= times[s, p]; i++)
                list[i] = time[s, p, i]
            spent[s, p] = median(list, times[s, p])
            cost[s, p] = spent[s, p] / flops[s, p]
        }
        for (p = 1; p <= points[s]; p++)
            list[p] = cost[s, p]
        usual[s] = median(list, points[s])
    }
}

function table(    s, p, worst, off) {
    print "# Cost against size\n"
    print "Made by `make bench-scaling` on " cpu ", " threads " thread" (threads == 1 ? "" : "s") \
          ": medians of " rounds " alternating rounds.\n"
    print "![Time of an operation against the operations of an iteration](scaling.svg)\n"
    print "GFLOP are all operations of an iteration, element-wise ones included. The last column " \
          "is the time of an\noperation over the line's median: 1 everywhere is linear.\n"
    print "| page | size | GFLOP | operations for a byte | ms | GFLOP/s | time of an operation |"
    print "|---|---|---|---|---|---|---|"
    for (s = 1; s <= lines; s++)
        for (p = 1; p <= points[s]; p++)
            printf "| %s | %s | %.3f | %.1f | %.4g | %.1f | %.2f |\n", page[s], label[s, p],
                   flops[s, p] / 1e9, flops[s, p] / bytes[s, p], spent[s, p],
                   flops[s, p] / spent[s, p] / 1e6, relative(s, p)
    print "\n| line | operations grow by | farthest from linear |"
    print "|---|---|---|"
    for (s = 1; s <= lines; s++) {
        worst = 0
        for (p = 1; p <= points[s]; p++) {
            off = relative(s, p) - 1
            if (off * off > worst * worst)
                worst = off
        }
        printf "| %s | %.0f | %+.0f %% |\n", title[s], flops[s, points[s]] / flops[s, 1],
               100 * worst
    }
}

function across(x) { return 80 + 600 * log(x) / log(128) }
function down(y) { return 90 + 330 * (high - y) / (high - low) }

function words(x, y, anchor, text) {
    printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, text >chart
}

function draw(    s, p, x, y, path) {
    split("#c0392b #e67e22 #1f77b4 #6baed6 #2a9440 #8a5bb5 #555555 #b8860b", colour, " ")
    low = 0.8
    high = 1.3
    for (s = 1; s <= lines; s++)
        for (p = 1; p <= points[s]; p++) {
            y = relative(s, p)
            high = y + 0.1 > high ? int(10 * y + 2) / 10 : high
            low = y - 0.05 < low ? int(10 * y - 0.5) / 10 : low
        }
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 860 490\" font-family=" \
          "\"DejaVu Sans, Verdana, sans-serif\">" >chart
    print "<style>text{font-size:12px;fill:#333} .title{font-size:17px;font-weight:bold} " \
          ".grid{stroke:#e4e4e4} path{fill:none;stroke-width:2}</style>" >chart
    print "<rect width=\"860\" height=\"490\" fill=\"white\"/>" >chart
    print "<text x=\"20\" y=\"30\" class=\"title\">Time of an operation as sizes grow, " threads \
          " thread" (threads == 1 ? "" : "s") "</text>" >chart
    words(20, 52, "start", "over the median of its line; the band is 10 % to both sides: linear cost")
    printf "<rect x=\"80\" y=\"%.1f\" width=\"600\" height=\"%.1f\" fill=\"#eef5ee\"/>\n",
           down(1.1), down(0.9) - down(1.1) >chart
    for (x = 1; x <= 128; x *= 2) {
        printf "<line x1=\"%.1f\" y1=\"90\" x2=\"%.1f\" y2=\"420\" class=\"grid\"/>\n", across(x),
               across(x) >chart
        words(across(x), 438, "middle", x)
    }
    for (y = low; y <= high + 0.01; y += high - low > 1.2 ? 0.2 : 0.1) {
        printf "<line x1=\"80\" y1=\"%.1f\" x2=\"680\" y2=\"%.1f\" class=\"grid\"/>\n", down(y),
               down(y) >chart
        words(70, down(y) + 4, "end", sprintf("%.1f", y))
    }
    words(380, 464, "middle", "operations of an iteration, as a multiple of the smallest")
    print "<text transform=\"translate(30 255) rotate(-90)\" text-anchor=\"middle\">time of an " \
          "operation, relative</text>" >chart
    for (s = 1; s <= lines; s++) {
        path = ""
        for (p = 1; p <= points[s]; p++) {
            x = across(flops[s, p] / flops[s, 1])
            y = down(relative(s, p))
            path = path sprintf("%s%.1f %.1f ", p == 1 ? "M" : "L", x, y)
            printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>\n", x, y,
                   colour[s] >chart
        }
        printf "<path d=\"%s\" stroke=\"%s\"/>\n", path, colour[s] >chart
        y = 100 + 22 * s
        printf "<path d=\"M700 %d h24\" stroke=\"%s\"/>\n", y - 4, colour[s] >chart
        words(732, y, "start", title[s])
    }
    print "</svg>" >chart
}

{
    name = $1 ", " $2
    point = $1 " " $2 " " $3
    if (!(name in seen)) {
        seen[name] = ++lines
        page[lines] = $1
        title[lines] = name
    }
    s = seen[name]
    if (!(point in place)) {
        place[point] = ++points[s]
        label[s, points[s]] = $2 "=" $3
    }
    p = place[point]
    flops[s, p] = $4
    bytes[s, p] = $6
    time[s, p, ++times[s, p]] = $5
}

END {
    prepare()
    table()
    draw()
}
