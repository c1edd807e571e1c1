"""JSON lines: an object a row."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from studio.engine.data.outputs.protocol import RowT, Shape


def write_jsonl(path: Path, shape: Shape[RowT], rows: Iterable[RowT]) -> int:
    """One object a line."""
    count = 0
    with path.open("x", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(shape.describe(row), ensure_ascii=False) + "\n")
            count += 1
    return count
