#!/usr/bin/env python3
"""Writes the references that tests/test_parity.c compares the shipped pages with.

    python3 tests/parity/make_references.py [MODEL ...]      from the root of the tree

Needs torch, numpy and a C compiler. Testing needs none of it: the references are committed.
Each model is written as it usually is in PyTorch, in float64, and trained for ten iterations.

A reference is a safetensors file with these notes and tensors:

    note model, sizes     name of the page; "batch=4 width=5", as for --set
    note seed             of the numbers below and of the noise
    initial.KEY           F64 [3]: stream, scale and offset of a parameter's first values
    noise.STREAM          F32 [draws, ...]: the runtime's own numbers, one row per draw
    value.NAME            F64 [runs]: a loss or metric at every run of its step
    first.KEY, last.KEY   F64: gradients in the first run of the step that updates KEY, and in
                          the last one of the ten iterations
    state.KEY             F64: statistics after the ten iterations

Data and first values are made on both sides, by whole numbers and powers of two only, so that
float and double hold the same. Number i of stream s is k = mix(mix(seed 2^16 + s) + i) / 2^48,
rounded down; mix is the finaliser of SplitMix64. Element i of a parameter is
offset + scale (k - 2^15); pixel i of the data (stream 0, draw after draw, [batch, C, H, W]) is
low + (high - low) [k / 2^8] / 2^8. A repeated step draws data and noise for each repeat.

The seed is the first one with which no pre-activation of the ten iterations lies within 1e-5
of the kink of its activation, and no second nearest code within 1e-5 of the nearest.
"""

import ctypes
import json
import math
import pathlib
import struct
import subprocess
import sys
import tempfile

import numpy
import torch
from torch import nn
from torch.nn import functional as F

ITERATIONS = 10
MARGIN = 1e-5
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


def images(seed, draw, shape, low, high):
    count = math.prod(shape)
    k = numpy.floor(whole_numbers(seed, 0, draw * count, count) / 256)
    return torch.from_numpy(low + (high - low) * k / 256).reshape(shape)


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


# ---- models ----------------------------------------------------------------------------------


def mlp_generator(latent, hidden, side, **_):
    return nn.Sequential(
        nn.Linear(latent, hidden), nn.ReLU(),
        nn.Linear(hidden, hidden), nn.ReLU(),
        nn.Linear(hidden, side * side), nn.Sigmoid(),
        nn.Unflatten(1, (1, side, side)))


class MlpGan(nn.Module):
    def __init__(self, last_bias, hidden, side, **sizes):
        super().__init__()
        self.G = mlp_generator(hidden=hidden, side=side, **sizes)
        self.D = nn.Sequential(
            nn.Flatten(), nn.Linear(side * side, hidden), nn.LeakyReLU(0.2),
            nn.Linear(hidden, hidden), nn.LeakyReLU(0.2), nn.Linear(hidden, 1, bias=last_bias))


class Gan(MlpGan):
    def __init__(self, **sizes):
        super().__init__(last_bias=True, **sizes)


class WganGp(MlpGan):
    def __init__(self, **sizes):
        super().__init__(last_bias=False, **sizes)


class Vae(nn.Module):
    class Encoder(nn.Sequential):
        def __init__(self, hidden, latent, side):
            super().__init__(nn.Flatten(), nn.Linear(side * side, hidden), nn.ReLU())
            self.mu = nn.Sequential(nn.Linear(hidden, latent))
            self.logvar = nn.Sequential(nn.Linear(hidden, latent))

        def forward(self, x):
            h = self[2](self[1](self[0](x)))
            return self.mu(h), self.logvar(h)

    def __init__(self, hidden, latent, side, **_):
        super().__init__()
        self.encoder = Vae.Encoder(hidden, latent, side)
        self.decoder = nn.Sequential(
            nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, side * side),
            nn.Unflatten(1, (1, side, side)))


def up(before, after):
    return nn.Sequential(nn.ConvTranspose2d(before, after, 4, 2, 1, bias=False),
                         nn.BatchNorm2d(after), nn.ReLU())


def down(before, after):
    return nn.Sequential(nn.Conv2d(before, after, 4, 2, 1, bias=False),
                         nn.BatchNorm2d(after), nn.LeakyReLU(0.2))


class Dcgan(nn.Module):
    def __init__(self, latent, width, **_):
        super().__init__()
        self.G = nn.Sequential(
            nn.Unflatten(1, (latent, 1, 1)),
            nn.ConvTranspose2d(latent, 4 * width, 4, bias=False),
            nn.BatchNorm2d(4 * width), nn.ReLU(),
            up(4 * width, 2 * width), up(2 * width, width),
            nn.ConvTranspose2d(width, 3, 4, 2, 1, bias=False), nn.Tanh())
        self.D = nn.Sequential(
            nn.Conv2d(3, width, 4, 2, 1, bias=False), nn.LeakyReLU(0.2),
            down(width, 2 * width), down(2 * width, 4 * width),
            nn.Conv2d(4 * width, 1, 4, bias=False), nn.Flatten())


class Residual(nn.Sequential):
    def forward(self, x):
        return x + super().forward(x)


def block(hidden, inner):
    return nn.Sequential(Residual(nn.ReLU(), nn.Conv2d(hidden, inner, 3, padding=1),
                                  nn.ReLU(), nn.Conv2d(inner, hidden, 1)))


class Vqvae(nn.Module):
    channels, variance = 1, 0.095

    def __init__(self, hidden, inner, width, codes, **_):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(self.channels, hidden // 2, 4, 2, 1), nn.ReLU(),
            nn.Conv2d(hidden // 2, hidden, 4, 2, 1), nn.ReLU(),
            nn.Conv2d(hidden, hidden, 3, padding=1),
            block(hidden, inner), block(hidden, inner), nn.ReLU(),
            nn.Conv2d(hidden, width, 1))
        self.decoder = nn.Sequential(
            nn.Conv2d(width, hidden, 3, padding=1),
            block(hidden, inner), block(hidden, inner), nn.ReLU(),
            nn.ConvTranspose2d(hidden, hidden // 2, 4, 2, 1), nn.ReLU(),
            nn.ConvTranspose2d(hidden // 2, self.channels, 4, 2, 1))
        self.codebook = nn.Parameter(torch.zeros(codes, width))


class Vqvae32(Vqvae):
    channels, variance = 3, 0.0632704


class Dcgan64(nn.Module):
    def __init__(self, latent, width, **_):
        super().__init__()
        self.G = nn.Sequential(
            nn.Unflatten(1, (latent, 1, 1)),
            nn.ConvTranspose2d(latent, 8 * width, 4, bias=False),
            nn.BatchNorm2d(8 * width), nn.ReLU(),
            up(8 * width, 4 * width), up(4 * width, 2 * width), up(2 * width, width),
            nn.ConvTranspose2d(width, 3, 4, 2, 1, bias=False), nn.Tanh())
        self.D = nn.Sequential(
            nn.Conv2d(3, width, 4, 2, 1, bias=False), nn.LeakyReLU(0.2),
            down(width, 2 * width), down(2 * width, 4 * width), down(4 * width, 8 * width),
            nn.Conv2d(8 * width, 1, 4, bias=False), nn.Flatten())


def down_with_bias(before, after):
    return nn.Sequential(nn.Conv2d(before, after, 4, 2, 1), nn.LeakyReLU(0.2))


class WganGpConv(nn.Module):
    def __init__(self, latent, width, **_):
        super().__init__()
        self.G = nn.Sequential(
            nn.Unflatten(1, (latent, 1, 1)),
            nn.ConvTranspose2d(latent, 4 * width, 4, bias=False),
            nn.BatchNorm2d(4 * width), nn.ReLU(),
            up(4 * width, 2 * width), up(2 * width, width),
            nn.ConvTranspose2d(width, 3, 4, 2, 1), nn.Tanh())
        self.D = nn.Sequential(
            down_with_bias(3, width), down_with_bias(width, 2 * width),
            down_with_bias(2 * width, 4 * width),
            nn.Conv2d(4 * width, 1, 4, bias=False), nn.Flatten())


class ConvVae(nn.Module):
    class Encoder(nn.Sequential):
        def __init__(self, width, hidden, latent, side):
            super().__init__(
                nn.Conv2d(1, width, 4, 2, 1), nn.ReLU(),
                nn.Conv2d(width, 2 * width, 4, 2, 1), nn.ReLU(), nn.Flatten(),
                nn.Linear(2 * width * (side // 4) ** 2, hidden), nn.ReLU())
            self.mu = nn.Sequential(nn.Linear(hidden, latent))
            self.logvar = nn.Sequential(nn.Linear(hidden, latent))

        def forward(self, x):
            for layer in list(self)[:7]:
                x = layer(x)
            return self.mu(x), self.logvar(x)

    def __init__(self, width, hidden, latent, side, **_):
        super().__init__()
        self.encoder = ConvVae.Encoder(width, hidden, latent, side)
        self.decoder = nn.Sequential(
            nn.Linear(latent, hidden), nn.ReLU(),
            nn.Linear(hidden, 2 * width * (side // 4) ** 2), nn.ReLU(),
            nn.Unflatten(1, (2 * width, side // 4, side // 4)),
            nn.ConvTranspose2d(2 * width, width, 4, 2, 1), nn.ReLU(),
            nn.ConvTranspose2d(width, 1, 4, 2, 1))


class Shortcut(nn.Module):
    def __init__(self, layers, shortcut):
        super().__init__()
        self.layers, self.shortcut = nn.Sequential(*layers), nn.Sequential(*shortcut)

    def forward(self, x):
        return self.shortcut(x) + self.layers(x)


class Resgan(nn.Module):
    def __init__(self, latent, width, side, **_):
        super().__init__()

        def conv(before, kernel):
            return nn.Sequential(nn.Conv2d(before, width, kernel, padding=kernel // 2))

        def residual_up():
            return nn.Sequential(Shortcut(
                [nn.BatchNorm2d(width), nn.ReLU(), nn.Upsample(scale_factor=2), conv(width, 3),
                 nn.BatchNorm2d(width), nn.ReLU(), conv(width, 3)],
                [nn.Upsample(scale_factor=2), conv(width, 1)]))

        def plain():
            return nn.Sequential(Residual(nn.ReLU(), conv(width, 3), nn.ReLU(), conv(width, 3)))

        self.G = nn.Sequential(
            nn.Linear(latent, width * (side // 8) ** 2),
            nn.Unflatten(1, (width, side // 8, side // 8)),
            residual_up(), residual_up(), residual_up(), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, 3, 3, padding=1), nn.Tanh())
        self.D = nn.Sequential(
            nn.Sequential(Shortcut([conv(3, 3), nn.ReLU(), conv(width, 3), nn.AvgPool2d(2)],
                                   [nn.AvgPool2d(2), conv(3, 1)])),
            nn.Sequential(Shortcut(
                [nn.ReLU(), conv(width, 3), nn.ReLU(), conv(width, 3), nn.AvgPool2d(2)],
                [conv(width, 1), nn.AvgPool2d(2)])),
            plain(), plain(), nn.ReLU(),
            nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()), nn.Linear(width, 1))


class PaddedConv(nn.Conv2d):
    """With zeros left, right, above and below."""

    def __init__(self, *arguments, ends, **options):
        super().__init__(*arguments, **options)
        self.ends = ends

    def forward(self, x):
        return super().forward(F.pad(x, self.ends))


class CroppedConvTranspose(nn.ConvTranspose2d):
    """Without so many pixels left, right, above and below."""

    def __init__(self, *arguments, ends, **options):
        super().__init__(*arguments, **options)
        self.ends = ends

    def forward(self, x):
        return F.pad(super().forward(x), [-n for n in self.ends])


class Layers(nn.Module):
    def __init__(self, width, side, **_):
        super().__init__()
        self.encoder = nn.Sequential(
            PaddedConv(1, 2 * width, (3, 2), ends=(0, 1, 1, 1)), nn.Tanh(),
            nn.Conv2d(2 * width, 3 * width, 3, padding="same", groups=width), nn.Tanh(),
            PaddedConv(3 * width, 3 * width, 3, stride=(2, 1), groups=3 * width,
                       ends=(1, 1, 0, 1)),
            nn.Conv2d(3 * width, 6, 3, dilation=(1, 2), padding=(1, 2), groups=2),
            nn.MaxPool2d((1, 2)), nn.AvgPool2d(3, stride=1, padding=1))
        self.decoder = nn.Sequential(
            nn.ConvTranspose2d(6, 4, 3, stride=2, padding=1, output_padding=1, groups=2),
            nn.Tanh(), nn.AvgPool2d(2), nn.Upsample(scale_factor=(2, 1)),
            CroppedConvTranspose(4, 8, (2, 4), stride=(1, 2), groups=4, ends=(1, 1, 0, 1)),
            nn.ConvTranspose2d(8, 8, 3, padding=2, dilation=2, groups=8),
            nn.Conv2d(8, 1, 1))
        self.head = nn.Sequential(
            nn.Conv2d(1, 3, 3), nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
            nn.Linear(3, 1))


# ---- training, one function per model --------------------------------------------------------


def train_gan(run):
    net = run.model
    d_optimizer = torch.optim.Adam(net.D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    g_optimizer = torch.optim.Adam(net.G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    for _ in range(ITERATIONS):
        x, z = run.next("fake.1")
        fake = net.G(z)
        real_score, fake_score = net.D(x), net.D(fake.detach())
        d_loss = F.softplus(-real_score).mean() + F.softplus(fake_score).mean()
        if run.name == "gan":
            run.log(game_value=-F.softplus(-real_score).mean() - F.softplus(fake_score).mean())
        run.step(d_optimizer, d_loss, net.D, d_loss=d_loss)
        g_loss = F.softplus(-net.D(fake)).mean()
        run.step(g_optimizer, g_loss, net.G, g_loss=g_loss)


def train_wgan_gp(run):
    net = run.model
    d_optimizer = torch.optim.Adam(net.D.parameters(), lr=1e-4, betas=(0.0, 0.9))
    g_optimizer = torch.optim.Adam(net.G.parameters(), lr=1e-4, betas=(0.0, 0.9))
    for _ in range(ITERATIONS):
        for _ in range(5):
            x, z, mix = run.next("fake.1", "mix.1")
            fake = net.G(z)
            mix = mix.reshape(-1, 1, 1, 1)
            x_hat = (mix * x + (1 - mix) * fake.detach()).requires_grad_()
            slope, = torch.autograd.grad(net.D(x_hat).sum(), x_hat, create_graph=True)
            penalty = (slope.flatten(1).norm(dim=1) - 1).square().mean()
            distance = net.D(x).mean() - net.D(fake.detach()).mean()
            critic = -distance + 10 * penalty
            run.step(d_optimizer, critic, net.D, critic=critic, distance=distance)
        generator = -net.D(fake).mean()
        run.step(g_optimizer, generator, net.G, generator=generator)


def train_vae(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in range(ITERATIONS):
        x, noise = run.next("z.1")
        mu, logvar = net.encoder(x)
        logits = net.decoder(mu + torch.exp(0.5 * logvar) * noise)
        reconstruction = F.binary_cross_entropy_with_logits(
            logits, x, reduction="none").flatten(1).sum(1).mean()
        kl = -0.5 * (1 + logvar - mu.square() - logvar.exp()).sum(1).mean()
        run.step(optimizer, reconstruction + kl, net, reconstruction=reconstruction, kl=kl)


def train_vqvae(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=3e-4)
    for _ in range(ITERATIONS):
        x, = run.next()
        ze = net.encoder(x)
        rows = ze.permute(0, 2, 3, 1)
        distances = (rows.unsqueeze(-2) - net.codebook).square().sum(-1)
        nearest = distances.detach().sort(-1).values
        run.keep_distance((nearest[..., 1] - nearest[..., 0]).min().item())
        code = distances.argmin(-1)
        e = F.embedding(code, net.codebook).permute(0, 3, 1, 2)
        y = net.decoder(ze + (e - ze).detach())
        reconstruction = F.mse_loss(y, x) / net.variance
        codebook_loss = F.mse_loss(e, ze.detach())
        commitment = F.mse_loss(ze, e.detach())
        used = F.one_hot(code.flatten(), len(net.codebook)).double().mean(0)
        run.log(perplexity=torch.exp(-(used * torch.log(used + 1e-10)).sum()))
        run.step(optimizer, reconstruction + codebook_loss + 0.25 * commitment, net,
                 reconstruction=reconstruction, codebook_loss=codebook_loss,
                 commitment=commitment)


def train_resgan(run):
    net = run.model
    d_optimizer = torch.optim.Adam(net.D.parameters(), lr=2e-4, betas=(0.0, 0.9))
    g_optimizer = torch.optim.Adam(net.G.parameters(), lr=2e-4, betas=(0.0, 0.9))
    for _ in range(ITERATIONS):
        x, z = run.next("fake.1")
        fake = net.G(z)
        real_score, fake_score = net.D(x), net.D(fake.detach())
        for margin in (1 - real_score, 1 + fake_score):
            run.keep_distance(margin.abs().min().item())
        d_loss = F.relu(1 - real_score).mean() + F.relu(1 + fake_score).mean()
        run.step(d_optimizer, d_loss, net.D, d_loss=d_loss)
        g_loss = -net.D(fake).mean()
        run.step(g_optimizer, g_loss, net.G, g_loss=g_loss)


def train_layers(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)

    def see_rivals(_, arguments):
        pairs = arguments[0].detach().unfold(3, 2, 2)
        run.keep_distance((pairs[..., 0] - pairs[..., 1]).abs().min().item())

    net.encoder[6].register_forward_pre_hook(see_rivals)
    for _ in range(ITERATIONS):
        x, = run.next()
        y = net.decoder(net.encoder(x))
        error = F.mse_loss(y, x)
        level = (net.head(y) - 1).square().mean()
        run.step(optimizer, error + 0.1 * level, net, error=error, level=level)


# name: model, training, sizes, channels and range of the images, draws, shapes of the noise
MODELS = {
    "gan": (Gan, train_gan, {"batch": 8, "latent": 7, "hidden": 40, "side": 6},
            1, (0, 1), ITERATIONS, {"fake.1": ("normal", "latent")}),
    "vae": (Vae, train_vae, {"batch": 8, "hidden": 40, "latent": 5, "side": 6},
            1, (0, 1), ITERATIONS, {"z.1": ("normal", "latent")}),
    "wgan_gp": (WganGp, train_wgan_gp, {"batch": 8, "latent": 7, "hidden": 40, "side": 6},
                1, (0, 1), 5 * ITERATIONS,
                {"fake.1": ("normal", "latent"), "mix.1": ("uniform", None)}),
    "dcgan": (Dcgan, train_gan, {"batch": 4, "latent": 5, "width": 5, "side": 32},
              3, (-1, 1), ITERATIONS, {"fake.1": ("normal", "latent")}),
    "vqvae": (Vqvae, train_vqvae,
              {"batch": 4, "hidden": 12, "inner": 5, "width": 7, "codes": 12, "side": 8},
              1, (0, 1), ITERATIONS, {}),
    "conv_vae": (ConvVae, train_vae,
                 {"batch": 4, "width": 3, "hidden": 12, "latent": 5, "side": 8},
                 1, (0, 1), ITERATIONS, {"z.1": ("normal", "latent")}),
    "dcgan64": (Dcgan64, train_gan, {"batch": 2, "latent": 5, "width": 2, "side": 64},
                3, (-1, 1), ITERATIONS, {"fake.1": ("normal", "latent")}),
    "wgan_gp_conv": (WganGpConv, train_wgan_gp,
                     {"batch": 3, "latent": 5, "width": 2, "side": 32},
                     3, (-1, 1), 5 * ITERATIONS,
                     {"fake.1": ("normal", "latent"), "mix.1": ("uniform", None)}),
    "vqvae32": (Vqvae32, train_vqvae,
                {"batch": 4, "hidden": 12, "inner": 5, "width": 7, "codes": 12, "side": 8},
                3, (-0.5, 0.5), ITERATIONS, {}),
    "resgan": (Resgan, train_resgan, {"batch": 4, "latent": 5, "width": 4, "side": 8},
               3, (-1, 1), ITERATIONS, {"fake.1": ("normal", "latent")}),
    "layers": (Layers, train_layers, {"batch": 4, "width": 4, "side": 8},
               1, (0, 1), ITERATIONS, {}),
}


# ---- one run ---------------------------------------------------------------------------------


class TooNear(Exception):
    """A decision that rounding could take the other way: another seed."""


class Run:
    """A model from its first values, its data and noise, and what it gave."""

    def __init__(self, name, seed, random):
        make, self.train, self.sizes, channels, self.range, draws, noise = MODELS[name]
        self.name, self.seed, self.draw, self.margin = name, seed, 0, math.inf
        self.model = make(**self.sizes).double().train()
        side, self.batch = self.sizes["side"], self.sizes["batch"]
        self.shape = (self.batch, channels, side, side)
        self.initial, self.values, self.first, self.last = {}, {}, {}, {}
        self.noise = {}
        for stream, (kind, size) in noise.items():
            shape = (self.batch, self.sizes[size]) if size else (self.batch,)
            rows = numpy.zeros((draws,) + shape, dtype=numpy.float32)
            draw_numbers = getattr(random, f"random_{kind}")
            key = random.random_key(seed, stream.encode())
            for i in range(draws):
                draw_numbers(rows[i].ctypes.data, rows[i].size, key, i, 0)
            self.noise[stream] = rows
        for place, (key, parameter) in enumerate(self.model.named_parameters()):
            self.set_first_values(place + 1, key, parameter)
        for module in self.model.modules():
            if isinstance(module, (nn.ReLU, nn.LeakyReLU)):
                module.register_forward_pre_hook(self.see_kink)

    def set_first_values(self, stream, key, parameter):
        """Uniform with a gain that suits ReLU, in steps of a power of two."""
        is_gain = parameter.dim() == 1 and key.endswith("weight")
        fan_in = math.prod(parameter.shape[1:])
        bound = 0.25 if parameter.dim() == 1 else math.sqrt(6 / fan_in)
        scale = 2.0 ** round(math.log2(bound) - 15)
        offset = 1.0 if is_gain else 0.0
        k = whole_numbers(self.seed, stream, 0, parameter.numel())
        value = torch.from_numpy(offset + scale * (k - 2**15)).reshape(parameter.shape)
        assert torch.equal(value, value.float().double())
        parameter.data.copy_(value)
        self.initial[key] = numpy.array([stream, scale, offset])

    def see_kink(self, _, arguments):
        self.keep_distance(arguments[0].detach().abs().min().item())

    def keep_distance(self, distance):
        if distance < MARGIN:
            raise TooNear
        self.margin = min(self.margin, distance)

    def next(self, *streams):
        x = images(self.seed, self.draw, self.shape, *self.range)
        noise = [torch.from_numpy(self.noise[s][self.draw]).double() for s in streams]
        self.draw += 1
        return [x] + noise

    def log(self, **values):
        for name, value in values.items():
            self.values.setdefault(name, []).append(value.item())

    def step(self, optimizer, loss, part, **values):
        self.log(**values)
        optimizer.zero_grad()
        loss.backward()
        own = {id(p) for p in part.parameters()}
        for key, parameter in self.model.named_parameters():
            if id(parameter) in own:
                gradient = parameter.grad.detach().numpy().copy()
                self.first.setdefault(key, gradient)
                self.last[key] = gradient
        optimizer.step()

    def tensors(self):
        yield from ((f"initial.{k}", v) for k, v in self.initial.items())
        yield from ((f"noise.{k}", v) for k, v in self.noise.items())
        yield from ((f"value.{k}", numpy.array(v)) for k, v in self.values.items())
        yield from ((f"first.{k}", v) for k, v in self.first.items())
        yield from ((f"last.{k}", v) for k, v in self.last.items())
        yield from ((f"state.{k}", v.double().numpy()) for k, v in self.model.named_buffers())


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


def make_reference(name, random):
    for seed in range(1, 2000):
        run = Run(name, seed, random)
        try:
            run.train(run)
            break
        except TooNear:
            pass
    else:
        sys.exit(f"{name}: no seed keeps its distance")
    sizes = " ".join(f"{k}={v}" for k, v in run.sizes.items())
    path = HERE / f"{name}.safetensors"
    write(path, {"model": name, "sizes": sizes, "seed": str(seed)}, run.tensors())
    ends = ", ".join(f"{k} {v[0]:.4f} .. {v[-1]:.4f}" for k, v in run.values.items())
    print(f"{name}: seed {seed}, margin {run.margin:.1e}, {path.stat().st_size} bytes; {ends}")


def main():
    torch.set_num_threads(1)
    random = runtime_random()
    for name in sys.argv[1:] or MODELS:
        make_reference(name, random)


if __name__ == "__main__":
    main()
