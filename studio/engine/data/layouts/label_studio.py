"""Label Studio: the full JSON export, and the short one (JSON-MIN)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from studio.engine.data.findings import Findings
from studio.engine.data.layouts.marking import TEXTS, mark_spans
from studio.engine.data.layouts.protocol import Shape, Values

_SHORT = frozenset(("annotation_id", "annotator", "lead_time"))


class LabelStudio:
    """Tasks, each with its data and what was annotated in it."""

    id = "label_studio"
    name = "label_studio"
    many = False

    def rate(self, sample: Sequence[Any]) -> float:
        """By ``data`` beside ``annotations`` with their ``result``; or by the keys of the short export."""
        objects = [item for item in sample if isinstance(item, dict)]
        full = sum(isinstance(item.get("data"), dict) and _has_results(item) for item in objects)
        short = sum(len(_SHORT & item.keys()) > 1 for item in objects)
        return 0.98 if max(full, short) and max(full, short) * 2 > len(sample) else 0.0

    def begin(self, sample: Sequence[Any], around: Mapping[str, Any]) -> Shape:
        """The task's data, then one column for each control: spans, a choice, or choices."""
        objects = [item for item in sample if isinstance(item, dict)]
        found = [_flatten(item, Findings(), 0) for item in objects]
        controls = _find_controls([results for _, results in found if results])
        annotated = any(results is not None for _, results in found)
        filled = {key for data, _ in found for key, value in data.items() if value not in (None, [])}
        names = {control: f"{control} 2" if control in filled else control for control in controls}

        def shape(item: Any, row: int, findings: Findings) -> Iterator[Values]:
            if not isinstance(item, dict):
                findings.add("data.not_json", row=row, details=f"{type(item).__name__} instead of object")
                return
            data, results = _flatten(item, findings, row)
            if results is None and annotated:
                findings.add("data.not_annotated", "look", row=row)
                return
            values = dict(data)
            for control, kind in controls.items():
                values[names[control]] = _fill(kind, control, results or [], data, row, findings)
            yield values

        return shape


def _has_results(item: Mapping[str, Any]) -> bool:
    answers = [*_list(item, "annotations"), *_list(item, "completions"), *_list(item, "predictions")]
    return any(isinstance(answer, dict) and "result" in answer for answer in answers) or "annotations" in item


def _list(item: Mapping[str, Any], key: str) -> list[Any]:
    value = item.get(key)
    return value if isinstance(value, list) else []


def _flatten(item: Mapping[str, Any], findings: Findings, row: int) -> tuple[Values, list[Any] | None]:
    """The task's data and its results; None where nobody annotated it."""
    data = item.get("data")
    if not isinstance(data, dict) or not ("annotations" in item or "completions" in item or "predictions" in item):
        return _flatten_short(item)
    given = [*_list(item, "annotations"), *_list(item, "completions")]
    answers = [
        one for one in given if isinstance(one, dict) and not one.get("was_cancelled") and not one.get("skipped")
    ]
    if len(answers) > 1:
        findings.add("data.several_annotations", "look", row=row, number=len(answers))
    return dict(data), (_list(answers[0], "result") if answers else None)


def _flatten_short(item: Mapping[str, Any]) -> tuple[Values, list[Any] | None]:
    """The short export, made into results."""
    data: Values = {}
    results: list[Any] = []
    for key, value in item.items():
        if isinstance(value, list) and value and all(isinstance(one, dict) and _list(one, "labels") for one in value):
            results += [{"from_name": key, "value": one} for one in value]
        elif isinstance(value, dict) and isinstance(value.get("choices"), list):
            results.append({"from_name": key, "value": value})
        else:
            data[key] = value
    return data, results


def _find_controls(answers: Sequence[list[Any]]) -> dict[str, str]:
    """What each control gives: "spans", "choice", or "choices" where one task has several."""
    controls: dict[str, str] = {}
    for results in answers:
        for result in results:
            name, value = _read_result(result)
            if "start" in value and isinstance(value.get("labels"), list):
                controls[name] = "spans"
            elif isinstance(value.get("choices"), list):
                several = len(value["choices"]) > 1 or controls.get(name) == "choices"
                controls[name] = "choices" if several else "choice"
    return controls


def _read_result(result: Any) -> tuple[str, dict[str, Any]]:
    if not isinstance(result, dict) or not isinstance(result.get("value"), dict):
        return "", {}
    return str(result.get("from_name", "label")), result["value"]


def _fill(kind: str, control: str, results: list[Any], data: Mapping[str, Any], row: int, findings: Findings) -> Any:
    given = [value for name, value in map(_read_result, results) if name == control]
    if kind == "spans":
        spans = [value for value in given if "start" in value]
        return mark_spans(_find_text(data, spans), spans, row, control, findings)
    chosen = [str(choice) for value in given for choice in _list(value, "choices")]
    if kind == "choices" or len(chosen) > 1:
        return chosen
    return chosen[0] if chosen else None


def _find_text(data: Mapping[str, Any], spans: Sequence[Mapping[str, Any]]) -> str:
    """The text that the spans were marked in: by its usual name, else the one that holds their words."""
    texts = {key: value for key, value in data.items() if isinstance(value, str)}
    words = [span["text"] for span in spans if isinstance(span.get("text"), str)]
    fitting = [key for key in texts if words and all(word in texts[key] for word in words)]
    named = [key for key in TEXTS if key in texts]
    chosen = next((key for key in [*(key for key in named if key in fitting), *fitting, *named]), "")
    return texts.get(chosen) or max(texts.values(), key=len, default="")
