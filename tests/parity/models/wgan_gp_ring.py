"""Gulrajani et al., 2017, on points of the plane."""

from torch import nn

from harness import normal, uniform, vector
from models import wgan_gp

SIZES = {"batch": 8, "latent": 2, "hidden": 24}
FIELDS = {"x": vector(2)}
DRAWS = {"fake.1": normal(SIZES["latent"]), "mix.1": uniform()}


def hidden_layers(before, hidden):
    return nn.Sequential(
        nn.Sequential(nn.Linear(before, hidden), nn.ReLU()),
        *(nn.Sequential(nn.Linear(hidden, hidden), nn.ReLU()) for _ in range(2)))


class Model(nn.Module):
    def __init__(self, latent, hidden, **_):
        super().__init__()
        self.G = nn.Sequential(hidden_layers(latent, hidden), nn.Linear(hidden, 2))
        self.D = nn.Sequential(hidden_layers(2, hidden), nn.Linear(hidden, 1, bias=False))


def train(run):
    wgan_gp.train(run, betas=(0.5, 0.9), weight=0.1)
