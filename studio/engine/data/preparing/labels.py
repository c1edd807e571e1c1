"""What stands in a cell of labels: one label, or several where a list or a separator parts them."""

from __future__ import annotations

from collections.abc import Sequence

_LISTED = "\x1f"


def join_labels(labels: Sequence[object]) -> str:
    """A list of labels as one cell."""
    return _LISTED.join(map(str, labels))


def cut_labels(cell: str, separator: str | None) -> list[str]:
    """The labels of a cell: each once, in their order; trimmed where the separator cuts them."""
    parts = cell.split(_LISTED)
    if separator:
        parts = [piece.strip() for part in parts for piece in part.split(separator)]
    return list(dict.fromkeys(part for part in parts if part))
