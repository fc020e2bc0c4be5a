# Reads what run.sh noted, for report.awk and chart.awk: awk -f summary.awk -f X MACHINE RECORD...
# A record is `MODEL THREADS WHO KEY VALUE...`.

function median(list, count,    i, j, t) {
    for (i = 2; i <= count; i++) {
        t = list[i]
        for (j = i - 1; j > 0 && list[j] > t; j--)
            list[j + 1] = list[j]
        list[j + 1] = t
    }
    return count % 2 ? list[(count + 1) / 2] : (list[count / 2] + list[count / 2 + 1]) / 2
}

# Value number `field` of a record that may be there several times: its median, "" for none.
function middle_of(model, threads, who, key, field,    i, k, list, part) {
    k = model " " threads " " who " " key
    for (i = 1; i <= count[k]; i++) {
        split(value[k, i], part, " ")
        list[i] = part[field] + 0
    }
    return count[k] ? median(list, count[k]) : ""
}

function least_of(model, threads, who, key, field,    i, k, part, least) {
    k = model " " threads " " who " " key
    least = ""
    for (i = 1; i <= count[k]; i++) {
        split(value[k, i], part, " ")
        if (least == "" || part[field] + 0 < least)
            least = part[field] + 0
    }
    return least
}

function largest_of(model, threads, who, key, field,    i, k, part, largest) {
    k = model " " threads " " who " " key
    for (i = 1; i <= count[k]; i++) {
        split(value[k, i], part, " ")
        if (part[field] + 0 > largest)
            largest = part[field] + 0
    }
    return largest
}

function time_of(model, threads, who) {
    return middle_of(model, threads, who, "step", 1)
}

# The peer with the least median; "" if there is none.
function best_peer(model, threads,    i, best, t, least) {
    best = least = ""
    for (i = 2; i <= contestants; i++) {
        t = time_of(model, threads, name[i])
        if (t != "" && (least == "" || t < least)) {
            least = t
            best = name[i]
        }
    }
    return best
}

# Multiply-adds of an iteration, in floating-point operations; the machine's rate of them, as
# the trainers found it at best on so many threads; and milliseconds that it takes at that rate.
function flops_of(model) { return middle_of(model, "-", "latentc", "flops", 1) }
function peak_of(m, threads,    i, p, most) {
    for (i = 1; i <= models; i++) {
        p = largest_of(model[i], threads, "machine", "peak", 1)
        if (p > most)
            most = p
    }
    return most
}
function floor_of(model, threads) { return 1e3 * flops_of(model) / peak_of(model, threads) }

BEGIN {
    contestants = split("latentc eager channels compile jax", name)
    split("latentc|PyTorch eager|channels last|torch.compile|JAX", title, "|")
}

FILENAME == ARGV[1] {
    machine[$1] = substr($0, length($1) + 2)
    next
}

{
    key = $1 " " $2 " " $3 " " $4
    count[key]++
    text = $0
    sub(/^[^ ]+ [^ ]+ [^ ]+ [^ ]+ ?/, "", text)
    value[key, count[key]] = text
    if (!($1 in seen_model))
        model[++models] = $1
    seen_model[$1] = 1
    if ($2 != "-" && !($2 in seen_threads)) {
        width[++widths] = $2
        seen_threads[$2] = 1
    }
}
