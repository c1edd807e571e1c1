"""The disk is fullest while a checkpoint is written, or at the end beside the model."""

from __future__ import annotations

import pytest

from studio.engine.training.sizing.disk import REST, estimate_disk


@pytest.mark.parametrize(
    ("trained", "total", "timed", "evaluations", "expected"),
    [
        (1000, 1000, 0, 1, 16_000),  # the first without moments beside the only one
        (1000, 1000, 0, 5, 28_000),  # the newest that is not the best, the best, and the model
        (1000, 1000, 1, 1, 28_000),  # the first one stays until the only evaluation
        (1000, 1000, 9, 5, 36_000),  # newest, best, and the one that is written
        (1000, 9000, 9, 5, 60_000),
        (10, 1000, 0, 1, 4_120),  # a large model of which little trains
    ],
)
def test_the_fullest_moment(trained: int, total: int, timed: int, evaluations: int, expected: int) -> None:
    assert estimate_disk(trained, total, timed, evaluations) == expected + REST
