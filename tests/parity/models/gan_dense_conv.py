"""Dense layers, then convolutions; logit and probability."""

import torch
from torch import nn

from torch.nn import functional as F

from harness import image, normal
from pieces import Heads, SameConvTranspose, down_same, leaky, up_same

SIZES = {"batch": 4, "latent": 5, "hidden": 10, "width": 2, "side": 16}
FIELDS = {"x": image(3, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"fake.1": normal(SIZES["latent"])}


class Model(nn.Module):
    def __init__(self, latent, hidden, width, side, **_):
        super().__init__()
        least = side // 16
        features = 8 * width * least ** 2
        self.G = nn.Sequential(
            leaky(latent, hidden), leaky(hidden, hidden), leaky(hidden, hidden),
            leaky(hidden, features), nn.Unflatten(1, (8 * width, least, least)),
            up_same(8 * width, 4 * width, 4), up_same(4 * width, 2 * width, 4),
            up_same(2 * width, width, 4), SameConvTranspose(width, 3, 4, 2), nn.Tanh())
        self.D = Heads(
            down_same(3, width, 4), down_same(width, 2 * width, 4),
            down_same(2 * width, 4 * width, 4), down_same(4 * width, 8 * width, 4),
            nn.Flatten(), logit=[nn.Linear(features, 1)])


def train(run):
    net = run.model
    d_optimizer = torch.optim.Adam(net.D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    g_optimizer = torch.optim.Adam(net.G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    for _ in run.iterations():
        x, z = run.next("fake.1")
        fake = net.G(z)
        (real,), (seen,) = net.D(x), net.D(fake.detach())
        d_loss = F.softplus(-real).mean() + F.softplus(seen).mean()
        run.log(real_probability=torch.sigmoid(real).mean(),
                fake_probability=torch.sigmoid(seen).mean())
        run.step(d_optimizer, d_loss, net.D, d_loss=d_loss)
        g_loss = F.softplus(-net.D(fake)[0]).mean()
        run.step(g_optimizer, g_loss, net.G, g_loss=g_loss)
