"""The optimizer and its learning rate."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import torch
from torch import nn

_UNDECAYED = re.compile(r"bias|layernorm|rmsnorm|(?:^|\.)norm(?:$|\.)|_norm(?:$|\.)", re.IGNORECASE)
"""Weights that are not pulled towards zero, by name; the weights of normalisation layers are found by their type."""


def build_optimizer(model: nn.Module, values: Mapping[str, Any]) -> torch.optim.Optimizer:
    """AdamW (Loshchilov and Hutter 2019), fused, or SGD with momentum, over the weights that train.

    Biases and normalisation layers have no weight decay, as usual for encoders (Devlin et al. 2019).
    """
    normalised = {
        id(weight)
        for part in model.modules()
        if isinstance(part, nn.LayerNorm | nn.RMSNorm)
        for weight in part.parameters(recurse=False)
    }
    trained = [(name, weight) for name, weight in model.named_parameters() if weight.requires_grad]
    free = [weight for name, weight in trained if id(weight) in normalised or _UNDECAYED.search(name)]
    free_ids = {id(weight) for weight in free}
    decayed = [weight for _, weight in trained if id(weight) not in free_ids]
    groups = [
        {"params": decayed, "weight_decay": values["weight_decay"]},
        {"params": free, "weight_decay": 0.0},
    ]
    groups = [group for group in groups if group["params"]]
    if values["optimizer"] == "sgd":
        return torch.optim.SGD(groups, lr=values["learning_rate"], momentum=0.9, fused=True)
    return torch.optim.AdamW(groups, lr=values["learning_rate"], fused=True)


def find_rate(step: int, total: int, values: Mapping[str, Any]) -> float:
    """The learning rate of a step (from 0): up in a line during the warm-up, then as the schedule says."""
    peak = float(values["learning_rate"])
    warmup: int = math.ceil(total * values["warmup_ratio"])
    if step < warmup:
        return peak * step / warmup
    done = min(1.0, (step - warmup) / max(1, total - warmup))
    if values["lr_schedule"] == "constant":
        return peak
    if values["lr_schedule"] == "cosine":
        return peak * 0.5 * (1 + math.cos(math.pi * done))
    return peak * (1 - done)
