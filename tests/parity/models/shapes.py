"""Layers that change shapes: borders, parts, windows, pixels and channels."""

import torch
from torch import nn
from torch.nn import functional

from harness import image

SIZES = {"batch": 3, "width": 4, "side": 6}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {}


class Do(nn.Module):
    """A function as a module."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


def pad(*ends, mode="constant", value=0.0):
    """So much left, right, above and below."""
    return Do(lambda x: functional.pad(x, ends, mode, value if mode == "constant" else None))


class Bordered(nn.Conv2d):
    """With a border left, right, above and below."""

    def __init__(self, *arguments, ends, mode, **options):
        super().__init__(*arguments, **options)
        self.ends, self.mode = ends, mode

    def forward(self, x):
        return super().forward(functional.pad(x, self.ends, self.mode))


def conv(before, after, kernel, **options):
    return nn.Conv2d(before, after, kernel, **options)


class Body(nn.Module):
    def __init__(self, w):
        super().__init__()
        self.add_module("0", Bordered(1, w, 3, ends=(1, 1, 1, 2), mode="reflect"))
        heads = {
            "reflect": [Bordered(w, 2, (4, 3), stride=2, ends=(0, 1, 1, 2), mode="reflect")],
            "replicate": [Bordered(w, 2, 3, ends=(1, 0, 0, 2), mode="replicate")],
            "padded": [pad(0, 2, 1, 1, value=0.5), conv(w, 2, 2)],
            "edges": [pad(0, 0, 2, 1, mode="replicate"), pad(2, 1, 0, 0, mode="reflect"),
                      conv(w, 1, 2)],
            "cropped": [pad(-1, -1, -1, -2), conv(w, 2, 2)],
            "sliced": [Do(lambda x: x[:, :, 1::2]), Do(lambda x: x[:, 1:3]),
                       Do(lambda x: x.chunk(2, 3)[1]), conv(2, 2, 2)],
            "turned": [Do(lambda x: x.permute(0, 2, 3, 1)), conv(7, 2, 2)],
            "shuffled": [nn.PixelShuffle(2), conv(1, 2, 3), Do(lambda x: x.reshape(-1, 2, 6, 20)),
                         nn.PixelUnshuffle(2), conv(8, 1, 2)],
            "bilinear": [nn.Upsample(scale_factor=(2, 3), mode="bilinear"), conv(w, 2, 3)],
            "windows": [nn.MaxPool2d(3, 2, 1), conv(w, 2, 2)],
            "overlap": [nn.MaxPool2d((2, 3), 1), conv(w, 2, 2)],
            "adaptive": [nn.AdaptiveAvgPool2d((3, 4)), conv(w, 2, 2)],
            "even": [pad(0, 0, -1, 0), nn.AdaptiveAvgPool2d((2, 3)), conv(w, 2, 2)],
            "summed": [Do(lambda x: x.sum((2, 3))), nn.Linear(w, 1)],
            "largest": [Do(lambda x: x.amax((2, 3))), nn.Linear(w, 1)]}
        for name, layers in heads.items():
            self.add_module(name, nn.Sequential(*layers))

    def forward(self, x):
        x = getattr(self, "0")(x)
        return {name: head(x) for name, head in self.named_children() if name != "0"}, x


class Model(nn.Module):
    def __init__(self, width, **_):
        super().__init__()
        self.F = Body(width)


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)

    def level(y):
        return (y - 0.3).square().mean()

    def see_rivals(x, windows):
        largest = windows.detach().sort(-1).values
        run.keep_distance((largest[..., -1] - largest[..., -2]).abs().min().item())

    for _ in run.iterations():
        x, = run.next()
        f, h = net.F(x)
        wide = functional.pad(h, (1, 1, 1, 1), value=-1e30)
        see_rivals(h, wide.unfold(2, 3, 2).unfold(3, 3, 2).flatten(4))
        see_rivals(h, h.unfold(2, 2, 1).unfold(3, 3, 1).flatten(4))
        see_rivals(h, h.flatten(2))
        both = torch.cat([f["cropped"], f["cropped"].detach()], 1)
        parts = {
            "borders": sum(map(level, [f["reflect"], f["replicate"], f["padded"], f["edges"], both])),
            "moved": level(f["sliced"]) + level(f["turned"]) + level(f["shuffled"]),
            "pooled": sum(level(f[n]) for n in ("bilinear", "windows", "overlap", "adaptive",
                                                "even", "summed", "largest"))}
        run.step(optimizer, sum(parts.values()), net, **parts)
