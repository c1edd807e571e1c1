"""The attention that training uses in place of ``sdpa``: on processors with fast dropout, and no wait for the device.

transformers looks into each mask for padding, for which a graphics card has to finish first; here masks are made
without a look. Without dropout it computes exactly what ``sdpa`` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import nn
from transformers import AttentionInterface, AttentionMaskInterface, PreTrainedModel
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask

from studio.engine.training.tuning.dropout import drop

NAME = "studio"


def attend(
    module: nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    dropout: float = 0.0,
    scaling: float | None = None,
    **others: Any,
) -> tuple[torch.Tensor, None]:
    """Scaled dot-product attention (Vaswani et al. 2017); ``query`` … ``[texts, heads, positions, width]``.

    ``attention_mask`` ``[texts, 1, positions, positions]`` is True where a position may be read. Gives
    ``[texts, positions, heads, width]``.
    """
    if not dropout or query.device.type != "cpu" or not _is_plain(module, query, key, attention_mask, others):
        return sdpa_attention_forward(
            module, query, key, value, attention_mask, dropout=dropout, scaling=scaling, **others
        )
    scale = query.shape[-1] ** -0.5 if scaling is None else scaling
    scores = torch.matmul(query * scale, key.transpose(2, 3))
    if attention_mask is not None:
        scores = scores.masked_fill(~attention_mask, torch.finfo(scores.dtype).min)
    weights = drop(torch.softmax(scores, -1), dropout)
    return torch.matmul(weights, value).transpose(1, 2).contiguous(), None


def _is_plain(
    module: nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    mask: torch.Tensor | None,
    others: Mapping[str, Any],
) -> bool:
    """Whether all positions may read each other but for the mask; without one, sdpa asks the layer for the rest."""
    causal = others.get("is_causal", getattr(module, "is_causal", False)) if mask is None else False
    plain_mask = mask is None or mask.dtype is torch.bool
    return query.shape[1] == key.shape[1] and plain_mask and not causal and others.get("position_bias") is None


def make_mask(*arguments: Any, **named: Any) -> torch.Tensor | None:
    """transformers' mask for ``sdpa``; left out only where there is no padding to look for."""
    if named.get("attention_mask") is not None:
        named["allow_is_bidirectional_skip"] = False
    mask: torch.Tensor | None = sdpa_mask(*arguments, **named)
    return mask


def use_attention(model: PreTrainedModel) -> bool:
    """Lets the model use it; False where the model does not use ``sdpa`` itself."""
    if model.config._attn_implementation != "sdpa":
        return False
    model.set_attn_implementation(NAME)
    return True


AttentionInterface.register(NAME, attend)
AttentionMaskInterface.register(NAME, make_mask)
