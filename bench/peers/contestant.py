"""Runs a shipped page in PyTorch or JAX.

    python3 bench/peers/contestant.py MODEL torch|jax [--threads T] [--channels-last]
        [--compile] [--seconds S]

prints `parameters N`, then `first_step_ms N`, the time from the start of the process to the end
of the first iteration, and `ready` when it is warm. With --seconds it then measures for about so
long and ends; without, it obeys lines of standard input:

    train SECONDS    `ms_per_step MEDIAN LEAST BUSY MEMORY`: milliseconds of a whole iteration,
                     processor time taken per second, which --threads bounds, and the largest
                     resident memory in kB
    generate COUNT   `ms_generate N`: milliseconds to generate so many examples
    end

Batches are slices of 1,024 pictures of random bytes that lie in memory in the layout that the
model wants, so that data cost nothing.
"""
import argparse
import importlib
import os
import resource
import sys
import time

import numpy

from pages import PAGES

EXAMPLES = 1024


def say(*words):
    print(*words, flush=True)


def milliseconds_alive():
    """Since the process started; the kernel counts hundredths of a second."""
    with open("/proc/self/stat") as file:
        started = int(file.read().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
    return 1e3 * (time.clock_gettime(time.CLOCK_BOOTTIME) - started)


def random_pictures(page):
    pixels = numpy.random.default_rng(1).integers(0, 256, (EXAMPLES, *page.shape))
    return (page.low + (page.high - page.low) * (pixels / 255)).astype(numpy.float32)


def train(contestant, budget):
    """Whole iterations for about `budget` seconds, two at least, after one to warm up."""
    seconds = []
    contestant.iterate()
    busy, end = time.process_time(), time.perf_counter() + budget
    while len(seconds) < 2 or time.perf_counter() < end:
        start = time.perf_counter()
        contestant.iterate()
        seconds.append(time.perf_counter() - start)
    busy = (time.process_time() - busy) / sum(seconds)
    seconds.sort()
    half = len(seconds)
    middle = (seconds[(half - 1) // 2] + seconds[half // 2]) / 2
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    say(f"ms_per_step {1e3 * middle:.4f} {1e3 * seconds[0]:.4f} {busy:.2f} {memory}")


def generate(contestant, page, count):
    if not page.samples:
        say("ms_generate none")
        return
    start = time.perf_counter()
    contestant.generate(count)
    say(f"ms_generate {1e3 * (time.perf_counter() - start):.3f}")


def obey(contestant, page):
    for line in iter(sys.stdin.readline, ""):
        word, *rest = line.split() or ["end"]
        if word == "train":
            train(contestant, float(rest[0]))
        elif word == "generate":
            generate(contestant, page, int(rest[0]))
        else:
            break


def enter(given):
    """The contestant that the options ask for. XLA's pool has NPROC threads, and asks once."""
    os.environ["NPROC"] = str(given.threads)
    module = importlib.import_module(f"in_{given.framework}")
    return module.Contestant(given.model, PAGES[given.model], given)


def options():
    parser = argparse.ArgumentParser(description="a shipped page in PyTorch or JAX")
    parser.add_argument("model", choices=PAGES)
    parser.add_argument("framework", choices=["torch", "jax"])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--channels-last", action="store_true")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--seconds", type=float)
    return parser.parse_args()


def main():
    given = options()
    page = PAGES[given.model]
    contestant = enter(given)
    say("parameters", sum(int(numpy.prod(s)) for s in contestant.parameters().values()))
    contestant.data(random_pictures(page))
    contestant.iterate()
    say(f"first_step_ms {milliseconds_alive():.0f}")
    if page.samples:
        contestant.generate(1000)       # to compile and to warm up
    say("ready")
    if given.seconds:
        train(contestant, given.seconds)
        generate(contestant, page, 1000)
    else:
        obey(contestant, page)


if __name__ == "__main__":
    main()
