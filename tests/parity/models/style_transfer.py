"""Zhu et al., 2017: two translators and two critics on two sets of images."""

import itertools

import torch
from torch import nn

from harness import image
from pieces import Residual, down_same

SIZES = {"batch": 2, "width": 2, "depth": 2, "side": 8}
FIELDS = {name: image(3, SIZES["side"], SIZES["side"], -1, 1) for name in "ab"}
DRAWS = {}


def conv3(before, after):
    return nn.Sequential(nn.Conv2d(before, after, 3, padding=1, bias=False),
                         nn.InstanceNorm2d(after))


def translator(width, depth):
    def block():
        return nn.Sequential(Residual(
            conv3(2 * width, 2 * width), nn.ReLU(), conv3(2 * width, 2 * width)))

    return nn.Sequential(nn.Sequential(
        conv3(3, width), nn.ReLU(),
        nn.Conv2d(width, 2 * width, 4, 2, 1, bias=False), nn.InstanceNorm2d(2 * width),
        nn.ReLU(), nn.Sequential(*(block() for _ in range(depth))),
        nn.ConvTranspose2d(2 * width, width, 4, 2, 1, bias=False), nn.InstanceNorm2d(width),
        nn.ReLU(), nn.Conv2d(width, 3, 3, padding=1), nn.Tanh()))


def critic(width):
    return nn.Sequential(nn.Sequential(
        down_same(3, width, 4), down_same(width, 2 * width, 4),
        nn.Conv2d(2 * width, 1, 3, padding=1)))


class Model(nn.Module):
    def __init__(self, width, depth, **_):
        super().__init__()
        self.F, self.G = translator(width, depth), translator(width, depth)
        self.D_a, self.D_b = critic(width), critic(width)


def least_squares(score, target):
    return 0.5 * (score - target).square().mean()


def train(run):
    net = run.model

    def optimizer(*parts):
        parameters = list(itertools.chain(*(part.parameters() for part in parts)))
        return parameters, torch.optim.Adam(parameters, lr=2e-4, betas=(0.5, 0.999))

    translators, of_translators = optimizer(net.F, net.G)
    critics, of_critics = optimizer(net.D_a, net.D_b)

    def distance(back, image):
        run.keep_from(back - image, 0)
        return (back - image).abs().mean()

    for _ in run.iterations():
        a, b = run.next()
        to_b, to_a = net.F(a), net.G(b)
        d_a = least_squares(net.D_a(a), 1) + least_squares(net.D_a(to_a.detach()), 0)
        d_b = least_squares(net.D_b(b), 1) + least_squares(net.D_b(to_b.detach()), 0)
        run.step(of_critics, d_a + d_b, critics, d_a=d_a, d_b=d_b)
        deceit = least_squares(net.D_b(to_b), 1) + least_squares(net.D_a(to_a), 1)
        cycle = distance(net.G(to_b), a) + distance(net.F(to_a), b)
        run.step(of_translators, deceit + 10 * cycle, translators, deceit=deceit, cycle=cycle)
