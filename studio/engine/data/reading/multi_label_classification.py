"""Texts with any number of labels each: lists of them, or cells that a separator cuts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from studio.engine.data.columns import Column, is_missing
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Record
from studio.engine.data.headers import LABEL_NAMES
from studio.engine.data.reading.protocol import Example, Reader
from studio.engine.data.reading.text_classification import TextClassification, guess_text
from studio.engine.data.wordrule import WordRule


class MultiLabelClassification:
    """A column of texts and one of lists of labels."""

    id = "multi-label-classification"

    def guess(self, columns: Sequence[Column], asked: Mapping[str, str]) -> dict[str, str] | None:
        """The column of lists, which must have a usual name where there are several; without one as for single labels.

        Several lists side by side are rather the words of a sentence and what is known of each.
        """
        lists = [column.name for column in columns if column.kind == "strings"]
        named = [name for name in LABEL_NAMES if name in lists]
        label = asked.get("label") or next(iter(named), lists[0] if len(lists) == 1 else None)
        if label is None:
            return TextClassification().guess(columns, asked)
        text = asked.get("text") or guess_text([column for column in columns if column.name != label])
        return {"text": text, "label": label} if text else None

    def complain(self, columns: Sequence[Column], asked: Mapping[str, str]) -> str:
        """Whether the labels or the text are what is missing."""
        return TextClassification().complain(columns, asked)

    def begin(self, scheme: str | None) -> Reader:
        """A reader of texts and labels."""
        return LabelsReader()

    def list_labels(self, gold: Iterable[str]) -> list[str]:
        """Each of them."""
        return list(gold)

    def list_kinds(self, gold: Iterable[str]) -> set[str]:
        """Each of them."""
        return set(gold)


class LabelsReader:
    """Reads a text and its labels as they are."""

    scheme = "none"
    words = WordRule()

    def read(self, record: Record, roles: Mapping[str, str], learn: bool, findings: Findings) -> Example | None:
        """The text with its labels, which may be none; a row without text is left out, and said."""
        text, label = record.values.get(roles["text"]), record.values.get(roles["label"])
        if is_missing(text):
            findings.add("data.text_missing", "look", row=record.row, column=roles["text"])
            return None
        items = label if isinstance(label, list) else [] if is_missing(label) else [label]
        if not items:
            findings.add("data.no_labels", "look", row=record.row, column=roles["label"])
        for role, cells in (("text", [text]), ("label", items)):
            if not all(isinstance(cell, str | int | float) for cell in cells):
                findings.add(f"data.{role}_not_text", row=record.row, column=roles[role])
                return None
        return Example(record.row, str(text), gold=[str(item) for item in items])

    def finish(self, example: Example, findings: Findings) -> Example:
        """The example as it is."""
        return example

    def conclude(self, findings: Findings) -> None:
        """Nothing holds for all of them."""
