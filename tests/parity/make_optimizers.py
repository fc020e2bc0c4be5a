#!/usr/bin/env python3
"""Writes tests/parity/optimizers.txt, which tests/test_optimizers.c compares emitted updates with.

    python3 tests/parity/make_optimizers.py > tests/parity/optimizers.txt

Needs torch; testing does not. A line holds what a page writes in a step, then nine of 5,000
parameters after five updates in float64. Parameter i starts at (i % 17 - 8) / 10; its gradient in
update t is 0.5 p + 0.06 ((7 i + 3 t) % 11 - 5).
"""

import torch

COUNT, UPDATES = 5000, 5

CASES = [
    ("sgd(lr=0.1)", torch.optim.SGD, dict(lr=0.1)),
    ("sgd(lr=0.1, weight_decay=0.2)", torch.optim.SGD, dict(lr=0.1, weight_decay=0.2)),
    ("sgd(lr=0.1, momentum=0.9)", torch.optim.SGD, dict(lr=0.1, momentum=0.9)),
    ("sgd(lr=0.1, momentum=0.9, nesterov=1, weight_decay=0.01)", torch.optim.SGD,
     dict(lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01)),
    ("rmsprop()", torch.optim.RMSprop, dict()),
    ("rmsprop(lr=0.02, alpha=0.9, weight_decay=0.15)", torch.optim.RMSprop,
     dict(lr=0.02, alpha=0.9, weight_decay=0.15)),
    ("rmsprop(lr=0.02, momentum=0.8)", torch.optim.RMSprop, dict(lr=0.02, momentum=0.8)),
    ("rmsprop(lr=0.02, centered=1)", torch.optim.RMSprop, dict(lr=0.02, centered=True)),
    ("rmsprop(lr=0.02, centered=1, momentum=0.5)", torch.optim.RMSprop,
     dict(lr=0.02, centered=True, momentum=0.5)),
    ("adam()", torch.optim.Adam, dict()),
    ("adam(lr=0.05, beta1=0.5, beta2=0.9, eps=1e-4, weight_decay=0.15)", torch.optim.Adam,
     dict(lr=0.05, betas=(0.5, 0.9), eps=1e-4, weight_decay=0.15)),
    ("adam(lr=0.05, beta2=0.6, amsgrad=1)", torch.optim.Adam,
     dict(lr=0.05, betas=(0.9, 0.6), amsgrad=True)),
    ("adamw(lr=0.05)", torch.optim.AdamW, dict(lr=0.05)),
    ("adamw(lr=0.05, beta2=0.6, weight_decay=0.3, amsgrad=1)", torch.optim.AdamW,
     dict(lr=0.05, betas=(0.9, 0.6), weight_decay=0.3, amsgrad=True)),
    ("adamax()", torch.optim.Adamax, dict()),
    ("adamax(lr=0.05, beta1=0.8, weight_decay=0.15)", torch.optim.Adamax,
     dict(lr=0.05, betas=(0.8, 0.999), weight_decay=0.15)),
    ("adagrad()", torch.optim.Adagrad, dict()),
    ("adagrad(lr=0.1, lr_decay=0.5, weight_decay=0.15)", torch.optim.Adagrad,
     dict(lr=0.1, lr_decay=0.5, weight_decay=0.15)),
    ("sgd(lr=0.1); clip_norm: 10", torch.optim.SGD, dict(lr=0.1)),
    ("sgd(lr=0.1); clip_norm: 1000", torch.optim.SGD, dict(lr=0.1)),
    ("sgd(lr=0.1, momentum=0.9); clip_value: 0.125", torch.optim.SGD,
     dict(lr=0.1, momentum=0.9)),
    ("adam(lr=0.05); clamp: [-0.25, 0.5]", torch.optim.Adam, dict(lr=0.05)),
    ("rmsprop(lr=0.02, weight_decay=0.15); clip_norm: 15; clip_value: 0.2; clamp: 0.375",
     torch.optim.RMSprop, dict(lr=0.02, weight_decay=0.15)),
]


def attribute(text, name):
    for part in text.split("; ")[1:]:
        key, value = part.split(": ")
        if key == name:
            return eval(value)
    return None


def run(text, kind, arguments):
    i = torch.arange(COUNT, dtype=torch.float64)
    p = ((i % 17 - 8) / 10).requires_grad_()
    optimizer = kind([p], **arguments)
    for t in range(1, UPDATES + 1):
        p.grad = 0.5 * p.detach() + 0.06 * ((7 * i + 3 * t) % 11 - 5)
        if attribute(text, "clip_norm"):
            torch.nn.utils.clip_grad_norm_([p], attribute(text, "clip_norm"))
        if attribute(text, "clip_value"):
            torch.nn.utils.clip_grad_value_([p], attribute(text, "clip_value"))
        optimizer.step()
        clamp = attribute(text, "clamp")
        if clamp:
            low, high = clamp if isinstance(clamp, list) else (-clamp, clamp)
            with torch.no_grad():
                p.clamp_(low, high)
    return p.detach()


for text, kind, arguments in CASES:
    p = run(text, kind, arguments)
    print(text, "|", " ".join(f"{float(p[i]):.12g}" for i in [*range(8), COUNT - 1]))
