"""Small random models of every architecture that may be packed, and batches for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import (
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
    BertConfig,
    DistilBertConfig,
    ElectraConfig,
    ModernBertConfig,
    PreTrainedConfig,
    PreTrainedModel,
    RobertaConfig,
    XLMRobertaConfig,
)

WINDOW = 8
"""ModernBERT's local attention: half of it to each side."""
SHAPE: Mapping[str, Any] = {
    "vocab_size": 100,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 64,
    "max_position_embeddings": 64,
    "initializer_range": 0.3,  # so that attention is far from even, and a leak is far from small
    "num_labels": 5,
}
CONFIGS: Mapping[str, type[PreTrainedConfig]] = {
    "bert": BertConfig,
    "roberta": RobertaConfig,
    "xlm-roberta": XLMRobertaConfig,
    "electra": ElectraConfig,
    "distilbert": DistilBertConfig,
    "modernbert": ModernBertConfig,
}
KEY_BIASES = ("key.bias", "k_lin.bias", "key.base_layer.bias")
HEADS: Mapping[str, Any] = {"tokens": AutoModelForTokenClassification, "texts": AutoModelForSequenceClassification}


def build(name: str, head: str = "tokens", dropout: float = 0.0, **others: Any) -> PreTrainedModel:
    """A model with random weights, in training mode."""
    made: dict[str, Any] = {}
    if name == "electra":
        made["embedding_size"] = 16
    if name == "modernbert":
        ids = {"pad_token_id": 0, "cls_token_id": 1, "bos_token_id": 1, "sep_token_id": 2, "eos_token_id": 2}
        made = {"local_attention": WINDOW, "num_hidden_layers": 4, **ids}
    config = CONFIGS[name](**{**SHAPE, **made, **others})
    for setting in vars(config):
        if "dropout" in setting:
            setattr(config, setting, dropout)
    torch.manual_seed(0)
    model = cast(PreTrainedModel, HEADS[head].from_config(config))
    nn.Module.train(model, True)
    return model


@dataclass(frozen=True)
class Padded:
    """A padded batch, with its lengths as the host knows them."""

    input_ids: torch.Tensor
    attention_mask: torch.Tensor
    lengths: NDArray[np.int64]

    @classmethod
    def draw(cls, lengths: Sequence[int], padding: int | None, positions: int = 0) -> Padded:
        """Random sub-tokens, padded to the longest or to ``positions``."""
        counts = np.asarray(lengths, np.int64)
        mask = torch.from_numpy((np.arange(max(positions, *lengths)) < counts[:, None]).astype(np.int64))
        torch.manual_seed(1)
        ids = torch.randint(3, 100, mask.shape)
        return cls(torch.where(mask.bool(), ids, padding or 0), mask, counts)

    def keep_real(self, logits: torch.Tensor) -> torch.Tensor:
        """The logits of sub-tokens, or those of whole texts as they are."""
        return logits[self.attention_mask.bool()] if logits.dim() == 3 else logits


def read(model: nn.Module, batch: Padded) -> torch.Tensor:
    """The logits that count."""
    logits = model(input_ids=batch.input_ids, attention_mask=batch.attention_mask).logits
    return batch.keep_real(cast(torch.Tensor, logits))


def learn(model: nn.Module, batch: Padded) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
    """The logits that count, and the gradient that a loss drawn at random gives each weight."""
    model.zero_grad()
    logits = read(model, batch)
    torch.manual_seed(2)
    torch.autograd.backward((logits * torch.randn_like(logits)).sum())
    return logits.detach(), {n: w.grad.clone() for n, w in model.named_parameters() if w.grad is not None}


def measure_error(expected: Mapping[str, torch.Tensor], found: Mapping[str, torch.Tensor]) -> float:
    """The largest relative error of a weight's gradient.

    That of a key's bias is zero by nature (softmax does not see a shift), so what is there is rounding: it counts
    against the whole gradient.
    """
    assert expected.keys() == found.keys()
    whole = float(torch.stack([gradient.norm() for gradient in expected.values()]).norm())
    sizes = {n: whole if n.endswith(KEY_BIASES) else float(gradient.norm()) for n, gradient in expected.items()}
    return max(float((expected[name] - found[name]).norm()) / size for name, size in sizes.items())
