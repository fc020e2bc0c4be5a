#!/usr/bin/env python3
"""Writes the references that tests/test_parity.c compares pages with.

    python3 tests/parity/make_references.py [NAME ...]      from the root of the tree

Needs torch, numpy and a C compiler. Testing needs none of it: the references are committed.

A page NAME.yaml of graphs/, graphs/recipes/, graphs/seeds/ or tests/parity/ gets its reference by
a file models/NAME.py, which holds the model as it usually is in PyTorch:

    SIZES     small ones, as for --set, such that the reference stays below 200 kB
    FIELDS    of the page's data, in its order: image(..), vector(..), label(..) of harness.py
    DRAWS     that training uses: normal(..), uniform(..) by the names of their streams ("z.1")
    Model     an nn.Module made with the sizes; names of its parameters and buffers are the keys
              of checkpoints, up to RENAME = {theirs: ours}. start(), where it is there, sets
              what begins as a copy of something. FIRST lists buffers that begin at random.
    train     (run): for _ in run.iterations(): x, noise = run.next("z.1"); ..;
              run.step(optimizer, loss, part, name_of_a_loss=its_value, ..). A repeated step has a
              run.next for each repeat. Decisions other than those of activation modules are told
              by run.keep_from(value, point) or run.keep_distance(distance).

Then run this file, and read what it prints. It is float64 throughout, ten iterations; of a page
with stages ten of each, where each `for _ in run.iterations()` is a stage.

A reference is a safetensors file with these notes and tensors:

    note model, sizes     name of the page; "batch=4 width=5", as for --set
    note seed             of the numbers below and of the noise
    initial.KEY           F64 [3]: stream, scale and offset of a tensor's first values
    noise.STREAM          F32 [draws, ...]: the runtime's own numbers, one row per draw, unless
                          they are exact (uniform)
    value.NAME            F64 [runs]: a loss or metric at every run of its step
    first.KEY, last.KEY   F64: gradients in the first run of the step that updates KEY, and in
                          the last one of the ten iterations; of a second step, first2.KEY
    state.KEY             F64: states after the ten iterations
    short.first.KEY, short.value.NAME      of a page with stages, the same in a run of three
                          iterations of each stage, for float

Data and first values are made on both sides, by whole numbers and powers of two only, so that
float and double hold the same. Number i of stream s is k = mix(mix(seed 2^16 + s) + i) / 2^48,
rounded down; mix is the finaliser of SplitMix64. Element i of a parameter is
offset + scale (k - 2^15); element i of an image or vector is low + (high - low) [k / 2^8] / 2^8,
draw after draw, [batch, C, H, W]; a label is [k classes / 2^16]. Field f, counted from 0, has the
stream 2^16 - f modulo 2^16; parameters have those from 1 on.

The seed is the first one with which no pre-activation lies within 1e-5 of the kink of its
activation, no second nearest code within 1e-5 of the nearest, and so on, in the three iterations
that are repeated in float; in the others 1e-8 suffices.
"""

import importlib
import sys

import torch

from harness import FLOAT_ITERATIONS, HERE, Run, TooNear, runtime_random, write


def make_reference(name, random):
    page = importlib.import_module(f"models.{name}")
    for seed in range(1, 2000):
        run = Run(name, page, seed, random)
        short = Run(name, page, seed, random, FLOAT_ITERATIONS)
        try:
            page.train(run)
            if run.stages > 1:
                page.train(short)
            break
        except TooNear:
            pass
    else:
        sys.exit(f"{name}: no seed keeps its distance")
    sizes = " ".join(f"{k}={v}" for k, v in run.sizes.items())
    path = HERE / f"{name}.safetensors"
    write(path, {"model": name, "sizes": sizes, "seed": str(seed)},
          [*run.tensors(), *run.short_tensors(short)])
    ends = ", ".join(f"{k} {v[0]:.4f} .. {v[-1]:.4f}" for k, v in run.values.items())
    print(f"{name}: seed {seed}, margin {run.margin:.1e}, {path.stat().st_size} bytes; {ends}")


def main():
    torch.set_num_threads(1)
    random = runtime_random()
    names = sorted(path.stem for path in HERE.glob("models/*.py"))
    for name in sys.argv[1:] or names:
        make_reference(name, random)


if __name__ == "__main__":
    main()
