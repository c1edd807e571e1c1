"""predictions.parquet: every evaluated example with its gold and predicted labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

OFFSET = pa.struct([("start", pa.int32()), ("end", pa.int32())])
SCHEMA = pa.schema(
    [
        ("example_id", pa.int64()),
        ("split", pa.string()),
        ("file", pa.string()),
        ("row", pa.int64()),
        ("text", pa.string()),
        ("tokens", pa.list_(pa.string())),
        ("offsets", pa.list_(OFFSET)),
        ("gold", pa.list_(pa.string())),
        ("predicted", pa.list_(pa.string())),
        ("probability", pa.float64()),
        ("loss", pa.float64()),
    ]
)
"""Offsets are code points of ``text``; ``gold`` and ``predicted`` are IOB2 tags per word, or one label.

``probability`` is that of the predicted label (of the least sure word for tokens), ``loss`` the mean cross-entropy.
"""


def write_predictions(path: Path, rows: Iterable[Mapping[str, Any]], chunk: int = 5000) -> int:
    """Writes the rows (keys are the columns of ``SCHEMA``; offsets as pairs) beside and renames; their number."""
    temporary = path.with_name(f".{path.name}.part")
    written = 0
    batch: list[dict[str, Any]] = []
    with parquet.ParquetWriter(temporary, SCHEMA, compression="zstd") as writer:
        for row in rows:
            pairs = [{"start": start, "end": end} for start, end in row["offsets"]]
            batch.append({**row, "offsets": pairs})
            if len(batch) >= chunk:
                writer.write_table(pa.Table.from_pylist(batch, SCHEMA))
                written, batch = written + len(batch), []
        writer.write_table(pa.Table.from_pylist(batch, SCHEMA))
    temporary.replace(path)
    return written + len(batch)
