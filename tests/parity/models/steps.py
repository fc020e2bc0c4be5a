"""Every way to make a step, by hand."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import normal, vector

SIZES = {"batch": 6, "hidden": 5, "latent": 3, "width": 4}
FIELDS = {"x": vector(SIZES["width"])}
DRAWS = {"fake.1": normal(SIZES["latent"])}


class Model(nn.Module):
    def __init__(self, hidden, latent, width, **_):
        super().__init__()
        self.G = nn.Sequential(nn.Linear(latent, hidden), nn.Tanh(), nn.Linear(hidden, width))
        self.D = nn.Sequential(nn.Linear(width, hidden), nn.Tanh(), nn.Linear(hidden, 1))
        self.register_buffer("usual", torch.tensor(1.4, dtype=torch.float64))


def d_loss_of(net, x, z):
    return F.softplus(-net.D(x)).mean() + F.softplus(net.D(net.G(z).detach())).mean()


def set_rate(optimizer, rate):
    optimizer.param_groups[0]["lr"] = float(rate)


def mean_step(run, optimizers, x, z):
    """The mean of three gradients, by an optimizer for each part of D."""
    net, sums = run.model, {p: torch.zeros_like(p) for p in run.model.D.parameters()}
    for k in range(3):
        x, z = run.next("fake.1") if k else (x, z)
        d_loss = d_loss_of(net, x, z)
        run.log(d_loss=d_loss)
        for p, gradient in zip(sums, torch.autograd.grad(d_loss, list(sums))):
            sums[p] += gradient
    for p, total in sums.items():
        p.grad = total / 3
    run.record("mean", list(sums))
    for optimizer in optimizers:
        optimizer.step()
    with torch.no_grad():
        net.usual.copy_(0.9 * net.usual + 0.1 * d_loss)
    return x


def train(run):
    net, made = run.model, []
    shared_d = torch.optim.Adam(net.D[2].parameters(), betas=(0.5, 0.999))
    shared_g = torch.optim.Adam(net.G.parameters(), betas=(0.5, 0.999))
    first = torch.optim.SGD(net.D[0].parameters(), momentum=0.9)
    lazy = torch.optim.Adam(net.D.parameters())
    gated = torch.optim.RMSprop(net.D.parameters())
    for iteration in run.iterations():
        rate = 1e-2 * min((iteration + 1) / 4, 1)
        set_rate(shared_d, rate), set_rate(shared_g, rate)
        set_rate(first, 0.1 * (1 - run.time["progress"]))
        x, z = run.next("fake.1")
        x = mean_step(run, [shared_d, first], x, z)
        for _ in range(3): # it is logged with the losses of the step
            run.log(rate=rate)
        if iteration % 3 == 0:
            x.requires_grad_()
            gradient, = torch.autograd.grad(net.D(x).sum(), x, create_graph=True)
            slope = gradient.square().sum(1).mean()
            set_rate(lazy, 1e-3 * net.usual)
            run.step(lazy, slope, net.D, slope=slope)
        for k in range(2):
            z, = run.next("fake.1")[1:] if k else run.noise("fake.1")
            g_loss = F.softplus(-net.D(net.G(z))).mean()
            run.step(shared_g, g_loss, net.G, clip_norm=0.1, g_loss=g_loss)
        x, z = run.next("fake.1")
        d_loss = d_loss_of(net, x, z)
        run.keep_from(d_loss - net.usual, 0)
        made.append(bool(d_loss > net.usual))
        if made[-1]:
            set_rate(gated, 1e-3 * 0.5 ** run.time["epoch"])
            run.step(gated, d_loss, net.D)
    assert 0 < sum(made) < len(made), made
