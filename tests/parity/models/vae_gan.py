"""Larsen et al., 2016: three losses at the same parameters, of which two may wait."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, normal

SIZES = {"batch": 4, "width": 1, "hidden": 8, "latent": 3, "side": 16, "least": 0.57, "most": 0.8}
FIELDS = {"x": image(3, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"z.1": normal(SIZES["latent"]), "fake.1": normal(SIZES["latent"])}
RENAME = {"encoder.layers.": "encoder."}


def down(inputs, channels):
    return nn.Sequential(nn.Conv2d(inputs, channels, 5, 2, 2, bias=False),
                         nn.BatchNorm2d(channels), nn.ReLU())


def up(inputs, channels):
    return nn.Sequential(nn.ConvTranspose2d(inputs, channels, 5, 2, 2, 1, bias=False),
                         nn.BatchNorm2d(channels), nn.ReLU())


def dense(inputs, units):
    return nn.Sequential(nn.Linear(inputs, units, bias=False), nn.BatchNorm1d(units), nn.ReLU())


class Encoder(nn.Module):
    def __init__(self, width, hidden, latent, inner):
        super().__init__()
        self.layers = nn.Sequential(
            down(3, 2 * width), down(2 * width, 4 * width), down(4 * width, 8 * width),
            nn.Flatten(), dense(8 * width * inner * inner, hidden))
        self.mu = nn.Sequential(nn.Linear(hidden, latent))
        self.logvar = nn.Sequential(nn.Linear(hidden, latent))

    def forward(self, x):
        h = self.layers(x)
        return self.mu(h), self.logvar(h)


class Discriminator(nn.Sequential):
    def __init__(self, width, hidden, inner):
        layers = [nn.Conv2d(3, width, 5, 1, 2), nn.ReLU(), down(width, 4 * width),
                  down(4 * width, 8 * width), nn.Conv2d(8 * width, 8 * width, 5, 2, 2, bias=False),
                  nn.BatchNorm2d(8 * width), nn.ReLU(), nn.Flatten(),
                  dense(8 * width * inner * inner, hidden // 4), nn.Linear(hidden // 4, 1)]
        super().__init__()
        for place, layer in enumerate(layers):
            self.add_module("features" if place == 4 else str(place), layer)

    def forward(self, x):
        layers = list(self.children())
        for layer in layers[:5]:
            x = layer(x)
        features = x
        for layer in layers[5:]:
            x = layer(x)
        return features, x


class Model(nn.Module):
    def __init__(self, width, hidden, latent, side, **_):
        super().__init__()
        inner = side // 8
        self.encoder = Encoder(width, hidden, latent, inner)
        self.decoder = nn.Sequential(
            dense(latent, 8 * width * inner * inner), nn.Unflatten(1, (8 * width, inner, inner)),
            up(8 * width, 8 * width), up(8 * width, 4 * width), up(4 * width, width),
            nn.Conv2d(width, 3, 5, 1, 2), nn.Tanh())
        self.D = Discriminator(width, hidden, inner)


def train(run):
    net, least, most = run.model, run.sizes["least"], run.sizes["most"]
    optimizers = [torch.optim.RMSprop(part.parameters(), lr=3e-4, alpha=0.99)
                  for part in (net.encoder, net.decoder, net.D)]
    made = []
    for _ in run.iterations():
        x, noise, z = run.next("z.1", "fake.1")
        mu, logvar = net.encoder(x)
        y = net.decoder(mu + torch.exp(0.5 * logvar) * noise)
        fake = net.decoder(z)
        (features, on_x), (features_of_y, on_y), (_, on_fake) = net.D(x), net.D(y), net.D(fake)
        kl = -0.5 * (1 + logvar - mu.square() - logvar.exp()).sum(1).mean()
        similarity = 0.5 * (features - features_of_y).square().flatten(1).sum(1).mean()
        real, rebuilt, drawn = (F.softplus(v).mean() for v in (-on_x, on_y, on_fake))
        for value in (real, drawn):
            run.keep_from(value, least, most)
        ahead = real < least or drawn < least
        behind = real > most or drawn > most
        made.append((not behind or ahead, not ahead or behind))
        game = real + rebuilt + drawn
        run.together(
            (optimizers[0], kl + similarity, net.encoder),
            (optimizers[1], 1e-6 * similarity - game, net.decoder),
            (optimizers[2], game, net.D),
            made=(True, *made[-1]), kl=kl, similarity=similarity, real=real, rebuilt=rebuilt,
            drawn=drawn)
    assert len(set(made)) > 1, made
