"""Zhu et al., 2017, with pools whose examples meet different places."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, uniform
from models.shuffles import Model as Shuffles
from pieces import Residual

SIZES = {"batch": 2, "width": 2, "depth": 1, "side": 8, "pool": 5}
FIELDS = {"a": image(1, SIZES["side"], SIZES["side"], -1, 1),
          "b": image(1, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"old_b.1": uniform(), "old_b.2": uniform(whole=(SIZES["pool"],)),
         "old_a.1": uniform(), "old_a.2": uniform(whole=(SIZES["pool"],))}
RENAME = {"pool_b.old_pool": "old_b.pool", "pool_b.old_stored": "old_b.stored",
          "pool_a.old_pool": "old_a.pool", "pool_a.old_stored": "old_a.stored"}


def window(before, after):
    return nn.Sequential(
        nn.Conv2d(before, after, 7, padding=3, padding_mode="reflect", bias=False))


def half(before, after):
    return nn.Sequential(nn.Conv2d(before, after, 3, 2, 1, bias=False),
                         nn.InstanceNorm2d(after), nn.ReLU())


def twice(before, after):
    return nn.Sequential(nn.ConvTranspose2d(before, after, 3, 2, 1, 1, bias=False),
                         nn.InstanceNorm2d(after), nn.ReLU())


def reflected(width):
    return nn.Conv2d(width, width, 3, padding=1, padding_mode="reflect", bias=False)


def around(width):
    return nn.Sequential(nn.Sequential(Residual(
        reflected(width), nn.InstanceNorm2d(width), nn.ReLU(),
        reflected(width), nn.InstanceNorm2d(width))))


def translator(width, depth):
    return nn.Sequential(nn.Sequential(
        window(1, width), nn.InstanceNorm2d(width), nn.ReLU(),
        half(width, 2 * width), half(2 * width, 4 * width),
        nn.Sequential(*[around(4 * width) for _ in range(depth)]),
        twice(4 * width, 2 * width), twice(2 * width, width), window(width, 1), nn.Tanh()))


def patches(width):
    return nn.Sequential(nn.Sequential(
        nn.Conv2d(1, width, 4, 2, 1), nn.LeakyReLU(0.2),
        nn.Conv2d(width, 2 * width, 4, 2, 1, bias=False), nn.InstanceNorm2d(2 * width),
        nn.LeakyReLU(0.2), nn.Conv2d(2 * width, 1, 4, padding=1)))


class Pool(nn.Module):
    replay = Shuffles.replay

    def __init__(self, places, side):
        super().__init__()
        self.register_buffer("old_pool", torch.zeros(places, 1, side, side))
        self.register_buffer("old_stored", torch.zeros(()))


class Model(nn.Module):
    def __init__(self, width, depth, side, pool, **_):
        super().__init__()
        self.G, self.F = translator(width, depth), translator(width, depth)
        self.DA, self.DB = patches(width), patches(width)
        self.pool_a, self.pool_b = Pool(pool, side), Pool(pool, side)


def train(run):
    net = run.model
    d_parameters = [*net.DA.parameters(), *net.DB.parameters()]
    g_parameters = [*net.G.parameters(), *net.F.parameters()]
    d_optimizer = torch.optim.Adam(d_parameters, lr=2e-4, betas=(0.5, 0.999))
    g_optimizer = torch.optim.Adam(g_parameters, lr=2e-4, betas=(0.5, 0.999))
    for _ in run.iterations():
        a, b, *u = run.next("old_b.1", "old_b.2", "old_a.1", "old_a.2")
        fake_b, fake_a = net.G(a), net.F(b)
        old_b = net.pool_b.replay(run, fake_b.detach(), u[0], u[1])
        old_a = net.pool_a.replay(run, fake_a.detach(), u[2], u[3])
        da = 0.5 * ((net.DA(a) - 1).square().mean() + net.DA(old_a).square().mean())
        db = 0.5 * ((net.DB(b) - 1).square().mean() + net.DB(old_b).square().mean())
        run.step(d_optimizer, da + db, d_parameters, da=da, db=db)
        game = (net.DB(fake_b) - 1).square().mean() + (net.DA(fake_a) - 1).square().mean()
        back_a, back_b, same_b, same_a = net.F(fake_b), net.G(fake_a), net.G(b), net.F(a)
        for difference in (back_a - a, back_b - b, same_b - b, same_a - a):
            run.keep_from(difference, 0)
        cycle = F.l1_loss(back_a, a) + F.l1_loss(back_b, b)
        identity = F.l1_loss(same_b, b) + F.l1_loss(same_a, a)
        run.step(g_optimizer, game + 10 * cycle + 5 * identity, g_parameters,
                 game=game, cycle=cycle, identity=identity)
