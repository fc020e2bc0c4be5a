"""5 x 5 convolutions with `same` padding to a Gaussian decoder."""

import torch
from torch import nn

from harness import image, normal
from pieces import Heads, SameConvTranspose, down_same, up_same

SIZES = {"batch": 3, "latent": 5, "hidden": 8, "width": 2, "side": 12}
FIELDS = {"x": image(3, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"z.1": normal(SIZES["latent"])}


class Model(nn.Module):
    def __init__(self, latent, hidden, width, side, **_):
        super().__init__()
        quarter = side // 4
        self.encoder = Heads(
            down_same(3, width, 5), down_same(width, 2 * width, 5),
            down_same(2 * width, 4 * width, 5), nn.Flatten(),
            nn.Linear(4 * width * ((side + 7) // 8) ** 2, hidden), nn.LeakyReLU(0.2),
            mu=[nn.Linear(hidden, latent)], logvar=[nn.Linear(hidden, latent)])
        self.decoder = nn.Sequential(
            nn.Linear(latent, hidden), nn.LeakyReLU(0.2),
            nn.Linear(hidden, 2 * width * quarter ** 2), nn.LeakyReLU(0.2),
            nn.Unflatten(1, (2 * width, quarter, quarter)), up_same(2 * width, width, 5),
            SameConvTranspose(width, 3, 5, 2), nn.Tanh())


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in run.iterations():
        x, noise = run.next("z.1")
        mu, logvar = net.encoder(x)
        y = net.decoder(mu + torch.exp(0.5 * logvar) * noise)
        reconstruction = (y - x).square().flatten(1).sum(1).mean()
        kl = -0.5 * (1 + logvar - mu.square() - logvar.exp()).sum(1).mean()
        run.step(optimizer, reconstruction + kl, net, reconstruction=reconstruction, kl=kl)
