"""The same text with the same labels in the same split: the first one stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from studio.engine.data.changing.applier import Applier
from studio.engine.data.changing.dropping import Dropping, Mask
from studio.engine.data.changing.values import Values, read_values
from studio.engine.data.likeness.numbers import Keys, key_labels, key_splits, key_texts, mix


class DropDuplicates:
    """It has no values."""

    id = "drop_duplicates"

    def begin(self, values: Mapping[str, Any]) -> Applier:
        """Ready to look."""
        read_values(self.id, Values, values)
        return _Duplicates()


class _Duplicates(Dropping):
    def describe(self, batch: pa.RecordBatch) -> Keys:
        """By split, text and labels."""
        return mix(key_splits(batch), key_texts(batch), key_labels(batch))

    def choose(self, keys: Keys) -> Mask:
        """The first of each."""
        kept = np.zeros(len(keys), np.bool_)
        kept[np.unique(keys, return_index=True)[1]] = True
        return kept
