"""What stands in validation or test too is taken from training."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from studio.engine.data.changing.applier import Applier
from studio.engine.data.changing.dropping import Dropping, Mask
from studio.engine.data.changing.values import Values, read_values
from studio.engine.data.likeness.numbers import Keys, key_texts
from studio.engine.data.splits import TRAIN


class DropLeaks:
    """It has no values."""

    id = "drop_leaks"

    def begin(self, values: Mapping[str, Any]) -> Applier:
        """Ready to look."""
        read_values(self.id, Values, values)
        return _Leaks()


class _Leaks(Dropping):
    def describe(self, batch: pa.RecordBatch) -> Keys:
        """By text, and whether it trains."""
        trains = [split == TRAIN for split in batch.column("split").to_pylist()]
        return np.stack([key_texts(batch), np.array(trains, np.int64)], axis=1)

    def choose(self, keys: Keys) -> Mask:
        """All of validation and test, and what trains alone."""
        trains = keys[:, 1] == 1
        is_leak: Mask = trains & np.isin(keys[:, 0], keys[~trains, 0])
        return np.logical_not(is_leak)
