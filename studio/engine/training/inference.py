"""Reading without learning: windows sorted by length, one logits array for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import torch
from torch import nn

from studio.engine.tasks.protocol import Feature, Logits
from studio.engine.training.batching import Collator, Indices, measure_lengths, pack_by_length
from studio.engine.training.precision import Precision

READ_TOKENS = {"cpu": 2048, "mps": 8192, "cuda": 32768}
"""Padded sub-tokens of one batch: many enough to keep the device busy, few enough to answer a request soon."""


def infer(
    model: nn.Module,
    features: Sequence[Feature],
    collator: Collator,
    precision: Precision,
    batches: Iterable[Indices] | None = None,
) -> Iterator[list[tuple[int, Logits]]]:
    """Yields after each batch which windows (by index) it read, with logits ``[len(labels), tags]`` in fp32.

    ``batches`` None reads all windows, the longest first. The model is left in evaluation mode.
    """
    model.eval()
    plan = pack_by_length(measure_lengths(features), READ_TOKENS[collator.device.type]) if batches is None else batches
    for indices in plan:
        batch = collator.collate([features[index] for index in indices])
        with torch.inference_mode(), precision.cast():
            logits = model(input_ids=batch.input_ids, attention_mask=batch.attention_mask).logits
        scores = logits.float().cpu().numpy()
        scores = scores.reshape(len(indices), -1, scores.shape[-1])
        yield [(int(i), row[: len(features[i].labels)]) for i, row in zip(indices, scores, strict=True)]
