"""Dense networks; the gradient of each step is clipped by its norm."""

from torch import nn

from harness import image, normal
from models import gan
from pieces import dense

SIZES = {"batch": 8, "latent": 5, "wide": 48, "side": 4}
FIELDS = {"x": image(3, SIZES["side"], SIZES["side"])}
DRAWS = {"fake.1": normal(SIZES["latent"])}


class Model(nn.Module):
    def __init__(self, latent, wide, side, **_):
        super().__init__()
        pixels = 3 * side * side
        self.G = nn.Sequential(
            dense(latent, wide), dense(wide, wide // 2), dense(wide // 2, wide // 4),
            nn.Linear(wide // 4, pixels), nn.Sigmoid(), nn.Unflatten(1, (3, side, side)))
        self.D = nn.Sequential(
            nn.Flatten(), dense(pixels, wide // 2), dense(wide // 2, wide // 4),
            dense(wide // 4, wide // 8), nn.Linear(wide // 8, 1))


def train(run):
    gan.train(run, clip_norm=1)
