"""van den Oord et al., 2017, with a PixelCNN over the codes in a second stage."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image
from models.causal import Masked
from models.progressive import quantise
from pieces import Residual, SameConvTranspose, down_same, up_same

SIZES = {"batch": 3, "hidden": 6, "width": 4, "codes": 6, "side": 12}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {}
VARIANCE = 0.095


def seen(hidden, kernel):
    return nn.Sequential(nn.ReLU(), Masked(hidden, hidden, kernel, "B"))


class Model(nn.Module):
    def __init__(self, hidden, width, codes, **_):
        super().__init__()
        self.encoder = nn.Sequential(
            down_same(1, hidden // 2, 4), down_same(hidden // 2, hidden, 4),
            nn.Conv2d(hidden, width, 3, padding=1))
        self.decoder = nn.Sequential(
            nn.Conv2d(width, hidden, 3, padding=1), nn.LeakyReLU(0.2),
            up_same(hidden, hidden // 2, 4), SameConvTranspose(hidden // 2, 1, 4, 2))
        self.prior = nn.Sequential(
            Masked(codes, hidden, 7, "A"), Residual(seen(hidden, 3), seen(hidden, 1)),
            Residual(seen(hidden, 3), seen(hidden, 1)), nn.ReLU(),
            Masked(hidden, codes, 1, "B"))
        self.codebook = nn.Parameter(torch.zeros(codes, width))


def train(run):
    net = run.model
    autoencoder = [*net.encoder.parameters(), *net.decoder.parameters(), net.codebook]
    optimizer = torch.optim.Adam(autoencoder, lr=1e-3)
    of_prior = torch.optim.Adam(net.prior.parameters(), lr=1e-3)

    def log_perplexity(code):
        used = F.one_hot(code.flatten(), len(net.codebook)).double().mean(0)
        run.log(perplexity=torch.exp(-(used * torch.log(used + 1e-10)).sum()))

    for _ in run.iterations():
        x, = run.next()
        z, code, codebook_loss, commitment = quantise(run, net.encoder(x), net.codebook)
        reconstruction = F.mse_loss(net.decoder(z), x) / VARIANCE
        log_perplexity(code)
        run.step(optimizer, reconstruction + codebook_loss + 0.25 * commitment, autoencoder,
                 reconstruction=reconstruction, codebook_loss=codebook_loss,
                 commitment=commitment)
    for _ in run.iterations():
        x, = run.next()
        _, code, _, _ = quantise(run, net.encoder(x), net.codebook)
        logits = net.prior(F.one_hot(code, len(net.codebook)).permute(0, 3, 1, 2).double())
        surprise = F.cross_entropy(logits, code, reduction="none").sum((1, 2)).mean()
        run.step(of_prior, surprise, net.prior, surprise=surprise)
