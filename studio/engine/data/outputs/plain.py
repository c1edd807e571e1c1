"""Plain text: each text on a line, then a tab and what is predicted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from studio.engine.data.outputs.protocol import Labelled, Layout, find_label, show_entities


def write_plain(path: Path, layout: Layout, rows: Iterable[Labelled]) -> int:
    """One line a row; white space inside a text becomes one blank each."""
    count = 0
    with path.open("x", encoding="utf-8", newline="\n") as file:
        for labelled in rows:
            found = show_entities(labelled) if layout.entities else find_label(labelled)[0]
            file.write(" ".join(labelled.row.text.split()) + "\t" + " ".join(found.split()) + "\n")
            count += 1
    return count
