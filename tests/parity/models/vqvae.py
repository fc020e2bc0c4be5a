"""van den Oord et al., 2017: the nearest code, straight through."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image
from pieces import Residual

SIZES = {"batch": 4, "hidden": 12, "inner": 5, "width": 7, "codes": 12, "side": 8}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {}


def block(hidden, inner):
    return nn.Sequential(Residual(nn.ReLU(), nn.Conv2d(hidden, inner, 3, padding=1),
                                  nn.ReLU(), nn.Conv2d(inner, hidden, 1)))


class Model(nn.Module):
    channels, variance = 1, 0.095

    def __init__(self, hidden, inner, width, codes, **_):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(self.channels, hidden // 2, 4, 2, 1), nn.ReLU(),
            nn.Conv2d(hidden // 2, hidden, 4, 2, 1), nn.ReLU(),
            nn.Conv2d(hidden, hidden, 3, padding=1),
            block(hidden, inner), block(hidden, inner), nn.ReLU(),
            nn.Conv2d(hidden, width, 1))
        self.decoder = nn.Sequential(
            nn.Conv2d(width, hidden, 3, padding=1),
            block(hidden, inner), block(hidden, inner), nn.ReLU(),
            nn.ConvTranspose2d(hidden, hidden // 2, 4, 2, 1), nn.ReLU(),
            nn.ConvTranspose2d(hidden // 2, self.channels, 4, 2, 1))
        self.codebook = nn.Parameter(torch.zeros(codes, width))


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=3e-4)
    for _ in run.iterations():
        x, = run.next()
        ze = net.encoder(x)
        rows = ze.permute(0, 2, 3, 1)
        distances = (rows.unsqueeze(-2) - net.codebook).square().sum(-1)
        nearest = distances.detach().sort(-1).values
        run.keep_distance((nearest[..., 1] - nearest[..., 0]).min().item())
        code = distances.argmin(-1)
        e = F.embedding(code, net.codebook).permute(0, 3, 1, 2)
        y = net.decoder(ze + (e - ze).detach())
        reconstruction = F.mse_loss(y, x) / net.variance
        codebook_loss = F.mse_loss(e, ze.detach())
        commitment = F.mse_loss(ze, e.detach())
        used = F.one_hot(code.flatten(), len(net.codebook)).double().mean(0)
        run.log(perplexity=torch.exp(-(used * torch.log(used + 1e-10)).sum()))
        run.step(optimizer, reconstruction + codebook_loss + 0.25 * commitment, net,
                 reconstruction=reconstruction, codebook_loss=codebook_loss,
                 commitment=commitment)
