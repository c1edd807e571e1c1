"""Rows of a file with what a model says of them, as the writers need them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from studio.contract.calls import Prediction
from studio.engine.data.inputs import Input
from studio.engine.data.outputs.cells import show_cell
from studio.engine.data.outputs.protocol import Cell
from studio.engine.data.tagging.spans import Entity, tag_words

ENTITIES = ("entities", "spans")
LABELS = ("predicted", "probability")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row and what the model says; None where the row has no text."""

    row: Input
    prediction: Prediction | None


@dataclass(frozen=True)
class Layout:
    """What is the same for all rows: the columns of the source, and whether entities or labels are predicted.

    ``delimiter`` and ``marked`` (a byte order mark) are those of the source, for files of its kind.
    """

    columns: Sequence[str]
    entities: bool
    delimiter: str = ","
    marked: bool = False

    @property
    def added(self) -> tuple[str, str]:
        """The names of the new columns, other than those there are."""
        first, second = ENTITIES if self.entities else LABELS
        return find_free(first, self.columns), find_free(second, self.columns)

    def list_columns(self) -> list[str]:
        """The source's columns and the new ones."""
        return [*self.columns, *self.added]

    def list_cells(self, row: Labelled) -> list[Cell]:
        """The row's own cells, then what is predicted."""
        own = [show_cell(row.row.cells.get(column)) for column in self.columns]
        if self.entities:
            spans = json.dumps(list_entities(row), ensure_ascii=False) if row.prediction else ""
            return [*own, show_entities(row), spans]
        label, probability = find_label(row)
        return [*own, label, "" if probability is None else round(probability, 4)]

    def describe(self, row: Labelled) -> dict[str, Any]:
        """The row's own values, then what is predicted."""
        first, second = self.added
        if self.entities:
            return row.row.cells | {first: list_entities(row)}
        label, probability = find_label(row)
        return row.row.cells | {first: label or None, second: probability}

    def list_words(self, row: Labelled) -> tuple[list[str], list[list[str]]]:
        """The columns of a source that has words, else the words alone; a predicted label as a comment."""
        tokens = row.row.tokens
        cells = [row.row.cells.get(column) for column in self.columns]
        own = [[str(item) for item in cell] for cell in cells if isinstance(cell, list) and len(cell) == len(tokens)]
        columns = own if tokens in own else [tokens]
        if self.entities:
            return [], [*columns, list_tags(row)]
        return [f"label = {find_label(row)[0]}"], columns

    def show_line(self, row: Labelled) -> tuple[str, str]:
        """The text, and what is predicted."""
        return row.row.text, show_entities(row) if self.entities else find_label(row)[0]


def find_free(name: str, taken: Sequence[str]) -> str:
    """The name, or one like it that no column has."""
    while name in taken:
        name += "_new"
    return name


def list_entities(labelled: Labelled) -> list[dict[str, Any]]:
    """The entities as plain values, with the piece of text each one is."""
    if labelled.prediction is None:
        return []
    text = labelled.row.text
    return [span.model_dump() | {"text": text[span.start : span.end]} for span in labelled.prediction.spans]


def find_label(labelled: Labelled) -> tuple[str, float | None]:
    """The likeliest label with its probability; ("", None) where nothing is predicted.

    Where several may hold, all that are given, with the probability of the least sure of them.
    """
    if labelled.prediction is None or not labelled.prediction.labels:
        return "", None
    chosen = labelled.prediction.chosen
    if chosen is None:
        return labelled.prediction.labels[0]
    chances = [chance for label, chance in labelled.prediction.labels if label in chosen]
    return "; ".join(chosen), min(chances, default=None)


def list_tags(labelled: Labelled) -> list[str]:
    """IOB2 tags of the row's words."""
    spans = labelled.prediction.spans if labelled.prediction else []
    return tag_words(labelled.row.offsets, sorted(Entity(span.start, span.end, span.label) for span in spans))


def show_entities(labelled: Labelled) -> str:
    """The entities for a reader: "Ada Lovelace (PER); London (LOC)"."""
    return "; ".join(f"{entity['text']} ({entity['label']})" for entity in list_entities(labelled))
