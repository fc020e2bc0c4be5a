"""Sohn, Lee and Yan, 2015: the label beside the image and beside z."""

import torch
from torch import nn

from torch.nn import functional as F

from harness import image, label, normal

SIZES = {"batch": 8, "hidden": 24, "latent": 5, "classes": 10, "side": 6}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"]), "y": label(SIZES["classes"])}
DRAWS = {"z.1": normal(SIZES["latent"])}


class Encoder(nn.Sequential):
    def __init__(self, hidden, latent, classes, side):
        super().__init__(nn.Flatten(), nn.Identity(),
                         nn.Linear(side * side + classes, hidden), nn.ReLU())
        self.mu = nn.Sequential(nn.Linear(hidden, latent))
        self.logvar = nn.Sequential(nn.Linear(hidden, latent))

    def forward(self, x, c):
        h = self[3](self[2](torch.cat([self[0](x), c], 1)))
        return self.mu(h), self.logvar(h)


class Decoder(nn.Sequential):
    def forward(self, z, c):
        return super().forward(torch.cat([z, c], 1))


class Model(nn.Module):
    def __init__(self, hidden, latent, classes, side, **_):
        super().__init__()
        self.encoder = Encoder(hidden, latent, classes, side)
        self.decoder = Decoder(
            nn.Identity(), nn.Linear(latent + classes, hidden), nn.ReLU(),
            nn.Linear(hidden, side * side), nn.Unflatten(1, (1, side, side)))


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in run.iterations():
        x, y, noise = run.next("z.1")
        c = F.one_hot(y, net.decoder[1].in_features - noise.shape[1]).double()
        mu, logvar = net.encoder(x, c)
        logits = net.decoder(mu + torch.exp(0.5 * logvar) * noise, c)
        reconstruction = F.binary_cross_entropy_with_logits(
            logits, x, reduction="none").flatten(1).sum(1).mean()
        kl = -0.5 * (1 + logvar - mu.square() - logvar.exp()).sum(1).mean()
        run.step(optimizer, reconstruction + kl, net, reconstruction=reconstruction, kl=kl)
