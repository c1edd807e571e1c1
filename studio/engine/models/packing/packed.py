"""Packs a model: its layers read batches without their padding, and what calls it notices nothing.

Batches come padded and leave padded, so heads, pooling and labels stay as they are. In BERT and its kin the
embeddings still see the padding (a lookup and a norm); ModernBERT, which has no encoder module, is packed as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import nn
from transformers import PreTrainedModel
from transformers.utils.generic import ModelOutput

from studio.engine.models.packing.attention import NAME, register
from studio.engine.models.packing.borders import Borders, Numbers

ENCODERS = {
    "BertModel": "encoder",
    "RobertaModel": "encoder",
    "XLMRobertaModel": "encoder",
    "ElectraModel": "encoder",
    "DistilBertModel": "transformer",
    "ModernBertModel": "",
}
"""The models that may be packed, and which part of each is; "" is the model itself."""
MARK = "_moore_packing"
"""The attribute by which a packed part knows its ``Packing``: copies of the model take it along."""


class Packing:
    """What makes one model packed; ``undo`` leaves it as it was."""

    def __init__(self, model: PreTrainedModel, part: nn.Module) -> None:
        self._model, self._part = model, part
        self._whole = part is model.base_model
        self._lengths: Sequence[int] | Numbers | None = None
        self._attention = model.config._attn_implementation
        register()
        model.set_attn_implementation(NAME)
        enter = part.register_forward_pre_hook(self._enter, with_kwargs=True)
        leave = part.register_forward_hook(self._leave, with_kwargs=True)
        self._hooks = (enter, leave)
        setattr(part, MARK, self)

    @contextmanager
    def announce(self, lengths: Sequence[int] | Numbers) -> Iterator[None]:
        """Inside, batches have windows of these lengths, padded on the right; so nothing waits for the device.

        Where nobody says, the lengths are read from the attention mask, which on a graphics card costs a wait.
        """
        self._lengths = lengths
        try:
            yield
        finally:
            self._lengths = None

    def undo(self) -> None:
        """The plain model again, with the attention it had."""
        for hook in self._hooks:
            hook.remove()
        self._model.set_attn_implementation(self._attention)
        delattr(self._part, MARK)

    def _enter(
        self, part: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[tuple[Any, ...], dict[str, Any]]:
        if len(args) > 1 or any(kwargs.get(name) is not None for name in ("past_key_values", "encoder_hidden_states")):
            raise ValueError("a packed encoder reads its own input only")
        if kwargs.get("output_hidden_states") or kwargs.get("output_attentions"):
            raise ValueError("a packed encoder gives its last hidden states only")
        names = ("input_ids", "inputs_embeds") if self._whole else ("hidden_states",)
        given = {**kwargs, **dict(zip(names, args, strict=False))}
        name = next(name for name in names if given.get(name) is not None)
        borders = self._find_borders(given[name], given.get("attention_mask"))
        packed = given | {name: borders.pack(given[name]), "attention_mask": None, "borders": borders}
        if self._whole:
            packed["position_ids"] = self._place(given.get("position_ids"), borders)
        return (), packed

    def _find_borders(self, padded: torch.Tensor, mask: torch.Tensor | None) -> Borders:
        windows, width = padded.shape[:2]
        if mask is not None and mask.shape != (windows, width):
            raise ValueError(f"no mask of windows and positions: {tuple(mask.shape)}")
        if self._lengths is None:
            return Borders.draw([width] * windows, width, padded.device) if mask is None else Borders.read(mask)
        borders = Borders.draw(self._lengths, width, padded.device)
        if borders.shape[0] != windows:
            raise ValueError(f"{borders.shape[0]} lengths for {windows} windows")
        if mask is not None and mask.device.type == "cpu" and not torch.equal(Borders.read(mask).rows, borders.rows):
            raise ValueError("the announced lengths are not those of the attention mask")
        return borders

    def _place(self, positions: torch.Tensor | None, borders: Borders) -> torch.Tensor:
        return borders.positions if positions is None else borders.pack(positions.expand(borders.shape))

    def _leave(self, part: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], output: ModelOutput) -> None:
        output["last_hidden_state"] = kwargs["borders"].pad(output["last_hidden_state"])


def pack(model: nn.Module) -> Packing:
    """Packs the encoder of ``model``, which may be wrapped by adapters; ask ``find_reason_not_to_pack`` before.

    Undo it before the model is saved, compiled, or asked for more than its logits.
    """
    inner = find_pretrained(model)
    part = find_part(inner)
    if part is None:
        raise ValueError(f"{type(inner.base_model).__name__} cannot be packed")
    return find_packing(inner) or Packing(inner, part)


def unpack(model: nn.Module) -> None:
    """The plain model again, also of a copy of a packed one; nothing to do for one that is not packed."""
    packing = find_packing(find_pretrained(model))
    if packing:
        packing.undo()


def find_packing(model: PreTrainedModel) -> Packing | None:
    """The packing of a model that is packed, else None."""
    return getattr(find_part(model), MARK, None)


def find_pretrained(model: nn.Module) -> PreTrainedModel:
    """The model of transformers inside of what a method made of it."""
    return next(part for part in model.modules() if isinstance(part, PreTrainedModel))


def find_part(model: PreTrainedModel) -> nn.Module | None:
    """The part that is packed; None for an architecture that is not on the list."""
    encoder = model.base_model
    name = ENCODERS.get(type(encoder).__name__)
    return None if name is None else encoder.get_submodule(name)
