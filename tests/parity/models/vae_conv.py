"""5 x 5 convolutions with `same` padding, and back by transposed ones."""

from torch import nn

from harness import image, normal
from models.vae import train  # noqa: F401
from models.vae_conv_mlp import encoder
from pieces import SameConvTranspose, up_same

SIZES = {"batch": 4, "latent": 5, "width": 2, "side": 8}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"z.1": normal(SIZES["latent"])}


class Model(nn.Module):
    def __init__(self, latent, width, side, **_):
        super().__init__()
        self.encoder = encoder(width, latent, side)
        self.decoder = nn.Sequential(
            nn.Linear(latent, 4 * width * (side // 4) ** 2), nn.LeakyReLU(0.2),
            nn.Unflatten(1, (4 * width, side // 4, side // 4)),
            up_same(4 * width, 2 * width, 5), up_same(2 * width, width, 5),
            SameConvTranspose(width, 1, 5))
