"""Weights divided by their largest singular value, or by the lengths of their rows."""

import warnings

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils import spectral_norm, weight_norm

from harness import image, label, normal

warnings.filterwarnings("ignore", category=FutureWarning)  # the keys are those of these hooks

SIZES = {"batch": 4, "width": 3, "latent": 3, "classes": 4, "side": 8}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"]), "y": label(SIZES["classes"])}
DRAWS = {"fake.1": normal(SIZES["latent"])}
RENAME = {"D.e.": "D.e.1.", "D.f.": "D.f.1.", "D.psi.": "D.psi.1."}
FIRST = [f"{name}.weight_{vector}" for name in ("G.0", "G.3", "D.0", "D.2", "D.e", "D.psi")
         for vector in "uv"]


class Discriminator(nn.ModuleDict):
    def __init__(self, width, classes, side):
        super().__init__({
            "0": spectral_norm(nn.Conv2d(1, width, 3, 2, 1)),
            "2": spectral_norm(nn.Conv2d(width, 2 * width, 3, 2, 1, bias=False, groups=width)),
            "phi": weight_norm(nn.Linear(2 * width * (side // 4) ** 2, width)),
            "e": spectral_norm(nn.Embedding(classes, width)),
            "f": weight_norm(nn.Embedding(classes, width)),
            "psi": spectral_norm(nn.Linear(width, 1))})

    def forward(self, x, y):
        h = torch.tanh(self["2"](torch.tanh(self["0"](x))))
        phi = self["phi"](h.flatten(1))
        return self["psi"](phi)[:, 0] + ((self["e"](y) + self["f"](y)) * phi).sum(1)


class Model(nn.Module):
    def __init__(self, width, latent, classes, side, **_):
        super().__init__()
        self.G = nn.Sequential(
            spectral_norm(nn.Linear(latent, width * (side // 2) ** 2)),
            nn.Unflatten(1, (width, side // 2, side // 2)), nn.Tanh(),
            spectral_norm(nn.ConvTranspose2d(width, width, 4, 2, 1)), nn.Tanh(),
            weight_norm(nn.ConvTranspose2d(width, 2 * width, 3, padding=1)), nn.Tanh(),
            weight_norm(nn.Conv2d(2 * width, 1, 3, padding=1)))
        self.D = Discriminator(width, classes, side)


def train(run):
    net = run.model
    d_adam = torch.optim.Adam(net.D.parameters(), lr=1e-3)
    g_adam = torch.optim.Adam(net.G.parameters(), lr=1e-3)
    for _ in run.iterations():
        x, y, z = run.next("fake.1")
        fake = net.G(z)
        d_loss = F.softplus(-net.D(x, y)).mean() + F.softplus(net.D(fake.detach(), y)).mean()
        run.step(d_adam, d_loss, net.D, retain=True, d_loss=d_loss)
        g_loss = F.softplus(-net.D(fake, y)).mean()
        run.step(g_adam, g_loss, net.G, g_loss=g_loss)
