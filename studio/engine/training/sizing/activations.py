"""What one forward pass keeps for the backward pass, counted from the shape of the model.

The count of Korthikanti et al. 2022, section 4.1, in numbers rather than bytes, for the layers as they are computed
here: dropout keeps one byte for each number, attention keeps its matrix on processors and fuses it on graphics cards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MASK = 1 / 4
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


def count_kept(shape: Shape, windows: int, length: int, *, fused: bool = False, checkpointing: bool = False) -> int:
    """Numbers of four bytes kept for ``windows`` of ``length`` sub-tokens each.

    ``fused`` where attention keeps no matrix; with ``checkpointing`` the inputs of all layers are kept and one layer
    is computed anew at a time.
    """
    tokens = windows * length
    ends = _count_ends(shape, tokens)
    if not shape.backward:
        return round(ends)
    layer = _count_layer(shape, windows, length, fused)
    if checkpointing:
        return round(ends + shape.layers * tokens * shape.hidden + layer)
    return round(ends + shape.layers * layer)


def count_read(shape: Shape, windows: int, length: int, *, fused: bool = False) -> int:
    """Numbers alive at once while a layer is read without learning."""
    tokens = windows * length
    plain = tokens * (6 * shape.hidden + 2 * shape.inner)
    matrices = 0 if not shape.relative or fused else 3 * windows * shape.heads * length * length
    return plain + matrices + 2 * tokens * shape.tags


def _count_layer(shape: Shape, windows: int, length: int, fused: bool) -> float:
    tokens, width = windows * length, shape.hidden
    masks = MASK if shape.dropout else 0
    drops = 1 if shape.kind == "distilbert" else 2
    if shape.kind == "modernbert":
        gated = tokens * (8 * width + 4 * shape.inner)
        return gated + (_count_attention(shape, windows, length, fused) or 2 * tokens * width)
    norms, projected, fed, activated = 2 * width, 3 * width, 3 * width, 2 * shape.inner
    kept = norms + projected + (fed + activated if not shape.rank else 0) + drops * masks * width
    if shape.rank:
        inputs = 5 * width + shape.inner if shape.dropout else 3 * width + shape.inner
        kept += shape.inner + inputs + masks * (5 * width + shape.inner) + LINEARS * shape.rank
    return tokens * kept + _count_attention(shape, windows, length, fused)


def _count_attention(shape: Shape, windows: int, length: int, fused: bool) -> float:
    """The matrix of each head: its softmax, what dropout left of it, and the mask; and DeBERTa's two of positions."""
    if shape.relative:
        tokens, span = windows * length, shape.relative
        positions = 2 * windows * span * (shape.heads * length + shape.hidden)
        matrix = windows * shape.heads * length * length
        return (2 + MASK if shape.attention_dropout else 1) * matrix + positions + tokens * shape.hidden
    if fused or not shape.attention_dropout:
        return 0
    return (2 + MASK) * windows * shape.heads * length * length


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
