"""Single examples of a batch changed or taken away: only these become Python, the others stay columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Row = dict[str, Any]
"""One example by column, as plain values."""


def change_rows(
    batch: pa.RecordBatch, touched: Sequence[int], change: Callable[[Row], Row | None]
) -> tuple[pa.RecordBatch, int]:
    """The batch with the rows at ``touched`` changed, and how many are not as they were.

    ``change`` gives the row itself where nothing is to be done, None where it is to be taken away.
    """
    if not len(touched):
        return batch, 0
    order = np.arange(batch.num_rows)
    fresh: list[Row] = []
    gone: list[int] = []
    for at, row in zip(touched, batch.take(pa.array(touched, pa.int64())).to_pylist(), strict=True):
        changed = change(dict(row))
        if changed is None:
            gone.append(at)
        elif changed != row:
            order[at] = batch.num_rows + len(fresh)
            fresh.append(changed)
    if not fresh and not gone:
        return batch, 0
    kept = np.delete(order, gone)
    both = pa.concat_batches([batch, pa.RecordBatch.from_pylist(fresh, schema=batch.schema)])
    return both.take(pa.array(kept)), len(fresh) + len(gone)


def find_rows(mask: pa.BooleanArray) -> list[int]:
    """The positions where the mask is true."""
    found: list[int] = pc.indices_nonzero(pc.fill_null(mask, False)).to_pylist()
    return found


def keep_rows(batch: pa.RecordBatch, kept: np.ndarray[Any, Any]) -> pa.RecordBatch:
    """The rows where ``kept`` is true."""
    return batch if kept.all() else batch.filter(pa.array(kept))


def is_token_row(row: Row) -> bool:
    """Whether an example has words with tags, not a label for the whole text."""
    return bool(row["tokens"])
