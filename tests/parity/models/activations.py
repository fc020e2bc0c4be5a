"""Every activation, each behind a convolution of its own."""

import torch
from torch import nn
from torch.nn import functional

from harness import image

SIZES = {"batch": 3, "width": 6, "side": 3}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"], -2, 2)}
DRAWS = {}


class HardSigmoid(nn.Module):
    """PyTorch's own takes 1 / 6 in float for its gradient, in double too."""

    def forward(self, x):
        return functional.relu6(x + 3) / 6


class Model(nn.Module):
    class Heads(nn.Module):
        def __init__(self, width):
            super().__init__()
            kinds = {
                "leaky_relu": nn.LeakyReLU(0.2), "relu6": nn.ReLU6(), "elu": nn.ELU(0.7),
                "selu": nn.SELU(), "gelu": nn.GELU(), "gelu_tanh": nn.GELU("tanh"),
                "silu": nn.SiLU(), "mish": nn.Mish(), "hard_sigmoid": HardSigmoid(),
                "hard_swish": nn.Hardswish(), "hardtanh": nn.Hardtanh(-0.5, 0.25),
                "tanh": nn.Tanh(), "sigmoid": nn.Sigmoid(), "softplus": nn.Softplus(),
                "softmax": nn.Softmax(1), "log_softmax": nn.LogSoftmax(1), "glu": nn.GLU(1),
                "prelu": nn.PReLU(), "prelus": nn.PReLU(width, 0.1)}
            for name, kind in kinds.items():
                self.add_module(name, nn.Sequential(
                    nn.Sequential(nn.Conv2d(1, width, 2, padding=1)), kind))

    def __init__(self, width, **_):
        super().__init__()
        self.F = Model.Heads(width)


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    smooth = ["elu", "selu", "gelu", "gelu_tanh", "silu", "mish"]
    bent = ["relu6", "hard_sigmoid", "hard_swish", "hardtanh", "leaky_relu", "prelu", "prelus"]
    the_rest = ["tanh", "sigmoid", "softplus", "softmax", "log_softmax", "glu"]
    for name in ("hard_sigmoid", "hard_swish"):
        getattr(net.F, name)[1].register_forward_pre_hook(
            lambda _, arguments: run.keep_from(arguments[0], -3, 3))
    for _ in run.iterations():
        x, = run.next()

        def level(names):
            return sum((getattr(net.F, name)(x) - 0.3).square().mean() for name in names)

        parts = {"smooth": level(smooth), "bent": level(bent), "the_rest": level(the_rest)}
        run.step(optimizer, sum(parts.values()), net, **parts)
