"""The shipped pages in PyTorch, as a competent user would write them.

    python3 bench/peers.py MODEL [--steps N] [--threads T] [--channels-last] [--compile]

prints, as the trainers of latentc do, `ms_per_step MEDIAN MIN` of a whole iteration, then
`parameters N`. Layer sizes, losses, penalties, initial weights and optimizers are those of
graphs/MODEL.yaml. Whatever a user may choose is chosen in PyTorch's favour:

- batches are slices of one tensor of random pixels in memory, already in the memory format
  that the model wants, so that data cost nothing;
- Adam is the fused one;
- a network that a step does not update does not get weight gradients;
- no loss is copied out of its tensor, and the metrics of a page are left out.
"""
import argparse
import sys
import time

try:
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError:
    sys.exit("PyTorch is not installed")

EXAMPLES = 1024


class Batches:
    """Endless slices of random pixels in the page's range."""

    def __init__(self, size, shape, low, options):
        pixels = torch.rand(EXAMPLES, *shape) * (1 - low) + low
        self.slices = options.laid_out(pixels).split(size)
        self.taken = 0

    def next(self):
        self.taken += 1
        return self.slices[self.taken % len(self.slices)]


class Options:
    def __init__(self, channels_last, compiled):
        self.channels_last, self.compiled = channels_last, compiled

    def laid_out(self, value):
        return value.to(memory_format=torch.channels_last) if self.channels_last else value

    def network(self, network):
        network = self.laid_out(network)
        return torch.compile(network) if self.compiled else network


def adam(network, rate, beta1=0.9, beta2=0.999):
    return torch.optim.Adam(network.parameters(), rate, (beta1, beta2), fused=True)


def descend(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def non_saturating(options, generator, discriminator, batches, latent):
    """One step of D and one of G on the same noise: gan and dcgan."""
    g_adam, d_adam = (adam(n, 2e-4, 0.5) for n in (generator, discriminator))
    G, D = options.network(generator), options.network(discriminator)

    def iteration():
        x = batches.next()
        fake = G(torch.randn(len(x), latent))
        discriminator.requires_grad_(True)
        real_loss = F.softplus(-D(x)).mean()
        descend(d_adam, real_loss + F.softplus(D(fake.detach())).mean())
        discriminator.requires_grad_(False)
        descend(g_adam, F.softplus(-D(fake)).mean())

    return iteration, [generator, discriminator]


def gan(options):
    latent, hidden, pixels = 100, 128, 784
    generator = nn.Sequential(
        nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(),
        nn.Linear(hidden, pixels), nn.Sigmoid(), nn.Unflatten(1, (1, 28, 28)))
    discriminator = nn.Sequential(
        nn.Flatten(), nn.Linear(pixels, hidden), nn.LeakyReLU(0.2),
        nn.Linear(hidden, hidden), nn.LeakyReLU(0.2), nn.Linear(hidden, 1))
    batches = Batches(128, (1, 28, 28), 0, options)
    return non_saturating(options, generator, discriminator, batches, latent)


class Vae(nn.Module):
    def __init__(self, hidden=400, latent=20):
        super().__init__()
        self.encoder = nn.Sequential(nn.Flatten(), nn.Linear(784, hidden), nn.ReLU())
        self.mu, self.logvar = nn.Linear(hidden, latent), nn.Linear(hidden, latent)
        self.decoder = nn.Sequential(
            nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, 784),
            nn.Unflatten(1, (1, 28, 28)))

    def forward(self, x):
        h = self.encoder(x)
        mu, logvar = self.mu(h), self.logvar(h)
        z = mu + torch.exp(0.5 * logvar) * torch.randn_like(mu)
        logits = self.decoder(z)
        nll = F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
        kl = 0.5 * (mu.square() + logvar.exp() - 1 - logvar).sum()
        return (nll + kl) / len(x)


def vae(options):
    model = Vae()
    batches = Batches(128, (1, 28, 28), 0, options)
    optimizer, bound = adam(model, 1e-3), options.network(model)

    def iteration():
        descend(optimizer, bound(batches.next()))

    return iteration, [model]


def wgan_gp(options):
    latent, hidden, pixels = 100, 512, 784
    G = nn.Sequential(
        nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(),
        nn.Linear(hidden, pixels), nn.Sigmoid(), nn.Unflatten(1, (1, 28, 28)))
    D = nn.Sequential(
        nn.Flatten(), nn.Linear(pixels, hidden), nn.LeakyReLU(0.2),
        nn.Linear(hidden, hidden), nn.LeakyReLU(0.2), nn.Linear(hidden, 1, bias=False))
    if options.compiled:
        sys.exit("torch.compile does not differentiate twice")
    batches = Batches(64, (1, 28, 28), 0, options)
    g_adam, d_adam = (adam(n, 1e-4, 0.0, 0.9) for n in (G, D))

    def iteration():
        D.requires_grad_(True)
        for _ in range(5):
            x = batches.next()
            z = torch.randn(len(x), latent)
            with torch.no_grad():
                fake = G(z)
            mix = torch.rand(len(x), 1, 1, 1)
            x_hat = (mix * x + (1 - mix) * fake).requires_grad_()
            slope, = torch.autograd.grad(D(x_hat).sum(), x_hat, create_graph=True)
            penalty = (slope.flatten(1).norm(dim=1) - 1).square().mean()
            descend(d_adam, D(fake).mean() - D(x).mean() + 10 * penalty)
        D.requires_grad_(False)
        descend(g_adam, -D(G(z)).mean())

    return iteration, [G, D]


def dcgan_initial(module):
    if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
        nn.init.normal_(module.weight, 0, 0.02)


def dcgan(options):
    latent, width = 100, 64

    def up(before, channels):
        return [nn.ConvTranspose2d(before, channels, 4, 2, 1, bias=False),
                nn.BatchNorm2d(channels), nn.ReLU(inplace=True)]

    def down(before, channels):
        return [nn.Conv2d(before, channels, 4, 2, 1, bias=False),
                nn.BatchNorm2d(channels), nn.LeakyReLU(0.2, inplace=True)]

    generator = nn.Sequential(
        nn.Unflatten(1, (latent, 1, 1)),
        nn.ConvTranspose2d(latent, 4 * width, 4, bias=False), nn.BatchNorm2d(4 * width),
        nn.ReLU(inplace=True), *up(4 * width, 2 * width), *up(2 * width, width),
        nn.ConvTranspose2d(width, 3, 4, 2, 1, bias=False), nn.Tanh())
    discriminator = nn.Sequential(
        nn.Conv2d(3, width, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, inplace=True),
        *down(width, 2 * width), *down(2 * width, 4 * width),
        nn.Conv2d(4 * width, 1, 4, bias=False), nn.Flatten())
    for network in (generator, discriminator):
        network.apply(dcgan_initial)
    batches = Batches(64, (3, 32, 32), -1, options)
    return non_saturating(options, generator, discriminator, batches, latent)


class Residual(nn.Sequential):
    def __init__(self, hidden, inner):
        super().__init__(nn.ReLU(), nn.Conv2d(hidden, inner, 3, 1, 1),
                         nn.ReLU(inplace=True), nn.Conv2d(inner, hidden, 1))

    def forward(self, x):
        return x + super().forward(x)


class Vqvae(nn.Module):
    def __init__(self, hidden=128, inner=32, width=64, codes=512):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, hidden // 2, 4, 2, 1), nn.ReLU(inplace=True),
            nn.Conv2d(hidden // 2, hidden, 4, 2, 1), nn.ReLU(inplace=True),
            nn.Conv2d(hidden, hidden, 3, 1, 1), Residual(hidden, inner),
            Residual(hidden, inner), nn.ReLU(inplace=True), nn.Conv2d(hidden, width, 1))
        self.decoder = nn.Sequential(
            nn.Conv2d(width, hidden, 3, 1, 1), Residual(hidden, inner),
            Residual(hidden, inner), nn.ReLU(inplace=True),
            nn.ConvTranspose2d(hidden, hidden // 2, 4, 2, 1), nn.ReLU(inplace=True),
            nn.ConvTranspose2d(hidden // 2, 1, 4, 2, 1))
        self.codebook = nn.Parameter(torch.empty(codes, width).uniform_(-1 / codes, 1 / codes))

    def forward(self, x, variance=0.095):
        ze = self.encoder(x).permute(0, 2, 3, 1)
        flat = ze.reshape(-1, ze.shape[-1])
        with torch.no_grad():           # |z|^2 is the same for all codes
            distance = torch.addmm(self.codebook.square().sum(1), flat, self.codebook.t(),
                                   alpha=-2)
            code = distance.argmin(1)
        e = F.embedding(code, self.codebook).view_as(ze)
        zq = ze + (e - ze).detach()
        y = self.decoder(zq.permute(0, 3, 1, 2))
        return (F.mse_loss(y, x) / variance + F.mse_loss(e, ze.detach())
                + 0.25 * F.mse_loss(ze, e.detach()))


def vqvae(options):
    model = Vqvae()
    batches = Batches(32, (1, 28, 28), 0, options)
    optimizer, loss = adam(model, 3e-4), options.network(model)

    def iteration():
        descend(optimizer, loss(batches.next()))

    return iteration, [model]


def measure(iteration, steps):
    """Seconds of each iteration, after as much warm-up as `MODEL bench` takes."""
    seconds = []
    for _ in range(steps // 10 + 3):
        iteration()
    for _ in range(steps):
        start = time.perf_counter()
        iteration()
        seconds.append(time.perf_counter() - start)
    return sorted(seconds)


def main():
    models = {f.__name__: f for f in (gan, vae, wgan_gp, dcgan, vqvae)}
    parser = argparse.ArgumentParser(description="the shipped pages in PyTorch")
    parser.add_argument("model", choices=models)
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--channels-last", action="store_true")
    parser.add_argument("--compile", action="store_true")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(1)
    iteration, networks = models[given.model](Options(given.channels_last, given.compile))
    seconds = measure(iteration, given.steps)
    middle = (seconds[(given.steps - 1) // 2] + seconds[given.steps // 2]) / 2
    print(f"ms_per_step {1e3 * middle:.4f} {1e3 * seconds[0]:.4f}")
    print("parameters", sum(p.numel() for n in networks for p in n.parameters()))


main()
