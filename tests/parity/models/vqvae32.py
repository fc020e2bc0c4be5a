"""van den Oord et al., 2017, for colour images."""

from harness import image
from models import vqvae
from models.vqvae import train  # noqa: F401

SIZES = {"batch": 4, "hidden": 12, "inner": 5, "width": 7, "codes": 12, "side": 8}
FIELDS = {"x": image(3, SIZES["side"], SIZES["side"], -0.5, 0.5)}
DRAWS = {}


class Model(vqvae.Model):
    channels, variance = 3, 0.0632704
