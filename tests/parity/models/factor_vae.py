"""Kim and Mnih, 2018, algorithm 2: the discriminator sees a batch of its own."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, normal, uniform

SIZES = {"batch": 6, "hidden": 12, "wide": 9, "latent": 4, "side": 5}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"z.1": normal(SIZES["latent"]), "apart.1": uniform(SIZES["latent"])}
RENAME = {"encoder.layers.": "encoder."}
GAMMA = 6.4


class Encoder(nn.Module):
    def __init__(self, pixels, hidden, latent):
        super().__init__()
        self.layers = nn.Sequential(nn.Flatten(), nn.Linear(pixels, hidden), nn.ReLU())
        self.mu = nn.Sequential(nn.Linear(hidden, latent))
        self.logvar = nn.Sequential(nn.Linear(hidden, latent))

    def forward(self, x):
        h = self.layers(x)
        return self.mu(h), self.logvar(h)


class Model(nn.Module):
    def __init__(self, hidden, wide, latent, side, **_):
        super().__init__()
        self.encoder = Encoder(side * side, hidden, latent)
        self.decoder = nn.Sequential(
            nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, side * side),
            nn.Unflatten(1, (1, side, side)))
        widths = [latent] + 5 * [wide]
        self.D = nn.Sequential(
            *[nn.Sequential(nn.Linear(a, b), nn.LeakyReLU(0.2))
              for a, b in zip(widths[:-1], widths[1:])], nn.Linear(wide, 1))


def train(run):
    net = run.model
    parameters = [*net.encoder.parameters(), *net.decoder.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=1e-4)
    d_optimizer = torch.optim.Adam(net.D.parameters(), lr=1e-4, betas=(0.5, 0.9))
    for _ in run.iterations():
        x, noise, _ = run.next("z.1", "apart.1")
        mu, logvar = net.encoder(x)
        z = mu + torch.exp(0.5 * logvar) * noise
        reconstruction = F.binary_cross_entropy_with_logits(
            net.decoder(z), x, reduction="none").flatten(1).sum(1).mean()
        kl = -0.5 * (1 + logvar - mu.square() - logvar.exp()).sum(1).mean()
        total_correlation = net.D(z).mean()
        run.step(optimizer, reconstruction + kl + GAMMA * total_correlation, parameters,
                 reconstruction=reconstruction, kl=kl, total_correlation=total_correlation)
        x, noise, dims = run.next("z.1", "apart.1")
        mu, logvar = net.encoder(x)
        z = (mu + torch.exp(0.5 * logvar) * noise).detach()
        apart = z.gather(0, dims.argsort(0))
        d_loss = 0.5 * (F.softplus(-net.D(z)).mean() + F.softplus(net.D(apart)).mean())
        run.step(d_optimizer, d_loss, net.D, d_loss=d_loss)
