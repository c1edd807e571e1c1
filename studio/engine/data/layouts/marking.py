"""Spans of any spelling made into ``[start, end, label]``, compared with the words that they say they mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from studio.engine.data.findings import Findings
from studio.engine.data.tagging.offsets import How, settle
from studio.engine.data.tagging.spans import list_span_labels, read_span, read_surface

TEXTS = ("text", "data", "content", "sentence", "raw", "document", "context")
_CODES = {
    "inclusive": "data.offsets_inclusive",
    "utf16": "data.offsets_utf16",
    "bytes": "data.offsets_bytes",
    "moved": "data.span_moved",
}


def mark_spans(text: str, items: Any, row: int, column: str, findings: Findings) -> list[Any]:
    """The spans of a text in order; one that cannot be read stays as it is, to be named later."""
    if not isinstance(items, list):
        return [] if items is None else [items]
    found: list[Any] = []
    for item in items:
        mark = _mark_span(text, item, row, column, findings)
        if mark is not None:
            found.append(mark)
    return found


def mark_span(
    text: str, start: int, end: int, label: str, surface: str, findings: Findings, usual: How = "", **place: Any
) -> list[Any] | None:
    """``[start, end, label]`` where the surface stands; None, with a finding, where it does not.

    ``usual`` is how such files count: nothing is said of that.
    """
    settled = settle(text, start, end, surface)
    shown = f"{start}–{end} {label}"
    if settled.how == "differs":
        there = text[max(0, start) : max(0, end)][:80]
        findings.add("data.span_differs", span=shown, said=surface[:80], found=there, **place)
        return None
    if settled.how and settled.how != usual:
        findings.add(_CODES[settled.how], "look", span=shown, said=surface[:80], **place)
    return [settled.start, settled.end, label]


def find_text_key(items: Sequence[Any]) -> str:
    """The key under which objects hold their text; "" where none does."""
    objects = [item for item in items if isinstance(item, dict)]
    return next((key for key in TEXTS if any(isinstance(item.get(key), str) for item in objects)), "")


def are_spans(value: Any) -> bool:
    """Whether a list holds spans, nearly all of them readable."""
    if not isinstance(value, list) or not value:
        return False
    return sum(read_span(item) is not None for item in value) >= 0.8 * len(value)


def _mark_span(text: str, item: Any, row: int, column: str, findings: Findings) -> Any:
    entity = read_span(item)
    if entity is None:
        return item
    labels = list_span_labels(item)
    if len(labels) > 1:
        findings.add("data.several_tags", "look", row=row, column=column, tag=", ".join(labels), kept=labels[0])
    surface = read_surface(item)
    if surface is None:
        return list(entity)
    return mark_span(text, *entity, surface, findings, row=row, column=column)
