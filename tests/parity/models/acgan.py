"""Odena, Olah and Shlens, 2016: both networks want the class to be right."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, label, normal, uniform
from pieces import SameConvTranspose

SIZES = {"batch": 3, "noise": 3, "classes": 3, "wide": 2, "width": 1, "side": 8}
WIDTH, SIDE = SIZES["width"], SIZES["side"]
FIELDS = {"x": image(3, SIDE, SIDE, -1, 1), "y": label(SIZES["classes"])}
STEPS = (1, 2, 1, 2, 1)
# the masks of one application: place of the layer, channels, side
MASKS = [("2", WIDTH, SIDE // 2)] + [
    (f"{place}.3", WIDTH * 2 ** (place - 2), SIDE // (2, 4, 4, 8, 8)[place - 3])
    for place in range(3, 8)]
DRAWS = {"label.1": uniform(), "fake.1": normal(SIZES["noise"])}
DRAWS |= {f"D.{place}.{argument}": uniform(channels, side, side)
          for argument in ("x", "fake", "fake.2") for place, channels, side in MASKS}


def up(before, after):
    return nn.Sequential(SameConvTranspose(before, after, 5, 2, bias=False),
                         nn.BatchNorm2d(after), nn.ReLU())


class Down(nn.Sequential):
    def __init__(self, before, after, stride):
        super().__init__(nn.Conv2d(before, after, 3, stride, 1, bias=False),
                         nn.BatchNorm2d(after), nn.LeakyReLU(0.2))

    def forward(self, x, mask):
        return super().forward(x) * (mask > 0.5) * 2


class Discriminator(nn.Module):
    def __init__(self, classes, width, side):
        super().__init__()
        widths = [width * 2 ** i for i in range(6)]
        downs = {str(3 + i): Down(widths[i], widths[i + 1], STEPS[i]) for i in range(5)}
        self.trunk = nn.ModuleDict({"0": nn.Conv2d(3, width, 3, 2, 1),
                                    "1": nn.LeakyReLU(0.2)} | downs)
        self.score = nn.Linear(widths[-1] * (side // 8) ** 2, 1)
        self.labels = nn.Linear(widths[-1] * (side // 8) ** 2, classes)

    def forward(self, x, masks):
        first, *others = masks
        x = self.trunk["1"](self.trunk["0"](x)) * (first > 0.5) * 2
        for place, mask in enumerate(others):
            x = self.trunk[str(3 + place)](x, mask)
        return self.score(x.flatten(1)), self.labels(x.flatten(1))


RENAME = {"D.trunk.": "D.", "D.score.": "D.score.0.", "D.labels.": "D.class.0."}


class Generator(nn.ModuleDict):
    def __init__(self, noise, classes, wide, side):
        small = side // 8
        super().__init__({
            "1": nn.Linear(noise + classes, 4 * wide * small * small), "2": nn.ReLU(),
            "3": nn.Unflatten(1, (4 * wide, small, small)),
            "4": up(4 * wide, 2 * wide), "5": up(2 * wide, wide),
            "6": SameConvTranspose(wide, 3, 5, 2), "7": nn.Tanh()})
        self.classes = classes

    def forward(self, z, y):
        x = torch.cat([z, F.one_hot(y, self.classes)], 1)
        for layer in self.values():
            x = layer(x)
        return x


class Model(nn.Module):
    def __init__(self, noise, classes, wide, width, side, **_):
        super().__init__()
        self.G = Generator(noise, classes, wide, side)
        self.D = Discriminator(classes, width, side)


def train(run):
    net = run.model
    d_adam = torch.optim.Adam(net.D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    g_adam = torch.optim.Adam(net.G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    for _ in run.iterations():
        x, y, u, z, *masks = run.next(*DRAWS)
        label = (run.sizes["classes"] * u).floor().long()
        fake = net.G(z, label)
        real, seen = net.D(x, masks[:6]), net.D(fake.detach(), masks[6:12])
        d_source = F.softplus(-real[0]).mean() + F.softplus(seen[0]).mean()
        d_class = F.cross_entropy(real[1], y) + F.cross_entropy(seen[1], label)
        run.step(d_adam, d_source + d_class, net.D, d_source=d_source, d_class=d_class)
        made = net.D(fake, masks[12:])
        g_source, g_class = F.softplus(-made[0]).mean(), F.cross_entropy(made[1], label)
        run.step(g_adam, g_source + g_class, net.G, g_source=g_source, g_class=g_class)
