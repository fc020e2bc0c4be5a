"""What every reference is made with: numbers, fields, draws, one run of a model, the file.

make_references.py says how a page gets its reference, and what a reference holds.
"""

import ctypes
import json
import math
import pathlib
import struct
import subprocess
import tempfile

import numpy
import torch
from torch import nn

ITERATIONS, EPOCH_BATCHES = 10, 4
FLOAT_ITERATIONS, MARGIN, DOUBLE_MARGIN = 3, 1e-5, 1e-8
LARGEST_FILE = 200_000
HERE = pathlib.Path(__file__).resolve().parent


# ---- numbers made on both sides --------------------------------------------------------------


def mix(x):
    x = x + numpy.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return x ^ (x >> numpy.uint64(31))


def whole_numbers(seed, stream, first, count):
    """16 bits for each of `count` indices, as float64."""
    start = mix(numpy.array([seed << 16 | stream], dtype=numpy.uint64))
    index = numpy.arange(first, first + count, dtype=numpy.uint64)
    return (mix(start + index) >> numpy.uint64(48)).astype(numpy.float64)


def runtime_random():
    """The runtime's generator, compiled as it is."""
    with tempfile.TemporaryDirectory() as folder:
        library = f"{folder}/random.so"
        source = HERE.parent.parent / "runtime" / "random.c"
        subprocess.run(["cc", "-O2", "-std=c11", "-ffp-contract=off", "-shared", "-fPIC",
                        source, "-o", library, "-lm"], check=True)
        random = ctypes.CDLL(library)
    random.random_key.restype = ctypes.c_uint64
    random.random_key.argtypes = [ctypes.c_uint64, ctypes.c_char_p]
    for make in (random.random_normal, random.random_uniform):
        make.argtypes = [ctypes.c_void_p, ctypes.c_long] + 3 * [ctypes.c_uint64]
        make.restype = None
    return random


# ---- fields of the data, in the order of the page ---------------------------------------------


def field_numbers(seed, place, draw, count):
    return whole_numbers(seed, -place % 2**16, draw * count, count)


def image(channels, height, width, low=0, high=1):
    """In [low, high), 256 levels."""
    def make(seed, place, draw, batch):
        shape = (batch, channels, height, width)
        k = numpy.floor(field_numbers(seed, place, draw, math.prod(shape)) / 256)
        return torch.from_numpy(low + (high - low) * k / 256).reshape(shape)
    return make


def vector(*shape):
    """In [-1, 1), 256 levels."""
    def make(seed, place, draw, batch):
        k = numpy.floor(field_numbers(seed, place, draw, batch * math.prod(shape)) / 256)
        return torch.from_numpy(k / 128 - 1).reshape(batch, *shape)
    return make


def label(classes):
    def make(seed, place, draw, batch):
        k = field_numbers(seed, place, draw, batch)
        return torch.from_numpy(numpy.floor(k * classes / 2**16)).long()
    return make


# ---- draws, by the names of their streams ----------------------------------------------------


class Draw:
    """Numbers of the runtime. `shape` is that of one example; `whole` is all of it."""

    def __init__(self, kind, stored, *shape, whole=None):
        self.kind, self.stored, self.shape, self.whole = kind, stored, shape, whole

    def make(self, random, seed, stream, draw, batch):
        value = numpy.zeros(self.whole or (batch,) + self.shape, dtype=numpy.float32)
        key = random.random_key(seed, stream.encode())
        getattr(random, f"random_{self.kind}")(value.ctypes.data, value.size, key, draw, 0)
        return value


def normal(*shape, whole=None):
    return Draw("normal", True, *shape, whole=whole)


def uniform(*shape, whole=None):
    """In (0, 1): exact, so that references need not hold them."""
    return Draw("uniform", False, *shape, whole=whole)


# ---- one run ---------------------------------------------------------------------------------


class TooNear(Exception):
    """A decision that rounding could take the other way: another seed."""


# Where the slope of an activation jumps.
KINKS = {
    nn.ReLU: lambda m: [0], nn.LeakyReLU: lambda m: [0], nn.PReLU: lambda m: [0],
    nn.ReLU6: lambda m: [0, 6], nn.Hardtanh: lambda m: [m.min_val, m.max_val],
}


class Run:
    """A model from its first values, its data and noise, and what it gave.

    `page` is a module of models/: SIZES, FIELDS, DRAWS, Model and train, as
    make_references.py explains them.
    """

    def __init__(self, name, page, seed, random, length=ITERATIONS):
        self.length, self.stages = length, 0
        self.name, self.page, self.seed, self.random = name, page, seed, random
        self.sizes, self.batch = page.SIZES, page.SIZES["batch"]
        self.batches, self.draws, self.iteration, self.margin = 0, 0, 0, math.inf
        self.model = page.Model(**self.sizes).double().train()
        self.initial, self.values, self.first, self.last = {}, {}, {}, {}
        self.steps = {}
        self.rows = {stream: [] for stream, draw in page.DRAWS.items() if draw.stored}
        self.set_first_values()
        for module in self.model.modules():
            if type(module) in KINKS:
                module.register_forward_pre_hook(self.see_kinks)

    def key(self, name):
        """The checkpoint key of what PyTorch calls so."""
        for theirs, ours in getattr(self.page, "RENAME", {}).items():
            name = name.replace(theirs, ours)
        return name

    def set_first_values(self):
        """Of trained parameters, and of the buffers that the page lists in FIRST; all else
        starts as the model made it, or as its start() sets it afterwards."""
        named = [(n, p) for n, p in self.model.named_parameters() if p.requires_grad]
        named += [(n, b) for n, b in self.model.named_buffers()
                  if n in getattr(self.page, "FIRST", ())]
        for place, (name, tensor) in enumerate(named):
            self.set_uniform(place + 1, self.key(name), tensor)
        if hasattr(self.model, "start"):
            with torch.no_grad():
                self.model.start()

    def set_uniform(self, stream, key, tensor):
        """With a gain that suits ReLU, in steps of a power of two."""
        is_gain = tensor.dim() == 1 and key.endswith("weight")
        fan_in = math.prod(tensor.shape[1:])
        bound = 0.25 if tensor.dim() < 2 else math.sqrt(6 / fan_in)
        scale = 2.0 ** round(math.log2(bound) - 15)
        offset = 1.0 if is_gain else 0.0
        k = whole_numbers(self.seed, stream, 0, tensor.numel())
        value = torch.from_numpy(offset + scale * (k - 2**15)).reshape(tensor.shape)
        assert torch.equal(value, value.float().double())
        tensor.data.copy_(value)
        self.initial[key] = numpy.array([stream, scale, offset])

    # -- decisions

    def see_kinks(self, module, arguments):
        self.keep_from(arguments[0], *KINKS[type(module)](module))

    def keep_from(self, value, *points):
        """No element may lie where an activation or a comparison has its jump."""
        for point in points:
            self.keep_distance((value.detach() - point).abs().min().item())

    def keep_distance(self, distance):
        wanted = MARGIN if self.iteration < FLOAT_ITERATIONS else DOUBLE_MARGIN
        if not distance >= wanted:
            raise TooNear
        if self.iteration < FLOAT_ITERATIONS:
            self.margin = min(self.margin, distance)

    # -- data and noise

    def iterations(self):
        """Their numbers; another call is another stage. `time` is what the trainer tells."""
        self.stages += 1
        before = self.batches
        for self.iteration in range(self.length):
            batches = self.batches - before
            self.time = {"step": self.iteration, "epoch": batches / EPOCH_BATCHES,
                         "progress": self.iteration / self.length,
                         "examples": batches * self.batch}
            yield self.iteration

    def data(self):
        """The fields of a new batch."""
        self.batches += 1
        return [make(self.seed, place, self.batches - 1, self.batch)
                for place, make in enumerate(self.page.FIELDS.values())]

    def noise(self, *streams):
        """A new draw of all streams; returns these."""
        noise = {}
        for stream, draw in self.page.DRAWS.items():
            noise[stream] = draw.make(self.random, self.seed, stream, self.draws, self.batch)
            if stream in self.rows:
                self.rows[stream].append(noise[stream])
        self.draws += 1
        return [torch.from_numpy(noise[s]).double() for s in streams]

    def next(self, *streams):
        """A new batch and a new draw: every field of the data, then these streams."""
        return self.data() + self.noise(*streams)

    # -- what is compared

    def log(self, **values):
        for name, value in values.items():
            self.values.setdefault(name, []).append(torch.as_tensor(value, dtype=torch.float64).item())

    def record(self, optimizer, parameters):
        """Gradients; where another step has updated the parameter before, under first2, last2."""
        own = {id(p) for p in parameters}
        for name, parameter in self.model.named_parameters():
            if id(parameter) not in own or parameter.grad is None:
                continue
            key = self.key(name)
            steps = self.steps.setdefault(key, [])
            if optimizer not in steps:
                steps.append(optimizer)
            place = steps.index(optimizer)
            section = (str(place + 1) if place else "") + "." + key
            gradient = parameter.grad.detach().numpy().copy()
            self.first.setdefault(section, gradient)
            self.last[section] = gradient

    def step(self, optimizer, loss, part, *, name=None, clip_norm=None, clip_value=None,
             clamp=None, retain=False, **values):
        """Logs `values`, differentiates `loss`, and updates `part`: a module or a list of
        parameters. Steps that share an optimizer have a `name` each."""
        self.log(**values)
        parameters = list(part.parameters() if isinstance(part, nn.Module) else part)
        for parameter in parameters:
            parameter.grad = None
        loss.backward(inputs=parameters, retain_graph=retain)
        self.record(name or optimizer, parameters)
        if clip_norm is not None:
            nn.utils.clip_grad_norm_(parameters, clip_norm)
        if clip_value is not None:
            nn.utils.clip_grad_value_(parameters, clip_value)
        optimizer.step()
        if clamp is not None:
            low, high = clamp if isinstance(clamp, (list, tuple)) else (-clamp, clamp)
            with torch.no_grad():
                for parameter in parameters:
                    parameter.clamp_(low, high)

    def together(self, *parts, made=None, **values):
        """Logs `values`; takes the gradients of several (optimizer, loss, part) at the same
        parameters, then updates those parts that `made` says, or all."""
        self.log(**values)
        parts = [(optimizer, loss, list(part.parameters() if isinstance(part, nn.Module) else part))
                 for optimizer, loss, part in parts]
        taken = [torch.autograd.grad(loss, parameters, retain_graph=True)
                 for _, loss, parameters in parts]
        for (optimizer, _, parameters), gradients in zip(parts, taken):
            for parameter, gradient in zip(parameters, gradients):
                parameter.grad = gradient
            self.record(optimizer, parameters)
        for (optimizer, _, _), update in zip(parts, made or [True] * len(parts)):
            if update:
                optimizer.step()

    def short_tensors(self, short):
        """What is other than here in a run of fewer iterations of each stage."""
        for key, value in short.first.items():
            if not numpy.array_equal(value, self.first[key]):
                yield f"short.first{key}", value
        yield from ((f"short.value.{k}", numpy.array(v)) for k, v in short.values.items())

    def tensors(self):
        yield from ((f"initial.{k}", v) for k, v in self.initial.items())
        yield from ((f"noise.{k}", numpy.stack(v)) for k, v in self.rows.items())
        yield from ((f"value.{k}", numpy.array(v)) for k, v in self.values.items())
        yield from ((f"first{k}", v) for k, v in self.first.items())
        yield from ((f"last{k}", v) for k, v in self.last.items())
        states = list(self.model.named_buffers())
        states += [(n, p) for n, p in self.model.named_parameters() if not p.requires_grad]
        yield from ((f"state.{self.key(n)}", v.detach().double().numpy()) for n, v in states)


# ---- the file --------------------------------------------------------------------------------


def write(path, notes, tensors):
    header, data = {"__metadata__": notes}, b""
    for name, value in tensors:
        bytes_of = numpy.ascontiguousarray(value).tobytes()
        header[name] = {"dtype": {4: "F32", 8: "F64"}[value.itemsize],
                        "shape": list(value.shape),
                        "data_offsets": [len(data), len(data) + len(bytes_of)]}
        data += bytes_of
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    assert 8 + len(text) + len(data) < LARGEST_FILE, 8 + len(text) + len(data)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
