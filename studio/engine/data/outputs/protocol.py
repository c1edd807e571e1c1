"""What the writers of labelled files share: a row with its prediction, and how it reads in a cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.contract.calls import Prediction
from studio.engine.data.inputs import Input
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
        return self._find_free(first), self._find_free(second)

    def _find_free(self, name: str) -> str:
        while name in self.columns:
            name += "_new"
        return name


Writer = Callable[[Path, Layout, Iterable[Labelled]], int]
"""Writes all rows into a new file; returns how many."""


def list_entities(labelled: Labelled) -> list[dict[str, Any]]:
    """The entities as plain values, with the piece of text each one is."""
    if labelled.prediction is None:
        return []
    text = labelled.row.text
    return [span.model_dump() | {"text": text[span.start : span.end]} for span in labelled.prediction.spans]


def find_label(labelled: Labelled) -> tuple[str, float | None]:
    """The likeliest label with its probability; ("", None) where nothing is predicted."""
    if labelled.prediction is None or not labelled.prediction.labels:
        return "", None
    return labelled.prediction.labels[0]


def list_tags(labelled: Labelled) -> list[str]:
    """IOB2 tags of the row's words."""
    spans = labelled.prediction.spans if labelled.prediction else []
    return tag_words(labelled.row.offsets, sorted(Entity(span.start, span.end, span.label) for span in spans))


def show_entities(labelled: Labelled) -> str:
    """The entities for a reader: "Ada Lovelace (PER); London (LOC)"."""
    return "; ".join(f"{entity['text']} ({entity['label']})" for entity in list_entities(labelled))
