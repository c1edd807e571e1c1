"""An array that grows at its end."""

from __future__ import annotations

import numpy as np

from studio.engine.data.columnar.growing import Growing


def test_what_is_appended_stays_in_order() -> None:
    growing = Growing(np.int32)
    assert growing.values.tolist() == []
    parts = [np.arange(count) for count in (3, 0, 70_000, 200_000)]
    for part in parts:
        growing.append(part)
    assert len(growing) == 270_003
    assert growing.values.dtype == np.int32
    assert (growing.values == np.concatenate(parts)).all()
