"""A first estimate of the memory a training takes, from a model's card alone; the forecast measures better."""

from __future__ import annotations

from studio.contract.cards import ModelCard

BYTES = 4
ADAMW_COPIES = 3
"""Beside each trained weight: its gradient and AdamW's two moments."""
ACTIVATIONS_PER_LAYER = 34
"""Numbers of hidden size kept for each token in each layer (Korthikanti et al. 2022, section 4.1)."""
PROCESS = 600_000_000
"""What Python and torch take themselves."""


def estimate_model_memory(card: ModelCard, trains: float, batch_size: int, max_length: int) -> int:
    """Bytes at the peak; ``trains`` is the share of weights that change (0–1), lengths are in tokens."""
    weights = card.parameters * BYTES * (1 + ADAMW_COPIES * trains)
    tokens = batch_size * min(max_length, card.max_length)
    activations = tokens * card.hidden * card.layers * ACTIVATIONS_PER_LAYER * BYTES
    return round(weights + activations * (1.0 if trains > 0.01 else 0.1)) + PROCESS
