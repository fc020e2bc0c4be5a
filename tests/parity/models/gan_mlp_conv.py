"""A perceptron against 5 x 5 convolutions with `same` padding."""

from torch import nn

from harness import image, normal
from models import gan
from pieces import down_same

SIZES = {"batch": 6, "latent": 5, "hidden": 12, "width": 2, "side": 8}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"fake.1": normal(SIZES["latent"])}


class Model(nn.Module):
    def __init__(self, latent, hidden, width, side, **_):
        super().__init__()
        self.G = gan.mlp_generator(latent, hidden, side)
        self.D = nn.Sequential(
            down_same(1, width, 5), down_same(width, 2 * width, 5),
            down_same(2 * width, 4 * width, 5), nn.Flatten(),
            nn.Linear(4 * width * ((side + 7) // 8) ** 2, 1))


def train(run):
    gan.train(run, betas=(0.9, 0.999))
