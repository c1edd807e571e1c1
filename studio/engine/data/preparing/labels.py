"""What stands in a cell of labels: one label, or several where a separator cuts them."""

from __future__ import annotations


def cut_label(cell: str, separator: str | None) -> list[str]:
    """The labels of a cell: trimmed, each once, in their order; the cell as it is where nothing separates them."""
    if not separator:
        return [cell]
    parts = (part.strip() for part in cell.split(separator))
    return list(dict.fromkeys(part for part in parts if part))
