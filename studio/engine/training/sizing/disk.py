"""The room that a run takes on the disk at its fullest."""

from __future__ import annotations

CHECKPOINT = 12
"""Bytes of a trained weight in a checkpoint: itself and two moments of AdamW."""
WEIGHT = 4
KEPT = 2
"""The newest checkpoint and the best; one more is there while it is written."""
REST = 3_000_000
"""The tokenizer, the events, the report and the predictions of a plain run."""


def estimate_disk(trained: int, total: int, saves: int, evaluations: int) -> int:
    """Of a run with ``saves`` checkpoints after the first one, which is there before any step and has no moments.

    ``trained`` and ``total`` count weights. It is fullest while a checkpoint is written, or at the end beside the
    model. The first checkpoint counts as the best until the first of the ``evaluations``; a single one makes the
    newest the best.
    """
    first = WEIGHT * trained if min(saves, evaluations + 1) < KEPT + 1 else 0
    writing = CHECKPOINT * trained * min(saves, evaluations + 1, KEPT + 1) + first
    ending = CHECKPOINT * trained * min(saves, evaluations, KEPT) + WEIGHT * total
    return max(writing, ending) + REST
