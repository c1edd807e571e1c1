"""The cells of labelled rows in spreadsheets; the only place that keeps text from being taken for a formula."""

from __future__ import annotations

import json
import re
from typing import Any

from studio.engine.data.outputs.protocol import Labelled, Layout, find_label, list_entities, show_entities

Cell = str | int | float

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?%?")


def neutralise(text: str) -> str:
    """Text that spreadsheets show and never run: an apostrophe before what could begin a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_RISKY) and not _NUMBER.fullmatch(text) else text


def make_header(layout: Layout) -> list[str]:
    """The first row: the source's columns and the new ones."""
    return [neutralise(name) for name in (*layout.columns, *layout.added)]


def make_cells(layout: Layout, labelled: Labelled) -> list[Cell]:
    """One row under :func:`make_header`."""
    own = [_show(labelled.row.cells.get(column)) for column in layout.columns]
    if layout.entities:
        spans = json.dumps(list_entities(labelled), ensure_ascii=False) if labelled.prediction else ""
        return [*own, neutralise(show_entities(labelled)), spans]
    label, probability = find_label(labelled)
    return [*own, neutralise(label), "" if probability is None else round(probability, 4)]


def _show(cell: Any) -> Cell:
    if cell is None:
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    return neutralise(cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False))
