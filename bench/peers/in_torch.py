"""The shipped pages in PyTorch, as a competent user would write them.

Modules are nested so that their keys are those of a trainer's checkpoint. Whatever a user may
choose is chosen in PyTorch's favour: the fused Adam, no weight gradients of a network that a
step does not update, no loss copied out of its tensor, no metrics.
"""
import os
import sys

os.environ.setdefault("TORCHINDUCTOR_COMPILE_THREADS", "1")   # no pool of idle compilers

try:
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError:
    sys.exit("PyTorch is not installed")


# ---- networks --------------------------------------------------------------------------------


def mlp_generator(latent, hidden):
    return nn.Sequential(
        nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(),
        nn.Linear(hidden, 784), nn.Sigmoid(), nn.Unflatten(1, (1, 28, 28)))


def mlp_discriminator(hidden, last_bias):
    return nn.Sequential(
        nn.Flatten(), nn.Linear(784, hidden), nn.LeakyReLU(0.2), nn.Linear(hidden, hidden),
        nn.LeakyReLU(0.2), nn.Linear(hidden, 1, bias=last_bias))


def up(before, channels):
    return nn.Sequential(nn.ConvTranspose2d(before, channels, 4, 2, 1, bias=False),
                         nn.BatchNorm2d(channels), nn.ReLU(inplace=True))


def down(before, channels):
    return nn.Sequential(nn.Conv2d(before, channels, 4, 2, 1, bias=False),
                         nn.BatchNorm2d(channels), nn.LeakyReLU(0.2, inplace=True))


def dcgan_generator(latent, width, doublings, last_bias=False):
    widths = [width << i for i in range(doublings, -1, -1)]
    return nn.Sequential(
        nn.Unflatten(1, (latent, 1, 1)), nn.ConvTranspose2d(latent, widths[0], 4, bias=False),
        nn.BatchNorm2d(widths[0]), nn.ReLU(inplace=True),
        *(up(*pair) for pair in zip(widths, widths[1:])),
        nn.ConvTranspose2d(width, 3, 4, 2, 1, bias=last_bias), nn.Tanh())


def dcgan_discriminator(width, doublings):
    widths = [width << i for i in range(doublings + 1)]
    return nn.Sequential(
        nn.Conv2d(3, width, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, inplace=True),
        *(down(*pair) for pair in zip(widths, widths[1:])),
        nn.Conv2d(widths[-1], 1, 4, bias=False), nn.Flatten())


def convolutional_critic(width):
    def plain_down(before, channels):
        return nn.Sequential(nn.Conv2d(before, channels, 4, 2, 1),
                             nn.LeakyReLU(0.2, inplace=True))

    return nn.Sequential(
        plain_down(3, width), plain_down(width, 2 * width), plain_down(2 * width, 4 * width),
        nn.Conv2d(4 * width, 1, 4, bias=False), nn.Flatten())


class Residual(nn.Sequential):
    def forward(self, x):
        return x + super().forward(x)


class Branches(nn.Module):
    """shortcut(x) + layers(x)"""

    def __init__(self, layers, shortcut):
        super().__init__()
        self.layers, self.shortcut = nn.Sequential(*layers), nn.Sequential(*shortcut)

    def forward(self, x):
        return self.shortcut(x) + self.layers(x)


def conv3(before, after, bias=True):
    return nn.Sequential(nn.Conv2d(before, after, 3, 1, 1, bias=bias))


def conv1(before, after, bias=True):
    return nn.Sequential(nn.Conv2d(before, after, 1, bias=bias))


def residual_generator(latent, width):
    def grow():
        return nn.Sequential(Branches(
            [nn.BatchNorm2d(width), nn.ReLU(inplace=True), nn.Upsample(scale_factor=2),
             conv3(width, width, False), nn.BatchNorm2d(width), nn.ReLU(inplace=True),
             conv3(width, width, False)],
            [nn.Upsample(scale_factor=2), conv1(width, width, False)]))

    return nn.Sequential(
        nn.Linear(latent, 16 * width), nn.Unflatten(1, (width, 4, 4)), grow(), grow(), grow(),
        nn.BatchNorm2d(width), nn.ReLU(inplace=True), nn.Conv2d(width, 3, 3, 1, 1), nn.Tanh())


def residual_discriminator(width):
    first = Branches([conv3(3, width), nn.ReLU(inplace=True), conv3(width, width),
                      nn.AvgPool2d(2)], [nn.AvgPool2d(2), conv1(3, width)])
    down = Branches([nn.ReLU(), conv3(width, width), nn.ReLU(inplace=True),
                     conv3(width, width), nn.AvgPool2d(2)],
                    [conv1(width, width), nn.AvgPool2d(2)])
    plain = [nn.Sequential(Residual(nn.ReLU(), conv3(width, width), nn.ReLU(inplace=True),
                                    conv3(width, width))) for _ in range(2)]
    return nn.Sequential(nn.Sequential(first), nn.Sequential(down), *plain,
                         nn.ReLU(inplace=True),
                         nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
                         nn.Linear(width, 1))


class Pair(nn.Module):
    def __init__(self, generator, discriminator, deviation=None):
        super().__init__()
        self.G, self.D = generator, discriminator
        for module in self.modules() if deviation else ():
            if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
                nn.init.normal_(module.weight, 0, deviation)


class Encoder(nn.Sequential):
    """Layers, then two linear heads."""

    def __init__(self, layers, hidden, latent):
        super().__init__(*layers)
        self.layers = len(layers)
        self.mu = nn.Sequential(nn.Linear(hidden, latent))
        self.logvar = nn.Sequential(nn.Linear(hidden, latent))

    def forward(self, x):
        for layer in list(self)[:self.layers]:
            x = layer(x)
        return self.mu(x), self.logvar(x)


class Vae(nn.Module):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder

    def forward(self, x, noise):
        mu, logvar = self.encoder(x)
        logits = self.decoder(mu + torch.exp(0.5 * logvar) * noise)
        nll = F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
        kl = 0.5 * (mu.square() + logvar.exp() - 1 - logvar).sum()
        return {"reconstruction": nll / len(x), "kl": kl / len(x)}


def block(hidden, inner):
    return nn.Sequential(Residual(nn.ReLU(), nn.Conv2d(hidden, inner, 3, 1, 1),
                                  nn.ReLU(inplace=True), nn.Conv2d(inner, hidden, 1)))


class Vqvae(nn.Module):
    def __init__(self, channels, variance, hidden=128, inner=32, width=64, codes=512):
        super().__init__()
        self.variance = variance
        self.encoder = nn.Sequential(
            nn.Conv2d(channels, hidden // 2, 4, 2, 1), nn.ReLU(inplace=True),
            nn.Conv2d(hidden // 2, hidden, 4, 2, 1), nn.ReLU(inplace=True),
            nn.Conv2d(hidden, hidden, 3, 1, 1), block(hidden, inner), block(hidden, inner),
            nn.ReLU(inplace=True), nn.Conv2d(hidden, width, 1))
        self.decoder = nn.Sequential(
            nn.Conv2d(width, hidden, 3, 1, 1), block(hidden, inner), block(hidden, inner),
            nn.ReLU(inplace=True), nn.ConvTranspose2d(hidden, hidden // 2, 4, 2, 1),
            nn.ReLU(inplace=True), nn.ConvTranspose2d(hidden // 2, channels, 4, 2, 1))
        self.codebook = nn.Parameter(torch.empty(codes, width).uniform_(-1 / codes, 1 / codes))

    def forward(self, x):
        ze = self.encoder(x).permute(0, 2, 3, 1)
        flat = ze.reshape(-1, ze.shape[-1])
        with torch.no_grad():           # |z|^2 is the same for all codes
            distance = torch.addmm(self.codebook.square().sum(1), flat, self.codebook.t(),
                                   alpha=-2)
            code = distance.argmin(1)
        e = F.embedding(code, self.codebook).view_as(ze)
        y = self.decoder((ze + (e - ze).detach()).permute(0, 3, 1, 2))
        return {"reconstruction": F.mse_loss(y, x) / self.variance,
                "codebook_loss": F.mse_loss(e, ze.detach()),
                "commitment": F.mse_loss(ze, e.detach())}


# ---- iterations: draw() gives a batch and its noise; the result is the losses ----------------


def adam(module, rate, beta1=0.9, beta2=0.999):
    return torch.optim.Adam(module.parameters(), rate, (beta1, beta2), fused=True)


def descend(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def alternating(run, real, fake, fool, rate, beta1, beta2=0.999):
    """One step of D and one of G on the same noise; the losses are functions of logits."""
    model = run.model
    g_adam, d_adam = (adam(n, rate, beta1, beta2) for n in (model.G, model.D))
    G, D = run.compiled(model.G), run.compiled(model.D)

    def iteration(draw):
        x, z = draw()
        made = G(z)
        model.D.requires_grad_(True)
        d_loss = real(D(x)).mean() + fake(D(made.detach())).mean()
        descend(d_adam, d_loss)
        model.D.requires_grad_(False)
        g_loss = fool(D(made)).mean()
        descend(g_adam, g_loss)
        return {"d_loss": d_loss, "g_loss": g_loss}

    return iteration, G


def non_saturating(run):
    return alternating(run, lambda s: F.softplus(-s), F.softplus, lambda s: F.softplus(-s),
                       2e-4, 0.5)


def critic_loss(D, x, made, mix):
    mix = mix.view(-1, 1, 1, 1)
    x_hat = (mix * x + (1 - mix) * made).requires_grad_()
    slope, = torch.autograd.grad(D(x_hat).sum(), x_hat, create_graph=True)
    penalty = (slope.flatten(1).norm(dim=1) - 1).square().mean()
    return D(made).mean() - D(x).mean() + 10 * penalty


def functional_critic_loss(D):
    """The same for torch.compile, which differentiates twice only what is a function."""
    weights = dict(D.named_parameters())

    def judge(x):
        return torch.func.functional_call(D, weights, (x,))

    def loss(x, made, mix):
        mix = mix.view(-1, 1, 1, 1)
        slope = torch.func.grad(lambda image: judge(image).sum())(mix * x + (1 - mix) * made)
        penalty = (slope.flatten(1).norm(dim=1) - 1).square().mean()
        return judge(made).mean() - judge(x).mean() + 10 * penalty

    return torch.compile(loss)


def hinge(run):
    return alternating(run, lambda s: F.relu(1 - s), lambda s: F.relu(1 + s), lambda s: -s,
                       2e-4, 0.0, 0.9)


def wasserstein(run):
    """Five steps of a critic with a penalty on its slope, one of the generator."""
    model = run.model
    g_adam, d_adam = (adam(n, 1e-4, 0.0, 0.9) for n in (model.G, model.D))
    G, D = run.compiled(model.G), run.compiled(model.D)
    critic_of = (functional_critic_loss(model.D) if run.options.compile else
                 lambda *batch: critic_loss(D, *batch))

    def iteration(draw):
        model.D.requires_grad_(True)
        for _ in range(5):
            x, z, mix = draw()
            with torch.no_grad():
                made = G(z)
            critic = critic_of(x, made, mix)
            descend(d_adam, critic)
        model.D.requires_grad_(False)
        generator = -D(G(z)).mean()
        descend(g_adam, generator)
        return {"critic": critic, "generator": generator}

    return iteration, G


def single(run, rate, commitment=1.0):
    """One step on the sum of the losses that the model returns."""
    optimizer, model = adam(run.model, rate), run.compiled(run.model)

    def iteration(draw):
        losses = model(*draw())
        total = sum(v * (commitment if k == "commitment" else 1) for k, v in losses.items())
        descend(optimizer, total)
        return losses

    return iteration


def vae(run):
    decoder = run.compiled(run.model.decoder)
    return single(run, 1e-3), lambda z: torch.sigmoid(decoder(z))


def vqvae(run):
    return single(run, 3e-4, 0.25), None


def make_conv_vae(width=32, hidden=256, latent=20):
    encoder = Encoder([nn.Conv2d(1, width, 4, 2, 1), nn.ReLU(inplace=True),
                       nn.Conv2d(width, 2 * width, 4, 2, 1), nn.ReLU(inplace=True),
                       nn.Flatten(), nn.Linear(98 * width, hidden), nn.ReLU()], hidden, latent)
    decoder = nn.Sequential(
        nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, 98 * width), nn.ReLU(),
        nn.Unflatten(1, (2 * width, 7, 7)), nn.ConvTranspose2d(2 * width, width, 4, 2, 1),
        nn.ReLU(inplace=True), nn.ConvTranspose2d(width, 1, 4, 2, 1))
    return Vae(encoder, decoder)


def make_vae(hidden=400, latent=20):
    return Vae(Encoder([nn.Flatten(), nn.Linear(784, hidden), nn.ReLU()], hidden, latent),
               nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, 784),
                             nn.Unflatten(1, (1, 28, 28))))


# page: the model, its training
MODELS = {
    "gan": (lambda: Pair(mlp_generator(100, 128), mlp_discriminator(128, True)),
            non_saturating),
    "vae": (make_vae, vae),
    "conv_vae": (make_conv_vae, vae),
    "wgan_gp": (lambda: Pair(mlp_generator(100, 512), mlp_discriminator(512, False)),
                wasserstein),
    "wgan_gp_conv": (lambda: Pair(dcgan_generator(128, 64, 2, True), convolutional_critic(64)),
                     wasserstein),
    "dcgan": (lambda: Pair(dcgan_generator(100, 64, 2), dcgan_discriminator(64, 2), 0.02),
              non_saturating),
    "dcgan64": (lambda: Pair(dcgan_generator(100, 64, 3), dcgan_discriminator(64, 3), 0.02),
                non_saturating),
    "resgan": (lambda: Pair(residual_generator(128, 64), residual_discriminator(64)), hinge),
    "vqvae": (lambda: Vqvae(1, 0.095), vqvae),
    "vqvae32": (lambda: Vqvae(3, 0.0632704), vqvae),
}


class Contestant:
    """A page with its weights; `iterate` trains, `generate` samples."""

    def __init__(self, name, page, options):
        if name not in MODELS:
            sys.exit("not written in PyTorch")
        torch.set_num_threads(options.threads)
        torch.manual_seed(1)
        make, train = MODELS[name]
        self.page, self.options, self.model = page, options, make()
        self.model = self.laid_out(self.model)
        self.iteration, self.generator = train(self)
        self.slices, self.taken = [], 0

    def laid_out(self, value):
        if self.options.channels_last:
            return value.to(memory_format=torch.channels_last)
        return value

    def compiled(self, module):
        return torch.compile(module) if self.options.compile else module

    def parameters(self):
        return {k: tuple(p.shape) for k, p in self.model.named_parameters()}

    def load(self, arrays):
        for key, parameter in self.model.named_parameters():
            parameter.data.copy_(torch.from_numpy(arrays[key]))

    def iterate_on(self, draws):
        """An iteration on given batches and noise, arrays of numpy; the losses."""
        left = iter(draws)

        def draw():
            return [self.laid_out(torch.from_numpy(a)) if a.ndim == 4 else torch.from_numpy(a)
                    for a in next(left)]

        return {k: v.item() for k, v in self.iteration(draw).items()}

    def data(self, pictures):
        self.slices = self.laid_out(torch.from_numpy(pictures)).split(self.page.batch)

    def draw(self):
        self.taken += 1
        x = self.slices[self.taken % len(self.slices)]
        make = {"normal": torch.randn, "uniform": torch.rand}
        return [x] + [make[kind](len(x), size) for kind, size in self.page.noise.values()]

    def iterate(self):
        self.iteration(self.draw)

    def generate(self, count):
        self.model.eval()
        with torch.no_grad():
            for first in range(0, count, self.page.batch):
                rows = min(self.page.batch, count - first)
                self.generator(torch.randn(rows, self.page.samples))
        self.model.train()
