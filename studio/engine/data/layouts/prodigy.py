"""Prodigy: one task a line, with the answer that was given to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from studio.engine.data.findings import Findings
from studio.engine.data.layouts.marking import mark_spans
from studio.engine.data.layouts.protocol import Shape, Values

_ANSWERS = ("accept", "reject", "ignore")
_OWN = frozenset(("_input_hash", "_task_hash", "_view_id", "_session_id"))
_DROPPED = frozenset(("spans", "tokens", "options", "accept", "answer", "label"))


class Prodigy:
    """Spans, one label, or chosen options."""

    id = "prodigy"
    name = "prodigy"
    many = False

    def rate(self, sample: Sequence[Any]) -> float:
        """By Prodigy's hashes or answers beside a text."""
        objects = [item for item in sample if isinstance(item, dict) and isinstance(item.get("text"), str)]
        own = sum(item.get("answer") in _ANSWERS or len(_OWN & item.keys()) > 1 for item in objects)
        return 0.97 if own and own * 2 > len(sample) else 0.0

    def begin(self, sample: Sequence[Any], around: Mapping[str, Any]) -> Shape:
        """What was accepted: spans under ``spans``, or the chosen label under ``label``."""
        objects = [item for item in sample if isinstance(item, dict)]
        spanned = any("spans" in item for item in objects)
        several = any(isinstance(item.get("accept"), list) and len(item["accept"]) > 1 for item in objects)

        def shape(item: Any, row: int, findings: Findings) -> Iterator[Values]:
            if not isinstance(item, dict):
                findings.add("data.not_json", row=row, details=f"{type(item).__name__} instead of object")
                return
            if item.get("answer", "accept") != "accept":
                findings.add("data.not_accepted", "look", row=row, answer=str(item["answer"]))
                return
            text = item.get("text")
            values: Values = {"text": text}
            if spanned:
                spans = _list_accepted(item.get("spans"), row, findings)
                values["spans"] = mark_spans(text, spans, row, "spans", findings) if isinstance(text, str) else spans
            else:
                values["label"] = _read_choice(item, several)
            rest = {key: cell for key, cell in item.items() if not key.startswith("_") and key not in _DROPPED}
            yield values | {key: cell for key, cell in rest.items() if key != "text"}

        return shape


def _list_accepted(spans: Any, row: int, findings: Findings) -> Any:
    """The spans without those that were rejected one by one, as in questions about single spans."""
    if not isinstance(spans, list) or not any(isinstance(span, dict) and "answer" in span for span in spans):
        return spans
    findings.add("data.single_answers", "look", row=row)
    return [span for span in spans if not isinstance(span, dict) or span.get("answer", "accept") == "accept"]


def _read_choice(item: Mapping[str, Any], several: bool) -> Any:
    chosen = item.get("accept")
    if isinstance(chosen, list):
        labels = [str(label) for label in chosen]
        return labels if several or len(labels) > 1 else (labels[0] if labels else None)
    return item.get("label")
