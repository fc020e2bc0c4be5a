"""Chen et al., 2016: codes that a head of the discriminator finds again."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, normal, uniform

SIZES = {"batch": 4, "noise": 3, "classes": 4, "codes": 2, "hidden": 10, "head": 6, "width": 2,
         "side": 8}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"label.1": uniform(), "c.1": uniform(SIZES["codes"]), "fake.1": normal(SIZES["noise"])}


def dense(before, after):
    return nn.Sequential(nn.Linear(before, after, bias=False), nn.BatchNorm1d(after))


class Generator(nn.ModuleDict):
    def __init__(self, noise, classes, codes, hidden, width, side):
        small = side // 4
        super().__init__({
            "2": dense(noise + classes + codes, hidden), "3": nn.ReLU(),
            "4": dense(hidden, 2 * width * small * small), "5": nn.ReLU(),
            "6": nn.Unflatten(1, (2 * width, small, small)),
            "7": nn.Sequential(nn.ConvTranspose2d(2 * width, width, 4, 2, 1, bias=False)),
            "8": nn.BatchNorm2d(width), "9": nn.ReLU(),
            "10": nn.ConvTranspose2d(width, 1, 4, 2, 1), "11": nn.Tanh()})

    def forward(self, z, label, c):
        x = torch.cat([z, label, c], 1)
        for layer in self.values():
            x = layer(x)
        return x


class Discriminator(nn.Module):
    def __init__(self, classes, codes, hidden, head, width, side):
        super().__init__()
        self.trunk = nn.ModuleDict({
            "0": nn.Sequential(nn.Conv2d(1, width, 4, 2, 1, bias=False)), "1": nn.LeakyReLU(0.1),
            "2": nn.Sequential(nn.Conv2d(width, 2 * width, 4, 2, 1, bias=False)),
            "3": nn.BatchNorm2d(2 * width), "4": nn.LeakyReLU(0.1), "5": nn.Flatten(),
            "6": dense(2 * width * (side // 4) ** 2, hidden), "7": nn.LeakyReLU(0.1)})
        self.score = nn.Linear(hidden, 1)
        self.q = nn.Sequential(dense(hidden, head), nn.LeakyReLU(0.1))
        self.labels = nn.Linear(head, classes)
        self.mean = nn.Linear(head, codes)
        self.std = nn.Linear(head, codes)

    def forward(self, x):
        for layer in self.trunk.values():
            x = layer(x)
        q = self.q(x)
        return self.score(x), self.labels(q), self.mean(q), self.std(q).exp()


RENAME = {"D.trunk.": "D.", "D.score.": "D.score.0.", "D.labels.": "D.class.1.",
          "D.mean.": "D.mean.1.", "D.std.": "D.std.1."}


class Model(nn.Module):
    def __init__(self, noise, classes, codes, hidden, head, width, side, **_):
        super().__init__()
        self.G = Generator(noise, classes, codes, hidden, width, side)
        self.D = Discriminator(classes, codes, hidden, head, width, side)


def train(run):
    net = run.model
    score = list(net.D.trunk.parameters()) + list(net.D.score.parameters())
    both = list(net.G.parameters()) + [p for name, p in net.D.named_parameters()
                                       if not name.startswith("score")]
    d_adam = torch.optim.Adam(score, lr=2e-4, betas=(0.5, 0.999))
    g_adam = torch.optim.Adam(net.G.parameters(), lr=1e-3, betas=(0.5, 0.999))
    q_adam = torch.optim.Adam(both, lr=2e-4, betas=(0.5, 0.999))
    classes = run.sizes["classes"]
    for _ in run.iterations():
        x, u, c, z = run.next("label.1", "c.1", "fake.1")
        label, c = (classes * u).floor().long(), 2 * c - 1
        hot = F.one_hot(label, classes).double()

        fake = net.G(z, hot, c)
        real, made = net.D(x), net.D(fake.detach())
        best = made[1].detach().topk(2).values
        run.keep_distance((best[:, 0] - best[:, 1]).min().item())
        right = (made[1].argmax(1) == label).double().mean()
        d_loss = F.softplus(-real[0]).mean() + F.softplus(made[0]).mean()
        run.step(d_adam, d_loss, score, d_loss=d_loss, class_found=right)

        g_loss = F.softplus(-net.D(fake)[0]).mean()
        run.step(g_adam, g_loss, net.G, g_loss=g_loss)

        fake = net.G(z, hot, c)
        _, found, mean, std = net.D(fake)
        nll = (0.5 * ((c - mean) / std).square() + std.log()).sum(1) + c.shape[1] * 0.91893853320467274
        info = F.cross_entropy(found, label) + 0.1 * nll.mean()
        run.step(q_adam, info, both, info=info)
