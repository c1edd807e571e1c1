"""Texts with one label each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from studio.engine.data.columns import Column, is_missing
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Record
from studio.engine.data.headers import LABEL_NAMES, TEXT_NAMES
from studio.engine.data.reading.protocol import Example, Reader
from studio.engine.data.wordrule import WordRule

_PAIRS = frozenset(("sentence1", "sentence2", "premise", "hypothesis", "text_a", "text_b", "text1", "text2"))
_ASKED_FOR = frozenset(("instruction", "instructions", "prompt"))
_ANSWERED = frozenset(("output", "outputs", "response", "completion", "instances", "answer", "input"))
_TALKS = frozenset(("conversations", "conversation", "messages", "dialogue"))
_LONGEST_LABEL = 60


class TextClassification:
    """A column of texts and a column of labels."""

    id = "text-classification"

    def guess(self, columns: Sequence[Column], asked: Mapping[str, str]) -> dict[str, str] | None:
        """By known names, else the column of few short values and the one of the longest text."""
        label = asked.get("label") or _guess_label([c for c in columns if c.name != asked.get("text")])
        text = asked.get("text") or guess_text([c for c in columns if c.name != label])
        if not label or not text:
            return None
        if not asked and (_is_pair(columns, text, label) or _is_instruction(columns)):
            return None
        return {"text": text, "label": label}

    def complain(self, columns: Sequence[Column], asked: Mapping[str, str]) -> str:
        """Whether the label or the text is what is missing."""
        label = asked.get("label") or _guess_label([c for c in columns if c.name != asked.get("text")])
        if not label:
            return "data.label_column_missing"
        return "data.text_pairs" if guess_text([c for c in columns if c.name != label]) else "data.text_column_missing"

    def begin(self, scheme: str | None) -> Reader:
        """A reader of texts and labels."""
        return TextReader()

    def list_labels(self, gold: Iterable[str]) -> list[str]:
        """The one label."""
        return list(gold)

    def list_kinds(self, gold: Iterable[str]) -> set[str]:
        """The one label."""
        return set(gold)


class TextReader:
    """Reads text and label as they are."""

    scheme = "none"
    words = WordRule()

    def read(self, record: Record, roles: Mapping[str, str], learn: bool, findings: Findings) -> Example | None:
        """The text with its label; a row without one of them is left out, and said."""
        cells = {role: record.values.get(column) for role, column in roles.items()}
        for role in ("text", "label"):
            if is_missing(cells[role]):
                findings.add(f"data.{role}_missing", "look", row=record.row, column=roles[role])
                return None
            if not isinstance(cells[role], str | int | float):
                kind = type(cells[role]).__name__
                findings.add(f"data.{role}_not_text", row=record.row, column=roles[role], details=kind)
                return None
        return Example(record.row, str(cells["text"]), gold=[str(cells["label"])])

    def finish(self, example: Example, findings: Findings) -> Example:
        """The example as it is: words are cut by the model's tokenizer."""
        return example

    def conclude(self, findings: Findings) -> None:
        """Nothing holds for all of them."""


def _guess_label(columns: Sequence[Column]) -> str | None:
    usable = [c for c in columns if c.kind in ("text", "number") and c.length <= _LONGEST_LABEL]
    named = _find_named(usable, LABEL_NAMES)
    if named:
        return named.name if named.kind == "text" or named.whole else None
    few = [c for c in usable if 2 <= c.distinct <= max(2, c.filled // 2) and (c.kind == "text" or c.whole)]
    unnamed = [c for c in few if c.name.casefold() not in TEXT_NAMES]
    return min(unnamed, key=lambda c: (c.kind == "number", c.distinct, c.length)).name if unnamed else None


def guess_text(columns: Sequence[Column]) -> str | None:
    """The column of texts by a known name, else that of the longest ones."""
    texts = [c for c in columns if c.kind == "text" and not c.is_constant]
    named = _find_named(texts, TEXT_NAMES)
    if named:
        return named.name
    return max(texts, key=lambda c: c.length).name if texts else None


def _find_named(columns: Sequence[Column], names: Sequence[str]) -> Column | None:
    by_name = {column.name.casefold(): column for column in reversed(columns)}
    return next((by_name[name] for name in names if name in by_name), None)


def _is_instruction(columns: Sequence[Column]) -> bool:
    """Whether texts are asked for rather than sorted: an instruction with its answer, or a conversation."""
    names = {column.name.casefold() for column in columns}
    nested = {column.name.casefold() for column in columns if column.kind == "other"}
    return bool((names & _ASKED_FOR and names & _ANSWERED) or nested & _TALKS)


def _is_pair(columns: Sequence[Column], text: str, label: str) -> bool:
    """Whether two texts belong together: by their names, or two columns of long texts without a known name."""
    texts = [c for c in columns if c.kind == "text" and c.name != label and c.distinct * 2 > c.filled]
    if sum(c.name.casefold() in _PAIRS for c in texts) > 1:
        return True
    unnamed = [c for c in texts if c.name.casefold() not in TEXT_NAMES]
    chosen = next((c for c in texts if c.name == text), None)
    rivals = [c for c in unnamed if chosen and c is not chosen and c.length * 2 > chosen.length]
    return chosen in unnamed and bool(rivals)
