"""The room that a run takes on the disk at its fullest."""

from __future__ import annotations

CHECKPOINT = 12
"""Bytes of a trained weight in a checkpoint: itself and two moments of AdamW."""
WEIGHT = 4
KEPT = 2
"""The newest checkpoint and the best."""
REST = 1_000_000
"""The tokenizer, the events, the report and the predictions of a plain run."""


def estimate_disk(trained: int, total: int, timed: int, evaluations: int) -> int:
    """Of a run that saves ``timed`` times because a minute is over, and after each of the ``evaluations`` that gains.

    ``trained`` and ``total`` count weights. It is fullest while a checkpoint is written beside the newest and the
    best (until the first evaluation that is the first one, which has no moments), or at the end beside the model.
    """
    best = CHECKPOINT if evaluations > 1 else WEIGHT
    newest = CHECKPOINT if timed else 0
    writing = (newest + best + CHECKPOINT) * trained
    ending = CHECKPOINT * trained * min(evaluations, KEPT) + WEIGHT * total
    return max(writing, ending) + REST
