"""Shuffled examples, dimensions shuffled each by itself (Kim and Mnih, 2018, algorithm 1), and a
pool of images (Shrivastava et al., 2017) whose examples meet different places."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, uniform

SIZES = {"batch": 4, "latent": 3, "width": 5, "side": 4, "places": 10}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"fake.1": uniform(SIZES["latent"]), "mixed.1": uniform(), "old.1": uniform(),
         "old.2": uniform(whole=(SIZES["places"],))}
RENAME = {"old_pool": "old.pool", "old_stored": "old.stored"}


class Model(nn.Module):
    def __init__(self, latent, width, side, places, **_):
        super().__init__()
        self.E = nn.Sequential(nn.Flatten(), nn.Linear(side * side, latent))
        self.G = nn.Sequential(nn.Linear(latent, width), nn.Tanh(), nn.Linear(width, side * side),
                               nn.Unflatten(1, (1, side, side)))
        self.D = nn.Sequential(nn.Flatten(), nn.Linear(side * side, width), nn.Tanh(),
                               nn.Linear(width, 1))
        self.register_buffer("old_pool", torch.zeros(places, 1, side, side))
        self.register_buffer("old_stored", torch.zeros(()))

    @torch.no_grad()
    def replay(self, run, x, chance, order):
        """One example after the other; which place is whose is drawn before."""
        run.keep_from(chance, 0.5)
        place, full = order.argsort(), self.old_stored == len(self.old_pool)
        given = []
        for i, example in enumerate(x):
            if not full:
                if self.old_stored < len(self.old_pool):
                    self.old_pool[int(self.old_stored)] = example
                    self.old_stored += 1
                given.append(example)
            elif chance[i] < 0.5:
                given.append(self.old_pool[place[i]].clone())
                self.old_pool[place[i]] = example
            else:
                given.append(example)
        return torch.stack(given)



def train(run):
    net = run.model
    d_optimizer = torch.optim.Adam(net.D.parameters(), lr=1e-2)
    g_parameters = [*net.E.parameters(), *net.G.parameters()]
    g_optimizer = torch.optim.Adam(g_parameters, lr=1e-2)
    for _ in run.iterations():
        x, dims, order, chance, places = run.next("fake.1", "mixed.1", "old.1", "old.2")
        z = net.E(x)
        fake = net.G(z.gather(0, dims.argsort(0)))
        old = net.replay(run, fake.detach(), chance, places)
        mixed = x[order.argsort()]
        weight = torch.exp(0.1 * (x * mixed).flatten(1).sum(1))
        d_loss = ((F.softplus(-net.D(mixed))[:, 0] * weight).mean()
                  + F.softplus(net.D(old)).mean())
        run.step(d_optimizer, d_loss, net.D, d_loss=d_loss)
        g_loss = F.softplus(-net.D(fake)).mean() + z.square().mean()
        run.step(g_optimizer, g_loss, g_parameters, g_loss=g_loss)
