"""Two stages; in the second the encoder is frozen, its batch norm too."""

import torch
from torch import nn

from harness import image, normal

SIZES = {"batch": 6, "width": 5, "side": 4}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"g.1": normal(SIZES["width"])}


class Model(nn.Module):
    def __init__(self, width, side, **_):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Flatten(), nn.Linear(side * side, width, bias=False), nn.BatchNorm1d(width), nn.Tanh())
        self.decoder = nn.Sequential(
            nn.Linear(width, side * side), nn.Unflatten(1, (1, side, side)))
        self.prior = nn.Sequential(
            nn.Linear(width, width), nn.Tanh(), nn.Linear(width, width))


def train(run):
    net = run.model

    def error(x):
        return (net.decoder(net.encoder(x)) - x).square().flatten(1).sum(1).mean()

    both = [*net.encoder.parameters(), *net.decoder.parameters()]
    optimizer = torch.optim.Adam(both)
    for _ in run.iterations():
        x, _ = run.next("g.1")
        optimizer.param_groups[0]["lr"] = 1e-2 - 9e-3 * run.time["progress"]
        loss = error(x)
        run.step(optimizer, loss, both, error=loss)

    net.encoder.eval()
    of_prior = torch.optim.Adam(net.prior.parameters())
    both = [*net.decoder.parameters(), *net.prior.parameters()]
    of_both = torch.optim.SGD(both, lr=1)
    for _ in run.iterations():
        of_prior.param_groups[0]["lr"] = 1e-2 / (1 + run.time["epoch"])
        of_both.param_groups[0]["lr"] = 1e-3 * (1 + run.time["step"])
        for _ in range(2):
            x, noise = run.next("g.1")
            gap = (net.prior(noise).mean(0) - net.encoder(x).mean(0)).square().sum()
            run.step(of_prior, gap, net.prior, gap=gap)
        size = net.prior(noise).norm(dim=1).mean()
        loss = error(x)
        run.step(of_both, loss + 0.01 * size, both, size=size, error=loss)
