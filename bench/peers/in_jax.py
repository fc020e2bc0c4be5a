"""The shipped pages in JAX, as a competent user would write them.

An iteration, with every step and repeat, its noise and its updates, is one function under
`jax.jit` whose parameters and moments are donated. Parameters lie in a dictionary under the
keys of a trainer's checkpoint, in PyTorch's shapes. In JAX's favour: no metrics, no moving
statistics of batch norm while training, no loss copied out.
"""
import functools
import sys

import numpy

try:
    import jax
    import jax.numpy as jnp
    from jax import lax
except ImportError:
    sys.exit("JAX is not installed")


# ---- convolutions ----------------------------------------------------------------------------
#
# XLA's own weight gradient of a transposed convolution takes twenty times as long on a
# processor as that of the convolution that it transposes. So each has the other as its data
# gradient, and one weight gradient serves both.


def plain_conv(x, weight, stride, padding):
    return lax.conv_general_dilated(x, weight, (stride, stride), [(padding, padding)] * 2,
                                    dimension_numbers=("NCHW", "OIHW", "NCHW"))


@functools.partial(jax.custom_vjp, nondiff_argnums=(2, 3))
def conv(x, weight, stride, padding):
    return plain_conv(x, weight, stride, padding)


@functools.partial(jax.custom_vjp, nondiff_argnums=(2, 3))
def conv_transpose(x, weight, stride, padding):
    edge = weight.shape[2] - 1 - padding
    return lax.conv_general_dilated(x, weight[:, :, ::-1, ::-1], (1, 1), [(edge, edge)] * 2,
                                    lhs_dilation=(stride, stride),
                                    dimension_numbers=("NCHW", "IOHW", "NCHW"))


def weight_gradient(x, d_y, weight, stride, padding):
    return jax.linear_transpose(lambda w: plain_conv(x, w, stride, padding), weight)(d_y)[0]


def conv_backward(stride, padding, kept, d_y):
    x, weight = kept
    return (conv_transpose(d_y, weight, stride, padding),
            weight_gradient(x, d_y, weight, stride, padding))


def conv_transpose_backward(stride, padding, kept, d_y):
    x, weight = kept
    return (conv(d_y, weight, stride, padding),
            weight_gradient(d_y, x, weight, stride, padding))


conv.defvjp(lambda x, w, *how: (conv(x, w, *how), (x, w)), conv_backward)
conv_transpose.defvjp(lambda x, w, *how: (conv_transpose(x, w, *how), (x, w)),
                      conv_transpose_backward)


# ---- layers: shapes(key) gives their parameters, a call applies them -------------------------


class Layer:
    """A function without parameters."""

    def __init__(self, function=None):
        self.function = function

    def shapes(self, key):
        return {}

    def __call__(self, p, key, x):
        return self.function(x)


class Weighted(Layer):
    def __init__(self, shape, outputs, bias):
        self.shape, self.outputs, self.bias = shape, outputs, bias

    def shapes(self, key):
        shapes = {f"{key}.weight": self.shape}
        if self.bias:
            shapes[f"{key}.bias"] = (self.outputs,)
        return shapes

    def __call__(self, p, key, x):
        y = self.product(x, p[f"{key}.weight"])
        if self.bias:
            y = y + p[f"{key}.bias"].reshape(-1, *[1] * (y.ndim - 2))
        return y


class Linear(Weighted):
    def __init__(self, before, after, bias=True):
        super().__init__((after, before), after, bias)

    def product(self, x, weight):
        return x @ weight.T


class Conv(Weighted):
    def __init__(self, before, after, kernel, stride=1, padding=0, bias=True):
        super().__init__((after, before, kernel, kernel), after, bias)
        self.how = stride, padding

    def product(self, x, weight):
        return conv(x, weight, *self.how)


class ConvTranspose(Weighted):
    def __init__(self, before, after, kernel, stride=1, padding=0, bias=True):
        super().__init__((before, after, kernel, kernel), after, bias)
        self.how = stride, padding

    def product(self, x, weight):
        return conv_transpose(x, weight, *self.how)


class BatchNorm(Layer):
    """Over the batch, or with the moving statistics where they are given."""

    def __init__(self, channels):
        self.channels = channels

    def shapes(self, key):
        return {f"{key}.weight": (self.channels,), f"{key}.bias": (self.channels,)}

    def __call__(self, p, key, x):
        if f"{key}.running_mean" in p:
            mean, variance = p[f"{key}.running_mean"], p[f"{key}.running_var"]
        else:
            mean, variance = x.mean((0, 2, 3)), x.var((0, 2, 3))
        scale = p[f"{key}.weight"] * lax.rsqrt(variance + 1e-5)
        shift = p[f"{key}.bias"] - mean * scale
        return x * scale[:, None, None] + shift[:, None, None]


class Sequential(Layer):
    def __init__(self, *layers):
        self.layers = {str(i): layer for i, layer in enumerate(layers)}

    def shapes(self, key):
        return {k: s for name, layer in self.layers.items()
                for k, s in layer.shapes(f"{key}.{name}").items()}

    def __call__(self, p, key, x):
        for name, layer in self.layers.items():
            x = layer(p, f"{key}.{name}", x)
        return x


class Residual(Sequential):
    def __call__(self, p, key, x):
        return x + super().__call__(p, key, x)


class Branches(Layer):
    """shortcut(x) + layers(x)"""

    def __init__(self, layers, shortcut):
        self.branches = {"layers": Sequential(*layers), "shortcut": Sequential(*shortcut)}

    def shapes(self, key):
        return {k: s for name, branch in self.branches.items()
                for k, s in branch.shapes(f"{key}.{name}").items()}

    def __call__(self, p, key, x):
        return sum(branch(p, f"{key}.{name}", x) for name, branch in self.branches.items())


# ---- networks --------------------------------------------------------------------------------


def leaky(x):
    return jnp.where(x > 0, x, 0.2 * x)


def reshape(*shape):
    return Layer(lambda x: x.reshape(-1, *shape))


def relu():
    return Layer(jax.nn.relu)


def mlp_generator(latent, hidden):
    return Sequential(Linear(latent, hidden), relu(), Linear(hidden, hidden), relu(),
                      Linear(hidden, 784), Layer(jax.nn.sigmoid), reshape(1, 28, 28))


def mlp_discriminator(hidden, last_bias):
    return Sequential(reshape(784), Linear(784, hidden), Layer(leaky), Linear(hidden, hidden),
                      Layer(leaky), Linear(hidden, 1, last_bias))


def up(before, channels):
    return Sequential(ConvTranspose(before, channels, 4, 2, 1, False), BatchNorm(channels),
                      relu())


def down(before, channels):
    return Sequential(Conv(before, channels, 4, 2, 1, False), BatchNorm(channels),
                      Layer(leaky))


def dcgan_generator(latent, width, doublings, last_bias=False):
    widths = [width << i for i in range(doublings, -1, -1)]
    return Sequential(
        reshape(latent, 1, 1), ConvTranspose(latent, widths[0], 4, bias=False),
        BatchNorm(widths[0]), relu(), *(up(*pair) for pair in zip(widths, widths[1:])),
        ConvTranspose(width, 3, 4, 2, 1, last_bias), Layer(jnp.tanh))


def dcgan_discriminator(width, doublings):
    widths = [width << i for i in range(doublings + 1)]
    return Sequential(
        Conv(3, width, 4, 2, 1, False), Layer(leaky),
        *(down(*pair) for pair in zip(widths, widths[1:])),
        Conv(widths[-1], 1, 4, bias=False), reshape(1))


def convolutional_critic(width):
    def plain_down(before, channels):
        return Sequential(Conv(before, channels, 4, 2, 1), Layer(leaky))

    return Sequential(
        plain_down(3, width), plain_down(width, 2 * width), plain_down(2 * width, 4 * width),
        Conv(4 * width, 1, 4, bias=False), reshape(1))


def block(hidden, inner):
    return Sequential(Residual(relu(), Conv(hidden, inner, 3, 1, 1), relu(),
                               Conv(inner, hidden, 1)))


def conv3(before, after, bias=True):
    return Sequential(Conv(before, after, 3, 1, 1, bias))


def conv1(before, after, bias=True):
    return Sequential(Conv(before, after, 1, bias=bias))


def upsample():
    return Layer(lambda x: x.repeat(2, 2).repeat(2, 3))


def pool():
    return Layer(lambda x: lax.reduce_window(x, 0.0, lax.add, (1, 1, 2, 2), (1, 1, 2, 2),
                                             "VALID") / 4)


def residual_generator(latent, width):
    def grow():
        return Sequential(Branches(
            [BatchNorm(width), relu(), upsample(), conv3(width, width, False), BatchNorm(width),
             relu(), conv3(width, width, False)], [upsample(), conv1(width, width, False)]))

    return Sequential(
        Linear(latent, 16 * width), reshape(width, 4, 4), grow(), grow(), grow(),
        BatchNorm(width), relu(), Conv(width, 3, 3, 1, 1), Layer(jnp.tanh))


def residual_discriminator(width):
    first = Branches([conv3(3, width), relu(), conv3(width, width), pool()],
                     [pool(), conv1(3, width)])
    down = Branches([relu(), conv3(width, width), relu(), conv3(width, width), pool()],
                    [conv1(width, width), pool()])
    plain = [Sequential(Residual(relu(), conv3(width, width), relu(), conv3(width, width)))
             for _ in range(2)]
    return Sequential(Sequential(first), Sequential(down), *plain, relu(),
                      Layer(lambda x: x.mean((2, 3))), Linear(width, 1))


# ---- Adam, as PyTorch defines it --------------------------------------------------------------


def moments(p):
    zeros = {k: jnp.zeros_like(v) for k, v in p.items()}
    return {"m": zeros, "v": {k: jnp.zeros_like(v) for k, v in p.items()}, "t": jnp.zeros(())}


def adam(p, gradient, state, rate, beta1=0.9, beta2=0.999):
    t = state["t"] + 1
    m = {k: beta1 * state["m"][k] + (1 - beta1) * g for k, g in gradient.items()}
    v = {k: beta2 * state["v"][k] + (1 - beta2) * g * g for k, g in gradient.items()}
    step, scale = rate / (1 - beta1**t), 1 / jnp.sqrt(1 - beta2**t)
    p = {k: p[k] - step * m[k] / (jnp.sqrt(v[k]) * scale + 1e-8) for k in p}
    return p, {"m": m, "v": v, "t": t}


# ---- models: networks(), and an iteration on a list of draws ---------------------------------


class Adversarial:
    """The parts "G" and "D"; `losses` are functions of D's logits."""

    def __init__(self, generator, discriminator, deviation=None):
        self.parts, self.deviation = {"G": generator, "D": discriminator}, deviation
        self.extra = {}

    def sample(self, p, z):
        return self.parts["G"](p["G"], "G", z)

    def judge(self, d, x):
        return self.parts["D"](d, "D", x)

    def iteration(self, p, s, draws):
        """One step of D and one of G on the same noise."""
        (x, z), = draws
        made, pull = jax.vjp(lambda g: self.sample({"G": g}, z), p["G"])

        def d_loss(d):
            return (self.real(self.judge(d, x)).mean() + self.fake(self.judge(d, made)).mean())

        d_value, gradient = jax.value_and_grad(d_loss)(p["D"])
        d, ds = adam(p["D"], gradient, s["D"], *self.rate)
        g_value, d_made = jax.value_and_grad(
            lambda image: self.fool(self.judge(d, image)).mean())(made)
        g, gs = adam(p["G"], pull(d_made)[0], s["G"], *self.rate)
        return {"G": g, "D": d}, {"G": gs, "D": ds}, {"d_loss": d_value, "g_loss": g_value}


class NonSaturating(Adversarial):
    rate = 2e-4, 0.5

    def real(self, score):
        return jax.nn.softplus(-score)

    fool = real

    def fake(self, score):
        return jax.nn.softplus(score)


class Hinge(Adversarial):
    rate = 2e-4, 0.0, 0.9

    def real(self, score):
        return jax.nn.relu(1 - score)

    def fake(self, score):
        return jax.nn.relu(1 + score)

    def fool(self, score):
        return -score


class Wasserstein(Adversarial):
    rate = 1e-4, 0.0, 0.9

    def critic(self, d, x, made, mix):
        mix = mix.reshape(-1, 1, 1, 1)
        x_hat = mix * x + (1 - mix) * made
        slope = jax.grad(lambda image: self.judge(d, image).sum())(x_hat)
        norm = jnp.sqrt(jnp.square(slope).sum((1, 2, 3)))
        return (self.judge(d, made).mean() - self.judge(d, x).mean()
                + 10 * jnp.square(norm - 1).mean())

    def iteration(self, p, s, draws):
        d, ds = p["D"], s["D"]
        for x, z, mix in draws:
            critic, gradient = jax.value_and_grad(self.critic)(d, x, self.sample(p, z), mix)
            d, ds = adam(d, gradient, ds, *self.rate)
        generator, gradient = jax.value_and_grad(
            lambda g: -self.judge(d, self.sample({"G": g}, z)).mean())(p["G"])
        g, gs = adam(p["G"], gradient, s["G"], *self.rate)
        return {"G": g, "D": d}, {"G": gs, "D": ds}, {"critic": critic, "generator": generator}


class Single:
    """One step on the sum of the losses."""

    deviation, weights, extra = None, {}, {}

    def iteration(self, p, s, draws):
        def total(p):
            losses = self.losses(p, *draws[0])
            return sum(self.weights.get(k, 1) * v for k, v in losses.items()), losses

        (_, losses), gradient = jax.value_and_grad(total, has_aux=True)(p["all"])
        p, s = adam(p["all"], gradient, s["all"], self.rate)
        return {"all": p}, {"all": s}, losses


class Vae(Single):
    rate = 1e-3

    def __init__(self, encoder, decoder, hidden, latent):
        heads = {f"encoder.{n}": Sequential(Linear(hidden, latent)) for n in ("mu", "logvar")}
        self.networks = {"encoder": encoder, **heads, "decoder": decoder}

    def apply(self, p, name, x):
        return self.networks[name](p, name, x)

    def sample(self, p, z):
        return jax.nn.sigmoid(self.apply(p["all"], "decoder", z))

    def losses(self, p, x, noise):
        hidden = self.apply(p, "encoder", x)
        mu, logvar = (self.apply(p, f"encoder.{n}", hidden) for n in ("mu", "logvar"))
        logits = self.apply(p, "decoder", mu + jnp.exp(0.5 * logvar) * noise)
        nll = (jnp.maximum(logits, 0) - logits * x + jnp.log1p(jnp.exp(-jnp.abs(logits)))).sum()
        kl = 0.5 * (jnp.square(mu) + jnp.exp(logvar) - 1 - logvar).sum()
        return {"reconstruction": nll / len(x), "kl": kl / len(x)}


class Vqvae(Single):
    rate, weights = 3e-4, {"commitment": 0.25}

    def __init__(self, channels, variance, hidden=128, inner=32, width=64, codes=512):
        self.variance, self.extra = variance, {"codebook": (codes, width)}
        self.networks = {
            "encoder": Sequential(
                Conv(channels, hidden // 2, 4, 2, 1), relu(),
                Conv(hidden // 2, hidden, 4, 2, 1), relu(), Conv(hidden, hidden, 3, 1, 1),
                block(hidden, inner), block(hidden, inner), relu(), Conv(hidden, width, 1)),
            "decoder": Sequential(
                Conv(width, hidden, 3, 1, 1), block(hidden, inner), block(hidden, inner),
                relu(), ConvTranspose(hidden, hidden // 2, 4, 2, 1), relu(),
                ConvTranspose(hidden // 2, channels, 4, 2, 1))}

    def losses(self, p, x):
        stop, book = lax.stop_gradient, p["codebook"]
        ze = self.networks["encoder"](p, "encoder", x).transpose(0, 2, 3, 1)
        distance = jnp.square(stop(book)).sum(1) - 2 * stop(ze) @ stop(book).T
        e = book[distance.argmin(-1)]
        zq = ze + stop(e - ze)
        y = self.networks["decoder"](p, "decoder", zq.transpose(0, 3, 1, 2))
        return {"reconstruction": jnp.square(y - x).mean() / self.variance,
                "codebook_loss": jnp.square(e - stop(ze)).mean(),
                "commitment": jnp.square(ze - stop(e)).mean()}


def make_vae(hidden=400, latent=20):
    return Vae(Sequential(reshape(784), Linear(784, hidden), relu()),
               Sequential(Linear(latent, hidden), relu(), Linear(hidden, 784),
                          reshape(1, 28, 28)), hidden, latent)


def make_conv_vae(width=32, hidden=256, latent=20):
    return Vae(Sequential(Conv(1, width, 4, 2, 1), relu(), Conv(width, 2 * width, 4, 2, 1),
                          relu(), reshape(98 * width), Linear(98 * width, hidden), relu()),
               Sequential(Linear(latent, hidden), relu(), Linear(hidden, 98 * width), relu(),
                          reshape(2 * width, 7, 7), ConvTranspose(2 * width, width, 4, 2, 1),
                          relu(), ConvTranspose(width, 1, 4, 2, 1)), hidden, latent)


MODELS = {
    "gan": lambda: NonSaturating(mlp_generator(100, 128), mlp_discriminator(128, True)),
    "vae": make_vae,
    "conv_vae": make_conv_vae,
    "wgan_gp": lambda: Wasserstein(mlp_generator(100, 512), mlp_discriminator(512, False)),
    "wgan_gp_conv": lambda: Wasserstein(dcgan_generator(128, 64, 2, True),
                                        convolutional_critic(64)),
    "dcgan": lambda: NonSaturating(dcgan_generator(100, 64, 2), dcgan_discriminator(64, 2),
                                   0.02),
    "dcgan64": lambda: NonSaturating(dcgan_generator(100, 64, 3), dcgan_discriminator(64, 3),
                                     0.02),
    "resgan": lambda: Hinge(residual_generator(128, 64), residual_discriminator(64)),
    "vqvae": lambda: Vqvae(1, 0.095),
    "vqvae32": lambda: Vqvae(3, 0.0632704),
}


# ---- the contestant --------------------------------------------------------------------------


class Contestant:
    """A page with its weights; `iterate` trains, `generate` samples."""

    def __init__(self, name, page, options):
        if name not in MODELS:
            sys.exit("not written in JAX")
        self.page, self.model = page, MODELS[name]()
        parts = getattr(self.model, "parts", None)
        if parts:
            self.shapes = {part: network.shapes(part) for part, network in parts.items()}
        else:
            self.shapes = {"all": {k: s for key, network in self.model.networks.items()
                                   for k, s in network.shapes(key).items()} | self.model.extra}
        self.load(self.initial())
        self.key = jax.random.key(1)
        self.batches, self.taken = [], 0
        self.on_draws = jax.jit(self.model.iteration, donate_argnums=(0, 1))
        self.drawn = jax.jit(self.draw_and_iterate, donate_argnums=(0, 1, 2))
        self.sampled = jax.jit(self.draw_and_sample, static_argnums=2)

    def parameters(self):
        return {k: s for part in self.shapes.values() for k, s in part.items()}

    def initial(self):
        random = numpy.random.default_rng(1)
        arrays = {}
        for key, shape in self.parameters().items():
            bound = numpy.sqrt(3) * (self.model.deviation or 0) or numpy.prod(shape[1:]) ** -0.5
            arrays[key] = random.uniform(-bound, bound, shape).astype(numpy.float32)
            if len(shape) == 1:
                arrays[key] = numpy.full(shape, key.endswith("weight"), numpy.float32)
        return arrays

    def load(self, arrays):
        self.p = {part: {k: jnp.array(arrays[k]) for k in shapes}
                  for part, shapes in self.shapes.items()}
        self.s = {part: moments(p) for part, p in self.p.items()}

    def iterate_on(self, draws):
        """An iteration on given batches and noise, arrays of numpy; the losses."""
        self.p, self.s, losses = self.on_draws(self.p, self.s, draws)
        return {k: float(v) for k, v in losses.items()}

    def data(self, pictures):
        count = len(pictures) // self.page.batch
        self.batches = [jnp.array(b) for b in numpy.split(pictures, count)]

    def noise(self, key, kind, rows, size):
        make = {"normal": jax.random.normal, "uniform": jax.random.uniform}[kind]
        return make(key, (rows, size))

    def draw_and_iterate(self, p, s, key, batches):
        draws = []
        for x in batches:
            noise = []
            for kind, size in self.page.noise.values():
                key, one = jax.random.split(key)
                noise.append(self.noise(one, kind, len(x), size))
            draws.append([x, *noise])
        return self.model.iteration(p, s, draws)[:2] + (key,)

    def iterate(self):
        first = self.taken
        self.taken += self.page.repeat
        batches = [self.batches[i % len(self.batches)] for i in range(first, self.taken)]
        self.p, self.s, self.key = self.drawn(self.p, self.s, self.key, batches)
        jax.block_until_ready((self.p, self.s))

    def statistics(self):
        """Moving statistics of batch norm for every vector of gains that has none yet."""
        for part, p in self.p.items():
            for key in [k for k, v in p.items() if k.endswith("weight") and v.ndim == 1]:
                stem = key.removesuffix("weight")
                yield part, stem + "running_mean", jnp.zeros_like(p[key])
                yield part, stem + "running_var", jnp.ones_like(p[key])

    def draw_and_sample(self, p, key, rows):
        key, one = jax.random.split(key)
        return self.model.sample(p, self.noise(one, "normal", rows, self.page.samples)), key

    def generate(self, count):
        p = {part: dict(values) for part, values in self.p.items()}
        for part, key, value in self.statistics():
            p[part][key] = value
        made = []
        for first in range(0, count, self.page.batch):
            rows = min(self.page.batch, count - first)
            pictures, self.key = self.sampled(p, self.key, rows)
            made.append(pictures)
        jax.block_until_ready(made)
