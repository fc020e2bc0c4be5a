"""Gulrajani et al., 2017: a penalty on the norm of a gradient."""

import torch

from harness import image, normal, uniform
from models.gan import MlpGan

SIZES = {"batch": 8, "latent": 7, "hidden": 40, "side": 6}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"fake.1": normal(SIZES["latent"]), "mix.1": uniform()}


class Model(MlpGan):
    def __init__(self, **sizes):
        super().__init__(last_bias=False, **sizes)


def train(run, betas=(0.0, 0.9), weight=10):
    net = run.model
    d_optimizer = torch.optim.Adam(net.D.parameters(), lr=1e-4, betas=betas)
    g_optimizer = torch.optim.Adam(net.G.parameters(), lr=1e-4, betas=betas)
    for _ in run.iterations():
        for _ in range(5):
            x, z, mix = run.next("fake.1", "mix.1")
            fake = net.G(z)
            mix = mix.reshape(-1, *[1] * (x.dim() - 1))
            x_hat = (mix * x + (1 - mix) * fake.detach()).requires_grad_()
            slope, = torch.autograd.grad(net.D(x_hat).sum(), x_hat, create_graph=True)
            penalty = (slope.flatten(1).norm(dim=1) - 1).square().mean()
            distance = net.D(x).mean() - net.D(fake.detach()).mean()
            critic = -distance + weight * penalty
            run.step(d_optimizer, critic, net.D, critic=critic, distance=distance)
        generator = -net.D(fake).mean()
        run.step(g_optimizer, generator, net.G, generator=generator)
