"""Lee et al., 2022, equations 3, 4 and 7: every codebook takes what those before have left."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image
from models.vqvae import block

SIZES = {"batch": 4, "hidden": 12, "inner": 5, "width": 6, "codes": 10, "depth": 3, "side": 8}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {}


class Model(nn.Module):
    def __init__(self, hidden, inner, width, codes, depth, **_):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, hidden // 2, 4, 2, 1), nn.ReLU(),
            nn.Conv2d(hidden // 2, hidden, 4, 2, 1),
            block(hidden, inner), block(hidden, inner), nn.ReLU(),
            nn.Conv2d(hidden, width, 1))
        self.decoder = nn.Sequential(
            nn.Conv2d(width, hidden, 3, padding=1),
            block(hidden, inner), block(hidden, inner), nn.ReLU(),
            nn.ConvTranspose2d(hidden, hidden // 2, 4, 2, 1), nn.ReLU(),
            nn.ConvTranspose2d(hidden // 2, 1, 4, 2, 1))
        self.books = nn.Parameter(torch.zeros(depth, codes, width))


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=3e-4)
    for _ in run.iterations():
        x, = run.next()
        ze = net.encoder(x)
        rest, total, codebook_loss, commitment = ze.movedim(1, -1), 0, 0, 0
        for book in net.books:
            distances = (rest.unsqueeze(-2) - book).square().sum(-1)
            nearest = distances.detach().sort(-1).values
            run.keep_distance((nearest[..., 1] - nearest[..., 0]).min().item())
            e = book[distances.argmin(-1)]
            codebook_loss = codebook_loss + F.mse_loss(e, rest.detach())
            rest, total = rest - e.detach(), total + e.detach()
            commitment = commitment + rest.square().mean()
        y = net.decoder(ze + (total.movedim(-1, 1) - ze).detach())
        reconstruction = F.mse_loss(y, x)
        run.step(optimizer, reconstruction + codebook_loss + 0.25 * commitment, net,
                 reconstruction=reconstruction, codebook_loss=codebook_loss,
                 commitment=commitment)
