"""A sample tells how many sub-tokens all the data have."""

from __future__ import annotations

import numpy as np
import pytest

from studio.engine.training.sizing.vocabulary import extrapolate_rows


def count(ids: np.ndarray[tuple[int], np.dtype[np.int64]]) -> int:
    return len(np.unique(ids))


def test_words_as_frequent_as_in_language_are_foretold() -> None:
    ids = np.random.default_rng(0).zipf(1.3, 80_000) % 30_000
    sample = ids[:10_000]
    said = extrapolate_rows(count(sample[:5_000]), count(sample), len(ids) / len(sample))
    assert said == pytest.approx(count(ids), rel=0.15)


def test_a_sample_that_is_all_is_counted() -> None:
    assert extrapolate_rows(500, 900, 1.0) == 900
    assert extrapolate_rows(0, 900, 4.0) == 900
    assert extrapolate_rows(900, 900, 64.0) == 900
