"""Cells of spreadsheets; the only place that keeps text from being taken for a formula."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from studio.engine.data.outputs.protocol import Cell

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?%?")


def neutralise(text: str) -> str:
    """Text that spreadsheets show and never run: an apostrophe before what could begin a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_RISKY) and not _NUMBER.fullmatch(text) else text


def guard_cells(cells: Iterable[Cell]) -> list[Cell]:
    """One row, its texts neutralised."""
    return [neutralise(cell) if isinstance(cell, str) else cell for cell in cells]


def show_cell(cell: Any) -> Cell:
    """A value of any kind as a cell."""
    if cell is None:
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    return cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
