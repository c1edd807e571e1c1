"""Gradient checkpointing: activations are computed a second time instead of being kept (Chen et al. 2016).

What is learnt stays the same to the bit: the random numbers of the second time are those of the first.
"""

from __future__ import annotations

from typing import Any

from torch import nn

from studio.engine.models.packing import find_pretrained


def may_checkpoint(model: nn.Module) -> bool:
    """Whether the model can, and does not yet."""
    inner = find_pretrained(model)
    return bool(inner.supports_gradient_checkpointing) and not is_checkpointing(model)


def is_checkpointing(model: nn.Module) -> bool:
    """Whether the model keeps nothing but the inputs of its layers."""
    return any(getattr(part, "gradient_checkpointing", False) for part in model.modules())


def checkpoint(model: nn.Module) -> None:
    """From now on each layer keeps only its input while training. Ask :func:`may_checkpoint` before."""
    inner: Any = find_pretrained(model)  # untyped upstream
    inner.gradient_checkpointing_enable({"use_reentrant": False})
