"""Miyato et al., 2018, with the projection discriminator of Miyato and Koyama, 2018."""

import warnings

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils import spectral_norm

from harness import image, label, normal, uniform
from pieces import ConditionalBatchNorm, Residual, Shortcut

warnings.filterwarnings("ignore", category=FutureWarning)  # the keys are those of this hook

SIZES = {"batch": 4, "latent": 3, "width": 3, "classes": 4, "side": 8}
FIELDS = {"x": image(3, SIZES["side"], SIZES["side"], -1, 1), "y": label(SIZES["classes"])}
DRAWS = {"label.1": uniform(), "fake.1": normal(SIZES["latent"])}
RENAME = {"D.psi.": "D.psi.0.", "D.e.": "D.e.1."}


def conv(before, after, kernel, bias=True):
    return nn.Conv2d(before, after, kernel, padding=kernel // 2, bias=bias)


class Up(nn.ModuleDict):
    def __init__(self, width, classes):
        def bare(kernel):
            return nn.Sequential(conv(width, width, kernel, bias=False))

        def norm():
            return ConditionalBatchNorm(width, classes)
        super().__init__({
            "layers": nn.ModuleDict({"0": norm(), "3": bare(3), "4": norm(), "6": bare(3)}),
            "shortcut": nn.ModuleDict({"1": bare(1)})})
        self.relu = nn.ReLU()  # a module of its own: its inputs are watched

    def forward(self, x, y):
        layers = self["layers"]
        h = layers["3"](F.interpolate(self.relu(layers["0"](x, y)), scale_factor=2))
        h = layers["6"](self.relu(layers["4"](h, y)))
        return self["shortcut"]["1"](F.interpolate(x, scale_factor=2)) + h


class Generator(nn.ModuleDict):
    def __init__(self, latent, width, classes, side):
        # repeat, block, residual: a place in each
        ups = [nn.ModuleList([nn.ModuleList([Up(width, classes)])]) for _ in range(3)]
        super().__init__({"0": nn.Linear(latent, width * (side // 8) ** 2),
                          "2": nn.ModuleList(ups), "3": nn.BatchNorm2d(width),
                          "4": nn.ReLU(), "5": conv(width, 3, 3)})
        self.shape = (-1, width, side // 8, side // 8)

    def forward(self, z, y):
        h = self["0"](z).reshape(self.shape)
        for up in self["2"]:
            h = up[0][0](h, y)
        return torch.tanh(self["5"](self["4"](self["3"](h))))


class Discriminator(nn.ModuleDict):
    def __init__(self, width, classes):
        def own(before, kernel):
            return nn.Sequential(spectral_norm(conv(before, width, kernel)))

        def plain():
            return nn.Sequential(nn.Sequential(Residual(
                nn.ReLU(), own(width, 3), nn.ReLU(), own(width, 3))))
        super().__init__({
            "0": nn.Sequential(Shortcut([own(3, 3), nn.ReLU(), own(width, 3), nn.AvgPool2d(2)],
                                        [nn.AvgPool2d(2), own(3, 1)])),
            "1": nn.Sequential(Shortcut(
                [nn.ReLU(), own(width, 3), nn.ReLU(), own(width, 3), nn.AvgPool2d(2)],
                [own(width, 1), nn.AvgPool2d(2)])),
            "2": nn.Sequential(plain(), plain()), "3": nn.ReLU(),
            "psi": spectral_norm(nn.Linear(width, 1)),
            "e": spectral_norm(nn.Embedding(classes, width))})

    def forward(self, x, y):
        phi = self["3"](self["2"](self["1"](self["0"](x)))).sum((2, 3))
        return self["psi"](phi)[:, 0] + (self["e"](y) * phi).sum(1)


class Model(nn.Module):
    def __init__(self, latent, width, classes, side, **_):
        super().__init__()
        self.G = Generator(latent, width, classes, side)
        self.D = Discriminator(width, classes)


FIRST = [name for name, _ in Model(**SIZES).named_buffers() if name[-2:] in ("_u", "_v")]


def train(run):
    net = run.model
    adam = {"betas": (0.0, 0.9)}
    d_optimizer = torch.optim.Adam(net.D.parameters(), **adam)
    g_optimizer = torch.optim.Adam(net.G.parameters(), **adam)
    for _ in run.iterations():
        for optimizer in (d_optimizer, g_optimizer):
            optimizer.param_groups[0]["lr"] = 2e-4 * (1 - run.time["progress"])
        for _ in range(5):
            x, y, u, z = run.next("label.1", "fake.1")
            label = (run.sizes["classes"] * u).floor().long()
            fake = net.G(z, label)
            real_score, fake_score = net.D(x, y), net.D(fake.detach(), label)
            for margin in (1 - real_score, 1 + fake_score):
                run.keep_distance(margin.abs().min().item())
            d_loss = F.relu(1 - real_score).mean() + F.relu(1 + fake_score).mean()
            run.step(d_optimizer, d_loss, net.D, d_loss=d_loss)
        g_loss = -net.D(fake, label).mean()
        run.step(g_optimizer, g_loss, net.G, g_loss=g_loss)
