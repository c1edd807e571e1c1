"""What a fine-tuning method does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from torch import nn
from transformers import PreTrainedModel, PreTrainedTokenizerBase


class Count(NamedTuple):
    """How many weights there are, and how many of them change."""

    trainable: int
    total: int


class Method(Protocol):
    """Decides which weights change, and how the result becomes a plain model again."""

    id: str

    def prepare(self, model: PreTrainedModel, values: Mapping[str, Any]) -> nn.Module:
        """The model made ready for training; ``values`` are the resolved settings. May wrap the model."""
        ...

    def merge(self, model: nn.Module) -> PreTrainedModel:
        """A plain model with what was learnt, leaving ``model`` ready for more training."""
        ...


def count_weights(model: nn.Module) -> Count:
    """Trainable and all weights of a prepared model."""
    sizes = [(weight.numel(), weight.requires_grad) for weight in model.parameters()]
    return Count(sum(size for size, trains in sizes if trains), sum(size for size, _ in sizes))


def save_model(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, folder: Path) -> None:
    """Writes a folder that ``from_pretrained`` loads: config, safetensors, tokenizer."""
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
