"""Esser et al., 2021: a weight from two gradient norms, a discriminator that begins late."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image
from pieces import PaddedConv, Residual, Shortcut

SIZES = {"batch": 2, "width": 2, "groups": 2, "codes": 6, "inner": 3, "side": 32, "start": 2}
FIELDS = {"x": image(3, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {}


def norm(channels):
    return nn.Sequential(nn.GroupNorm(SIZES["groups"], channels, eps=1e-6))


def conv3(before, after):
    return nn.Sequential(nn.Conv2d(before, after, 3, padding=1))


def two(before, after):
    return [norm(before), nn.SiLU(), conv3(before, after), norm(after), nn.SiLU(),
            conv3(after, after)]


def same(channels):
    return nn.Sequential(Residual(*two(channels, channels)))


def to(before, after):
    return nn.Sequential(Shortcut(two(before, after), [nn.Conv2d(before, after, 1)]))


def down(channels):
    return nn.Sequential(PaddedConv(channels, channels, 3, stride=2, ends=(0, 1, 0, 1)))


def up(channels):
    return nn.Sequential(nn.Upsample(scale_factor=2), conv3(channels, channels))


class SelfAttention(nn.Module):
    def forward(self, x):
        q, k, v = (part.flatten(2).transpose(1, 2) for part in x.chunk(3, 1))
        weight = torch.softmax(q @ k.transpose(1, 2) / q.shape[2] ** 0.5, -1)
        return (weight @ v).transpose(1, 2).unflatten(2, x.shape[2:])


def attend(channels):
    return nn.Sequential(Residual(norm(channels), nn.Conv2d(channels, 3 * channels, 1),
                                  SelfAttention(), nn.Conv2d(channels, channels, 1)))


def patch(before, after, stride=2):
    return nn.Sequential(nn.Conv2d(before, after, 4, stride, 1, bias=False),
                         nn.BatchNorm2d(after), nn.LeakyReLU(0.2))


class Model(nn.Module):
    def __init__(self, width, codes, inner, **_):
        super().__init__()
        w = width
        self.encoder = nn.Sequential(
            conv3(3, w), same(w), down(w), to(w, 2 * w), down(2 * w), to(2 * w, 4 * w),
            attend(4 * w), same(4 * w), norm(4 * w), nn.SiLU(), nn.Conv2d(4 * w, inner, 1))
        self.decoder = nn.Sequential(
            conv3(inner, 4 * w), same(4 * w), attend(4 * w), up(4 * w), to(4 * w, 2 * w),
            up(2 * w), to(2 * w, w), norm(w), nn.SiLU())
        self.decoder.add_module("last", nn.Conv2d(w, 3, 3, padding=1))
        self.D = nn.Sequential(
            nn.Conv2d(3, w, 4, 2, 1), nn.LeakyReLU(0.2), patch(w, 2 * w), patch(2 * w, 4 * w),
            patch(4 * w, 8 * w, 1), nn.Conv2d(8 * w, 1, 4, padding=1))
        self.codebook = nn.Parameter(torch.zeros(codes, inner))


def quantize(run, ze):
    distances = (ze.permute(0, 2, 3, 1).unsqueeze(-2) - run.model.codebook).square().sum(-1)
    nearest = distances.detach().sort(-1).values
    run.keep_distance((nearest[..., 1] - nearest[..., 0]).min().item())
    code = distances.argmin(-1)
    return code, F.embedding(code, run.model.codebook).permute(0, 3, 1, 2)


def train(run):
    net, start = run.model, run.sizes["start"]
    rate = 4.5e-6 * run.batch
    own = [*net.encoder.parameters(), *net.decoder.parameters(), net.codebook]
    optimizer = torch.optim.Adam(own, lr=rate, betas=(0.5, 0.9))
    d_optimizer = torch.optim.Adam(net.D.parameters(), lr=rate, betas=(0.5, 0.9))
    for iteration in run.iterations():
        x, = run.next()
        ze = net.encoder(x)
        code, e = quantize(run, ze)
        y = net.decoder(ze + (e - ze).detach())
        run.keep_from(x - y, 0)
        reconstruction = (x - y).abs().mean()
        codes_loss = F.mse_loss(e, ze.detach()) + 0.25 * F.mse_loss(ze, e.detach())
        g_loss = -net.D(y).mean()
        last = net.decoder.last.weight
        of_both = [torch.autograd.grad(loss, last, retain_graph=True)[0].norm()
                   for loss in (reconstruction, g_loss)]
        ratio = (of_both[0] / (of_both[1] + 1e-4)).clamp(0, 1e4)
        game = (iteration >= start) * 0.8 * ratio
        used = F.one_hot(code.flatten(), len(net.codebook)).double().mean(0)
        run.log(game=game, perplexity=torch.exp(-(used * torch.log(used + 1e-10)).sum()))
        run.step(optimizer, reconstruction + codes_loss + game.detach() * g_loss, own,
                 reconstruction=reconstruction, codes_loss=codes_loss, g_loss=g_loss)
        if iteration >= start:
            with torch.no_grad():
                ze = net.encoder(x)
                y = net.decoder(quantize(run, ze)[1])
            real, fake = net.D(x), net.D(y)
            run.keep_from(real, 1)
            run.keep_from(fake, -1)
            d_loss = 0.5 * (F.relu(1 - real).mean() + F.relu(1 + fake).mean())
            run.step(d_optimizer, d_loss, net.D, d_loss=d_loss)
