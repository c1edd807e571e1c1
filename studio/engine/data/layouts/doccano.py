"""doccano: a text with ``label``, ``labels``, ``entities`` or ``annotations``, as its exports of all versions are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from studio.engine.data.findings import Findings
from studio.engine.data.layouts.marking import are_spans, find_text_key, mark_spans
from studio.engine.data.layouts.protocol import Shape, Values

_KEYS = ("label", "labels", "entities", "annotations")
_OWN = frozenset(("annotation_approver", "Comments", "relations", "cats"))


class Doccano:
    """Spans, or labels in a list."""

    id = "doccano"
    name = "doccano"
    many = False

    def rate(self, sample: Sequence[Any]) -> float:
        """By keys that only doccano writes, or spans under ``label``."""
        objects = [item for item in sample if isinstance(item, dict)]
        key = _find_key(objects)
        if not key or not find_text_key(objects):
            return 0.0
        held = [item[key] for item in objects if item.get(key)]
        own = any(_OWN & item.keys() for item in objects)
        if not all(isinstance(value, list) for value in held):
            return 0.0
        spanned = any(map(are_spans, held))
        named = spanned and (key in ("label", "labels") or any("start_offset" in str(value[0]) for value in held))
        labelled = held and all(map(_are_labels, held)) and ("meta" in objects[0] or key == "labels" or own)
        return 0.9 if named or labelled or (own and spanned) else 0.0

    def begin(self, sample: Sequence[Any], around: Mapping[str, Any]) -> Shape:
        """Spans under ``spans``; or labels under ``label``, as text where no text has several."""
        objects = [item for item in sample if isinstance(item, dict)]
        text_key, key = find_text_key(objects), _find_key(objects)
        held = [item[key] for item in objects if isinstance(item.get(key), list)]
        spanned = any(map(are_spans, held)) or not any(held)
        several = any(len(value) > 1 for value in held)

        def shape(item: Any, row: int, findings: Findings) -> Iterator[Values]:
            if not isinstance(item, dict):
                findings.add("data.not_json", row=row, details=f"{type(item).__name__} instead of object")
                return
            text, value = item.get(text_key), item.get(key)
            values: Values = {"text": text}
            if spanned:
                values["spans"] = mark_spans(text, value, row, key, findings) if isinstance(text, str) else value
            else:
                values["label"] = _read_labels(value, several)
            yield values | {name: cell for name, cell in item.items() if name not in (text_key, key, "relations")}

        return shape


def _find_key(objects: Sequence[dict[str, Any]]) -> str:
    """The key of the annotations: rather one that holds some."""
    filled = [key for key in _KEYS if any(isinstance(item.get(key), list) and item[key] for item in objects)]
    empty = [key for key in _KEYS if any(key in item for item in objects)]
    return next(iter(filled + empty), "")


def _are_labels(value: Any) -> bool:
    return isinstance(value, list) and all(_read_label(item) is not None for item in value)


def _read_label(item: Any) -> str | None:
    """A label as text or number, or as an object with nothing else but who gave it."""
    if isinstance(item, dict) and "label" in item and not any("start" in str(key) for key in item):
        item = item["label"]
    return str(item) if isinstance(item, str | int) and not isinstance(item, bool) else None


def _read_labels(value: Any, several: bool) -> Any:
    if not isinstance(value, list) or not _are_labels(value):
        return value
    labels = list(dict.fromkeys(label for item in value if (label := _read_label(item)) is not None))
    if several or len(labels) > 1:
        return labels
    return labels[0] if labels else None
