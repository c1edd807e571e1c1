"""What makes two examples the same: numbers for their texts and labels, good for as long as the process lives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from studio.engine.data.likeness.normal import normalise_text

Keys = np.ndarray[Any, np.dtype[np.int64]]


def key_texts(batch: pa.RecordBatch) -> Keys:
    """One number a text; white space and case make no difference."""
    texts = (hash(normalise_text(text)) for text in batch.column("text").to_pylist())
    return np.fromiter(texts, np.int64, batch.num_rows)


def key_labels(batch: pa.RecordBatch) -> Keys:
    """One number for what is taught of each example: labels in any order, or tags in theirs."""
    golds, tokens = batch.column("gold").to_pylist(), batch.column("tokens").to_pylist()
    rows = zip(golds, tokens, strict=True)
    keys = (hash(tuple(gold if words else sorted(gold))) for gold, words in rows)
    return np.fromiter(keys, np.int64, len(golds))


def key_splits(batch: pa.RecordBatch) -> Keys:
    """One number a split."""
    names = batch.column("split").to_pylist()
    return np.fromiter(map(hash, names), np.int64, len(names))


def mix(*keys: Keys) -> Keys:
    """One number for several that belong together."""
    mixed = np.zeros(len(keys[0]), np.uint64)
    for key in keys:
        mixed = (mixed ^ key.view(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed.view(np.int64)
