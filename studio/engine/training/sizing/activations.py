"""What one forward pass keeps for the backward pass, counted from the shape of the model.

The count of Korthikanti et al. 2022, section 4.1, in numbers rather than bytes, for the layers as they are computed
here: dropout keeps two bytes for each number, attention keeps its matrix on processors and fuses it on graphics cards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MASK = 1 / 2
"""A dropout mask beside a number of four bytes."""
LINEARS = 6
"""Matrix products of a layer that the adapters of LoRA stand beside: query, key, value, output, and two of the MLP."""


@dataclass(frozen=True)
class Shape:
    """Of a model and its method what decides how much is kept; ``rank`` is LoRA's, 0 for other methods.

    ``relative`` counts the relative positions that DeBERTa's attention knows, ``convolves`` its convolution.
    ``backward`` is False where the encoder is frozen, and nothing of it is kept.
    """

    hidden: int
    layers: int
    heads: int
    inner: int
    tags: int
    dropout: float
    attention_dropout: float
    kind: str = "bert"
    relative: int = 0
    convolves: bool = False
    rank: int = 0
    backward: bool = True

    @classmethod
    def read(cls, config: Any, method: str = "full", rank: int = 0) -> Shape:
        """The shape that a transformers configuration describes."""
        hidden = _find(config, 768, "hidden_size", "dim", "d_model")
        kind = str(getattr(config, "model_type", "bert"))
        dropout = _find(config, 0.0, "hidden_dropout_prob", "mlp_dropout", "dropout")
        relative = 0
        if getattr(config, "relative_attention", False):
            farthest = _find(config, 0, "max_relative_positions")
            farthest = farthest if farthest > 0 else _find(config, 512, "max_position_embeddings")
            buckets = _find(config, 0, "position_buckets")
            relative = 2 * int(buckets if buckets > 0 else farthest)
        return cls(
            hidden=int(hidden),
            layers=int(_find(config, 12, "num_hidden_layers", "n_layers")),
            heads=int(_find(config, 12, "num_attention_heads", "n_heads")),
            inner=int(_find(config, 4 * hidden, "intermediate_size", "hidden_dim")),
            tags=int(getattr(config, "num_labels", 2)),
            dropout=float(dropout),
            attention_dropout=float(_find(config, 0.0, "attention_probs_dropout_prob", "attention_dropout")),
            kind=kind,
            relative=relative,
            convolves=bool(_find(config, 0, "conv_kernel_size")),
            rank=rank if method == "lora" else 0,
            backward=method != "frozen",
        )


def count_kept(
    shape: Shape, windows: int, length: int, *, half: bool = False, fused: bool = False, checkpointing: bool = False
) -> int:
    """Numbers of four bytes kept for ``windows`` of ``length`` sub-tokens each.

    ``half`` where products are computed in half precision: their weights are kept as a copy, and the inputs of
    normalisation stay whole. ``fused`` where attention keeps no matrix; with ``checkpointing`` the inputs of all
    layers are kept and one layer is computed anew at a time.
    """
    tokens = windows * length
    ends = _count_ends(shape, tokens)
    if not shape.backward:
        return round(ends)
    layer = _count_layer(shape, windows, length, half, fused)
    if checkpointing:
        return round(ends + shape.layers * tokens * shape.hidden + layer)
    return round(ends + shape.layers * layer)


def count_read(shape: Shape, windows: int, length: int, *, fused: bool = False) -> int:
    """Numbers alive at once while a layer is read without learning."""
    tokens = windows * length
    plain = tokens * (6 * shape.hidden + 2 * shape.inner)
    matrices = 0 if not shape.relative or fused else 3 * windows * shape.heads * length * length
    return plain + matrices + 2 * tokens * shape.tags


def _count_layer(shape: Shape, windows: int, length: int, half: bool, fused: bool) -> float:
    tokens, width, inner = windows * length, shape.hidden, shape.inner
    size = 0.5 if half else 1.0
    masks = MASK if shape.dropout else 0.0
    matrices = 4 * width * width + (3 if shape.kind == "modernbert" else 2) * width * inner
    kept = _count_attention(shape, windows, length, size, fused) + (size * matrices if half else 0)
    if shape.kind == "modernbert":
        return kept + tokens * (2 * width + size * (6 * width + 4 * inner))
    norms, projected, drops = 2 * width, size * 3 * width, 1 if shape.kind == "distilbert" else 2
    one = norms + projected + drops * masks * width
    shared = 3 if not half else 5  # in half precision query, key and value each keep a copy of their input
    if not shape.rank:
        return kept + tokens * (one + size * (shared * width + 2 * inner))
    inputs = (5 if shape.dropout else shared) * width + inner
    one += size * (inner + inputs + LINEARS * shape.rank) + masks * (5 * width + inner)
    return kept + tokens * one


def _count_attention(shape: Shape, windows: int, length: int, size: float, fused: bool) -> float:
    """The matrix of each head: its softmax, what dropout left of it, and the mask; and DeBERTa's two of positions.

    Where the matrix is not kept, ModernBERT keeps what it turned by the positions.
    """
    tokens, matrix = windows * length, windows * shape.heads * length * length
    dropped = 2 * size + MASK if shape.attention_dropout else size
    if shape.relative:
        positions = 2 * windows * shape.relative * (shape.heads * length + shape.hidden)
        return dropped * matrix + size * (positions + tokens * shape.hidden)
    if fused or not shape.attention_dropout:
        return size * 2 * tokens * shape.hidden if shape.kind == "modernbert" else 0
    return dropped * matrix


def _count_ends(shape: Shape, tokens: int) -> float:
    """The embedding before the layers, the head behind them, and the convolution beside the first."""
    if not shape.backward:
        return tokens * (shape.hidden + 2 * shape.tags)
    width = shape.hidden * (1 + (MASK if shape.dropout else 0))
    kept = tokens * ((width if shape.rank else 2 * width) + 3 * shape.tags)
    return kept + (3 * tokens * shape.hidden if shape.convolves else 0)


def _find(config: Any, default: Any, *names: str) -> Any:
    """The first of these settings that the configuration has as a number."""
    found = (getattr(config, name, None) for name in names)
    return next((value for value in found if isinstance(value, int | float) and not isinstance(value, bool)), default)
