"""Checks that a contestant computes the losses of a trainer.

    python3 bench/peers/same.py MODEL torch|jax --run DIR --data DIR [--compile]

DIR of --run is what `MODEL train --steps 0` and then `--resume --steps 3 --log-every 1` left:
the weights at the start, and the losses of three iterations. The contestant takes the same
weights by their keys, the same pictures in the trainer's order, and the trainer's noise, both
from runtime/random.c as it is, and trains for as many iterations. Every loss must agree within
FIRST of the iteration's largest before the first update, and within LATER of it behind, where
Adam has divided rounding errors by gradients near zero: a bias that cancels in a critic's loss
has a gradient of 0 in one order of summation and of 1e-9 in another.
"""
import argparse
import csv
import ctypes
import json
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

import numpy

from contestant import enter
from pages import PAGES

FIRST, LATER = 2e-5, 1e-2
ROOT = pathlib.Path(__file__).resolve().parents[2]


def checkpoint(path):
    """Parameters and seed of a safetensors file."""
    text = path.read_bytes()
    length, = struct.unpack("<Q", text[:8])
    header = json.loads(text[8:8 + length])
    arrays, seed = {}, 0
    for key, entry in header.items():
        if key == "__metadata__":
            continue
        first, last = (8 + length + offset for offset in entry["data_offsets"])
        if key == "_train.seed":
            seed, = struct.unpack("<Q", text[first:last])
        elif entry["dtype"] == "F32" and not re.search(r"^_train\.|\.running_", key):
            array = numpy.frombuffer(text[first:last], numpy.float32)
            arrays[key] = array.reshape(entry["shape"]).copy()
    return arrays, seed


class Random:
    """The runtime's generator, compiled as it is."""

    def __init__(self, seed):
        self.seed = seed
        with tempfile.TemporaryDirectory() as folder:
            library = f"{folder}/random.so"
            subprocess.run(["cc", "-O2", "-std=c11", "-ffp-contract=off", "-shared", "-fPIC",
                            ROOT / "runtime" / "random.c", "-o", library, "-lm"], check=True)
            self.code = ctypes.CDLL(library)
        self.code.random_key.restype = self.code.random_permute.restype = ctypes.c_uint64
        self.code.random_key.argtypes = [ctypes.c_uint64, ctypes.c_char_p]
        self.code.random_permute.argtypes = 4 * [ctypes.c_uint64]
        for make in (self.code.random_normal, self.code.random_uniform):
            make.argtypes = [ctypes.c_void_p, ctypes.c_long] + 3 * [ctypes.c_uint64]
            make.restype = None

    def key(self, stream):
        return self.code.random_key(self.seed, stream.encode())

    def noise(self, stream, kind, draw, shape):
        out = numpy.zeros(shape, numpy.float32)
        make = getattr(self.code, f"random_{kind}")
        make(out.ctypes.data, out.size, self.key(stream), draw, 0)
        return out

    def order(self, epoch, first, rows, count):
        key = self.key("data")
        return [self.code.random_permute(first + i, count, key, epoch) for i in range(rows)]


def pictures(folder, page):
    text = (folder / "train-images-idx3-ubyte").read_bytes()
    count, height, width = struct.unpack(">III", text[4:16])
    assert (height, width) == page.shape[1:], "pictures of another size"
    pixels = numpy.frombuffer(text[16:], numpy.uint8).reshape(count, 1, height, width)
    values = page.low + (page.high - page.low) * (pixels.astype(numpy.float32) / 255)
    return numpy.repeat(values.astype(numpy.float32), page.shape[0], 1)


def draws(page, random, images):
    """The batches and noise of a run, one after the other."""
    per_epoch, draw = len(images) // page.batch, 0
    while True:
        rows = random.order(draw // per_epoch, draw % per_epoch * page.batch, page.batch,
                            len(images))
        yield [images[rows]] + [random.noise(stream, kind, draw, (page.batch, size))
                                for stream, (kind, size) in page.noise.items()]
        draw += 1


def compare(contestant, page, rows, source):
    """The largest relative distance before the first update, and behind it. A repeated step
    has its last loss logged."""
    worst = {FIRST: 0.0, LATER: 0.0}
    for i, row in enumerate(rows):
        losses = contestant.iterate_on([next(source) for _ in range(page.repeat)])
        for place, (name, value) in enumerate(losses.items()):
            expected = float(row[name])
            distance = abs(value - expected) / max(abs(float(row[n])) for n in losses)
            bound = FIRST if i == 0 and page.repeat == 1 and (place == 0 or not page.adversarial) else LATER
            if not distance <= bound:
                sys.exit(f"iteration {i + 1}: {name} is {value:.9g}, the trainer's "
                         f"{expected:.9g}")
            worst[bound] = max(worst[bound], distance)
    return worst


def main():
    parser = argparse.ArgumentParser(description="do a contestant and a trainer agree?")
    parser.add_argument("model", choices=PAGES)
    parser.add_argument("framework", choices=["torch", "jax"])
    parser.add_argument("--run", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--channels-last", action="store_true")
    parser.add_argument("--compile", action="store_true")
    given = parser.parse_args()
    page = PAGES[given.model]
    contestant = enter(given)
    arrays, seed = checkpoint(given.run / "step-00000000.safetensors")
    ours = {key: array.shape for key, array in arrays.items()}
    if ours != contestant.parameters():
        odd = sorted(set(ours.items()) ^ set(contestant.parameters().items()))
        sys.exit(f"other parameters than the page's: {odd[:4]}")
    contestant.load(arrays)
    with open(given.run / "metrics.csv") as file:
        rows = list(csv.DictReader(file))
    source = draws(page, Random(seed), pictures(given.data, page))
    worst = compare(contestant, page, rows, source)
    print(f"{given.model}: losses of {given.framework} and the trainer agree within "
          f"{worst[FIRST]:.1e}, after updates {worst[LATER]:.1e}")


if __name__ == "__main__":
    main()
