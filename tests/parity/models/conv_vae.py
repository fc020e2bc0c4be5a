"""Kingma and Welling, 2013, with convolutions."""

from torch import nn

from harness import image, normal
from models.vae import train  # noqa: F401

SIZES = {"batch": 4, "width": 3, "hidden": 12, "latent": 5, "side": 8}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"z.1": normal(SIZES["latent"])}


class Model(nn.Module):
    class Encoder(nn.Sequential):
        def __init__(self, width, hidden, latent, side):
            super().__init__(
                nn.Conv2d(1, width, 4, 2, 1), nn.ReLU(),
                nn.Conv2d(width, 2 * width, 4, 2, 1), nn.ReLU(), nn.Flatten(),
                nn.Linear(2 * width * (side // 4) ** 2, hidden), nn.ReLU())
            self.mu = nn.Sequential(nn.Linear(hidden, latent))
            self.logvar = nn.Sequential(nn.Linear(hidden, latent))

        def forward(self, x):
            for layer in list(self)[:7]:
                x = layer(x)
            return self.mu(x), self.logvar(x)

    def __init__(self, width, hidden, latent, side, **_):
        super().__init__()
        self.encoder = Model.Encoder(width, hidden, latent, side)
        self.decoder = nn.Sequential(
            nn.Linear(latent, hidden), nn.ReLU(),
            nn.Linear(hidden, 2 * width * (side // 4) ** 2), nn.ReLU(),
            nn.Unflatten(1, (2 * width, side // 4, side // 4)),
            nn.ConvTranspose2d(2 * width, width, 4, 2, 1), nn.ReLU(),
            nn.ConvTranspose2d(width, 1, 4, 2, 1))
