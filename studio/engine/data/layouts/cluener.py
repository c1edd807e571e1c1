"""CLUENER: ``{"text": …, "label": {type: {words: [[start, end]]}}}``, the last character included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from studio.engine.data.findings import Findings
from studio.engine.data.layouts.marking import mark_span
from studio.engine.data.layouts.protocol import Shape, Values


class Cluener:
    """Entities by type, by their words, by their places."""

    id = "cluener"
    name = "cluener"
    many = False

    def rate(self, sample: Sequence[Any]) -> float:
        """Sure where a text comes with such an object, even an empty one."""
        labelled = [
            item.get("label") for item in sample if isinstance(item, dict) and isinstance(item.get("text"), str)
        ]
        fitting = sum(_fits(label) for label in labelled)
        return 0.99 if fitting and any(labelled) and fitting * 2 > len(labelled) else 0.0

    def begin(self, sample: Sequence[Any], around: Mapping[str, Any]) -> Shape:
        """The text, its spans, and what else there is."""
        return _shape


def _fits(label: Any) -> bool:
    if not isinstance(label, dict):
        return False
    return all(isinstance(words, dict) and all(map(_are_places, words.values())) for words in label.values())


def _are_places(places: Any) -> bool:
    return isinstance(places, list) and all(isinstance(place, list) and len(place) == 2 for place in places)


def _shape(item: Any, row: int, findings: Findings) -> Iterator[Values]:
    if not isinstance(item, dict):
        findings.add("data.not_json", row=row, details=f"{type(item).__name__} instead of object")
        return
    text, label = item.get("text"), item.get("label")
    rest = {key: value for key, value in item.items() if key not in ("text", "label")}
    if not isinstance(text, str) or label is None or label == {}:
        yield {"text": text, "spans": []} | rest
    elif not _fits(label):
        yield {"text": text, "spans": [label]} | rest
    else:
        yield {"text": text, "spans": _list_spans(text, label, row, findings)} | rest


def _list_spans(text: str, label: Mapping[str, Any], row: int, findings: Findings) -> list[Any]:
    found = (
        _read_place(text, kind, surface, place, row, findings)
        for kind, words in label.items()
        for surface, places in words.items()
        for place in places
    )
    return [span for span in found if span is not None]


def _read_place(text: str, kind: str, surface: str, place: list[Any], row: int, findings: Findings) -> Any:
    start, end = place
    if not (type(start) is int and type(end) is int and surface):
        return [*place, kind]
    return mark_span(text, start, end, kind, surface, findings, usual="inclusive", row=row, column="label")
