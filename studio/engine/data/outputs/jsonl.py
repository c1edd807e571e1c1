"""JSON lines: the row's own values, then what is predicted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from studio.engine.data.outputs.protocol import Labelled, Layout, find_label, list_entities


def write_jsonl(path: Path, layout: Layout, rows: Iterable[Labelled]) -> int:
    """One object a line."""
    count = 0
    with path.open("x", encoding="utf-8", newline="\n") as file:
        for labelled in rows:
            content = labelled.row.cells | _describe(layout, labelled)
            file.write(json.dumps(content, ensure_ascii=False) + "\n")
            count += 1
    return count


def _describe(layout: Layout, labelled: Labelled) -> dict[str, Any]:
    first, second = layout.added
    if layout.entities:
        return {first: list_entities(labelled)}
    label, probability = find_label(labelled)
    return {first: label or None, second: probability}
