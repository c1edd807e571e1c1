"""The attention of packed windows: each sub-token sees those of its own window, and no others.

Three ways that give the same: a plain one, window by window, which is the reference and the one for processors and
fp32; and two for CUDA in half precision, of which only the second knows attention dropout.
The two ways for CUDA were never run on a graphics card: the first was only checked for shapes, the second was run on
a processor, where torch takes another kernel for it.
"""

from __future__ import annotations

from itertools import groupby
from typing import cast

import torch
from torch import nn
from torch.nn.attention.varlen import varlen_attn
from torch.nn.functional import scaled_dot_product_attention
from transformers import AttentionInterface
from transformers.masking_utils import AttentionMaskInterface

from studio.engine.models.packing.borders import Borders

NAME = "moore_packed"
"""The attention's name in a model's settings, while it is packed."""
HALF = (torch.bfloat16, torch.float16)


def attend(
    module: nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    *,
    borders: Borders | None = None,
    dropout: float = 0.0,
    scaling: float | None = None,
    sliding_window: int | None = None,
    **others: object,
) -> tuple[torch.Tensor, None]:
    """What a layer of transformers calls, with ``[1, heads, tokens, width]``; gives ``[1, tokens, heads, width]``.

    ``sliding_window`` counts as in transformers: one more than how far a sub-token sees to each side. Raises
    ``RuntimeError`` where it is not told the borders: windows would see each other.
    """
    if borders is None or not query.shape[2] == key.shape[2] == len(borders.rows):
        raise RuntimeError("the packed attention was called without the borders of what it reads")
    parts = [part.squeeze(0).transpose(0, 1) for part in (query, key, value)]
    reach = None if sliding_window is None else sliding_window - 1
    if query.device.type != "cuda" or query.dtype not in HALF or (dropout and reach is not None):
        read = attend_plainly(parts, borders, scaling, dropout, reach)
    elif dropout:
        read = attend_nested(parts, borders, scaling, dropout)
    else:
        read = attend_fused(parts, borders, scaling, reach)
    return read.unsqueeze(0), None


def attend_plainly(
    parts: list[torch.Tensor], borders: Borders, scaling: float | None, dropout: float, reach: int | None
) -> torch.Tensor:
    """Window by window; neighbours of the same length in one go. Exact, on every device and in every precision."""
    done: list[torch.Tensor] = []
    start = 0
    for length, alike in groupby(borders.lengths):
        stop = start + length * len(list(alike))
        query, key, value = (part[start:stop].view(-1, length, *part.shape[1:]).transpose(1, 2) for part in parts)
        near = None if reach is None else _draw_near(length, reach, query.device)
        read = scaled_dot_product_attention(query, key, value, attn_mask=near, dropout_p=dropout, scale=scaling)
        done.append(read.transpose(1, 2).flatten(0, 1))
        start = stop
    return torch.cat(done)


def _draw_near(length: int, reach: int, device: torch.device) -> torch.Tensor | None:
    """Which pairs of positions are at most ``reach`` apart; None where all are."""
    if length <= reach + 1:
        return None
    places = torch.arange(length, device=device)
    return (places[:, None] - places).abs() <= reach


def attend_nested(parts: list[torch.Tensor], borders: Borders, scaling: float | None, dropout: float) -> torch.Tensor:
    """By jagged tensors, the public way to a kernel with attention dropout; it knows no local windows."""
    longest, shortest = max(borders.lengths), min(borders.lengths)
    query, key, value = (
        torch.nested.nested_tensor_from_jagged(
            part.contiguous(), borders.starts, min_seqlen=shortest, max_seqlen=longest
        ).transpose(1, 2)
        for part in parts
    )
    read = scaled_dot_product_attention(query, key, value, dropout_p=dropout, scale=scaling)
    return read.transpose(1, 2).values()


def attend_fused(parts: list[torch.Tensor], borders: Borders, scaling: float | None, reach: int | None) -> torch.Tensor:
    """By torch's varlen kernel: CUDA from Ampere on, half precision, no dropout."""
    query, key, value = parts
    starts, longest = borders.short_starts, max(borders.lengths)
    window = (-1, -1) if reach is None else (reach, reach)
    read = varlen_attn(query, key, value, starts, starts, longest, longest, scale=scaling, window_size=window)
    return cast(torch.Tensor, read)


def keep_mask(*, attention_mask: torch.Tensor | None = None, **others: object) -> torch.Tensor | None:
    """Leaves the mask ``[windows, positions]`` as it is: what packs reads the lengths from it."""
    return attention_mask


def register() -> None:
    """Makes the attention known to transformers; a second time changes nothing."""
    AttentionInterface.register(NAME, attend)
    AttentionMaskInterface.register(NAME, keep_mask)
