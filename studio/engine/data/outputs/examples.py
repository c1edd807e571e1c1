"""Prepared examples as the writers need them, so that reading the file gives the same examples."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from studio.contract.problems import Problem, StudioError
from studio.engine.data.changing.alignment import list_entities
from studio.engine.data.changing.rows import Row
from studio.engine.data.outputs.cells import show_cell
from studio.engine.data.outputs.predicted import find_free
from studio.engine.data.outputs.protocol import Cell

SEPARATOR = ";"
"""Between the labels of one cell, where the recipe names no other."""


@dataclass(frozen=True)
class ExampleShape:
    """What is the same for all examples.

    ``columns`` are those of the table, ``text`` and ``label`` the ones that hold these; columns that are missing
    are added. ``entities`` says whether words have tags, ``several`` whether a text may have several labels,
    ``split`` whether a column says where an example belongs.
    """

    columns: Sequence[str]
    text: str = "text"
    label: str = "label"
    entities: bool = False
    several: bool = False
    labelled: bool = True
    split: bool = False
    separator: str = SEPARATOR
    delimiter: str = ","
    marked: bool = False

    def list_columns(self) -> list[str]:
        """Those of the table, with what is added."""
        own = [name for name in (self.text, *self._list_labels()) if name not in self.columns]
        names = [*own, *self.columns]
        return [*names, find_free("split", names)] if self.split else names

    def list_cells(self, row: Row) -> list[Cell]:
        """One example; entities for people to read, and as JSON."""
        values = self._collect(row, as_json=False)
        return [show_cell(values.get(name)) for name in self.list_columns()]

    def describe(self, row: Row) -> dict[str, Any]:
        """One example; entities as spans, several labels as a list."""
        values = self._collect(row, as_json=True)
        return {name: values.get(name) for name in self.list_columns() if name in values}

    def list_words(self, row: Row) -> tuple[list[str], list[list[str]]]:
        """Words and tags, and the text where the words alone do not tell it. Raises ``StudioError`` without words."""
        if not self.entities:
            raise StudioError(Problem(code="data.output_without_words"))
        is_plain = "\n" not in row["text"] and "\r" not in row["text"]
        return [f"text = {row['text']}"] if is_plain else [], [row["tokens"], row["gold"]]

    def show_line(self, row: Row) -> tuple[str, str]:
        """The text, and its labels."""
        return row["text"], self.separator.join(row["gold"])

    def _list_labels(self) -> list[str]:
        if self.entities:
            return ["entities", "spans"]
        return [self.label] if self.labelled else []

    def _collect(self, row: Row, as_json: bool) -> dict[str, Any]:
        """All values by column."""
        values = dict(row.get("cells") or {}) | {self.text: row["text"]}
        if self.entities:
            spans = [{"start": e.start, "end": e.end, "label": e.label} for e in list_entities(row)]
            shown = "; ".join(f"{row['text'][e.start : e.end]} ({e.label})" for e in list_entities(row))
            values |= {"spans": spans} if as_json else {"entities": shown, "spans": json.dumps(spans)}
        elif self.labelled:
            values[self.label] = row["gold"] if as_json and self.several else self.separator.join(row["gold"])
        return values | ({self.list_columns()[-1]: row["split"]} if self.split else {})
