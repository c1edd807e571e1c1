"""Plain text: each text on a line, then a tab and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from studio.engine.data.outputs.protocol import RowT, Shape


def write_plain(path: Path, shape: Shape[RowT], rows: Iterable[RowT]) -> int:
    """One line a row; white space inside a text becomes one blank each."""
    count = 0
    with path.open("x", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write("\t".join(" ".join(part.split()) for part in shape.show_line(row)) + "\n")
            count += 1
    return count
