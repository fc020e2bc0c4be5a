"""What the contestants must know of the pages in graphs/: sizes, data and noise."""
from dataclasses import dataclass, field


@dataclass
class Page:
    batch: int
    shape: tuple          # of a picture: [C, H, W]
    low: float = 0.0      # range of its values
    high: float = 1.0
    noise: dict = field(default_factory=dict)   # stream: (distribution, floats of an example)
    repeat: int = 1       # draws of an iteration
    adversarial: bool = False   # a second step follows on the update of the first
    samples: int = 0      # size of the noise that generates an example, 0: it generates none


def adversarial(batch, shape, low, latent, **more):
    return Page(batch, shape, low, noise={"fake.1": ("normal", latent)}, samples=latent,
                adversarial=True, **more)


def wasserstein(batch, shape, low, latent):
    page = adversarial(batch, shape, low, latent, repeat=5)
    page.noise["mix.1"] = ("uniform", 1)
    return page


def autoencoder(batch, shape, latent):
    return Page(batch, shape, noise={"z.1": ("normal", latent)}, samples=latent)


PAGES = {
    "gan": adversarial(128, (1, 28, 28), 0, 100),
    "vae": autoencoder(128, (1, 28, 28), 20),
    "conv_vae": autoencoder(128, (1, 28, 28), 20),
    "wgan_gp": wasserstein(64, (1, 28, 28), 0, 100),
    "wgan_gp_conv": wasserstein(64, (3, 32, 32), -1, 128),
    "dcgan": adversarial(64, (3, 32, 32), -1, 100),
    "dcgan64": adversarial(64, (3, 64, 64), -1, 100),
    "resgan": adversarial(64, (3, 32, 32), -1, 128),
    "vqvae": Page(32, (1, 28, 28)),
    "vqvae32": Page(32, (3, 32, 32), -0.5, 0.5),
}
