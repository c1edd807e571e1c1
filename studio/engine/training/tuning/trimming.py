"""What the last layer does after its attention is computed only where the result is scored; nobody looks at the rest.

It works on each position by itself and only the head comes after it, so that logits and gradients of what is scored
are those of the whole layer. That is three quarters of the layer's products for each sub-token that has no label of
its own (the rest of a word, padding, all but the first position of a text).
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from studio.engine.models.packing import find_pretrained
from studio.engine.tasks.protocol import IGNORED
from studio.engine.training.batching import Batch

ARCHITECTURES = frozenset({"bert", "camembert", "deberta-v2", "electra", "roberta", "xlm-roberta"})
"""Whose layers go on from ``attention.output`` to ``output`` one position at a time; each is tested."""
HEADS = {"ForTokenClassification": False, "ForSequenceClassification": True}
"""The heads that are understood, and whether they read the first position alone."""


class Trimming:
    """Watches the last layer; :meth:`aim` says before each batch what of it is scored."""

    def __init__(self, layer: nn.Module, reads_first: bool) -> None:
        self._reads_first = reads_first
        self._scored: torch.Tensor | None = None
        self._shape = torch.Size()
        layer.get_submodule("attention.output").register_forward_pre_hook(self._pick)
        layer.get_submodule("output").register_forward_hook(self._put_back)

    def aim(self, batch: Batch | None) -> None:
        """Until the next call only what this batch is scored by is computed; everything if None.

        Also while its activations are computed again on the way back.
        """
        self._scored = None
        if batch is None:
            return
        self._shape = batch.input_ids.shape
        windows, positions = self._shape
        if self._reads_first:
            self._scored = torch.arange(0, windows * positions, positions)
        elif batch.targets:
            self._scored = torch.nonzero(batch.labels.flatten() != IGNORED).flatten()

    def _pick(self, part: nn.Module, inputs: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...] | None:
        """Whoever reads with the model past :meth:`aim` gets all of it."""
        if self._scored is None or not part.training or inputs[0].shape[:2] != self._shape:
            return None
        return tuple(tensor.flatten(0, 1).index_select(0, self._scored) for tensor in inputs)

    def _put_back(self, _: nn.Module, inputs: tuple[torch.Tensor, ...], output: torch.Tensor) -> torch.Tensor | None:
        if self._scored is None or output.dim() > 2:
            return None
        whole = output.new_zeros(self._shape.numel(), output.shape[-1])
        return whole.index_copy(0, self._scored, output).view(*self._shape, -1)


def trim(model: nn.Module) -> Trimming | None:
    """Lets the last layer of a model be trimmed, from now on; None where it is not understood, or not on a processor.

    On graphics cards, to find what is scored would be to wait for the device.
    """
    inner = find_pretrained(model)
    name = type(inner).__name__
    head = next((head for head in HEADS if name.endswith(head)), None)
    if head is None or inner.config.model_type not in ARCHITECTURES or inner.device.type != "cpu":
        return None
    encoder: Any = inner.base_model.encoder
    if len(encoder.layer) < 2:
        return None  # DeBERTa mixes positions once more after its first layer
    return Trimming(encoder.layer[-1], HEADS[head])
