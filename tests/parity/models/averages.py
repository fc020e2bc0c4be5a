"""Networks that follow another: e = decay e + (1 - decay) p after the update, buffers too, counts
taken over; one from the third iteration on, one the mean of all iterations."""

import copy

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, normal

SIZES = {"batch": 6, "latent": 3, "width": 5, "side": 4}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"z.1": normal(SIZES["latent"])}
RENAME = {"G_ema.2.": "G_ema.H.", "G_mean.2.": "G_mean.H.", "G.2.": "H."}


class Model(nn.Module):
    def __init__(self, latent, width, side, **_):
        super().__init__()
        self.G = nn.Sequential(
            nn.Linear(latent, width, bias=False), nn.BatchNorm1d(width),
            nn.Sequential(nn.Linear(width, width), nn.Tanh()),
            nn.Linear(width, 2 * side * side), nn.Unflatten(1, (2, side, side)),
            nn.Conv2d(2, 1, 1))
        self.D = nn.Sequential(nn.Flatten(), nn.Linear(side * side, width), nn.Tanh(),
                               nn.Linear(width, 1))
        self.G_ema = copy.deepcopy(self.G).requires_grad_(False)
        self.G_mean = copy.deepcopy(self.G).requires_grad_(False)

    def train(self, mode=True):
        """Averages run in inference mode."""
        super().train(mode)
        self.G_ema.eval()
        self.G_mean.eval()
        return self

    def start(self):
        for average in (self.G_ema, self.G_mean):
            average.load_state_dict(self.G.state_dict())

    @torch.no_grad()
    def follow(self, average, decay):
        ours, theirs = average.state_dict(), self.G.state_dict()
        for name, value in ours.items():
            if value.is_floating_point():
                value.copy_(decay * value + (1 - decay) * theirs[name])
            else:
                value.copy_(theirs[name])


def train(run):
    net = run.model
    d_optimizer = torch.optim.Adam(net.D.parameters(), lr=1e-2)
    g_optimizer = torch.optim.Adam(net.G.parameters(), lr=1e-2)
    for step in run.iterations():
        x, z = run.next("z.1")
        fake = net.G(z)
        run.log(apart=F.mse_loss(net.G_ema(z), net.G_mean(z)))
        d_loss = (F.softplus(-net.D(x)) + F.softplus(net.D(fake.detach()))).mean()
        run.step(d_optimizer, d_loss, net.D, d_loss=d_loss)
        g_loss = F.softplus(-net.D(fake)).mean() + F.mse_loss(fake, net.G_ema(z))
        run.step(g_optimizer, g_loss, net.G, g_loss=g_loss)
        net.follow(net.G_ema, 0.8 if step >= 2 else 0)
        net.follow(net.G_mean, 1 - 1 / (step + 2))
