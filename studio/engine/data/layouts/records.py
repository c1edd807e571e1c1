"""JSON objects as they are: each key a column; spans of any spelling made readable, numbered tags named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from studio.engine.data.findings import Findings
from studio.engine.data.layouts.marking import are_spans, find_text_key, mark_spans
from studio.engine.data.layouts.protocol import Shape, Values

_NAMES = ("names", "label_names", "label_list", "labels", "tags", "tag_names", "id2label")
_TRUTH: dict[bool, str] = {True: "true", False: "false"}
_TOKENS = ("tokens", "words")
_TAGS = ("ner_tags", "tags", "labels", "ner", "label")


class Records:
    """What is left when no tool's layout fits."""

    id = "records"
    name = ""
    many = False

    def rate(self, sample: Sequence[Any]) -> float:
        """Always possible, never preferred."""
        return 0.1

    def begin(self, sample: Sequence[Any], around: Mapping[str, Any]) -> Shape:
        """The object's keys; a value that is no object stands in the column ``text``."""
        objects = [item for item in sample if isinstance(item, dict)]
        text_key = find_text_key(objects)
        marked = _find_marks(objects) if text_key else []
        numbered = _find_numbers(objects)
        names = _find_names(around)
        bare = not objects

        def shape(item: Any, row: int, findings: Findings) -> Iterator[Values]:
            if bare and isinstance(item, str):
                yield {"text": item}
                return
            if not isinstance(item, dict):
                findings.add("data.not_json", row=row, details=f"{type(item).__name__} instead of object")
                return
            values = {str(key): _TRUTH[value] if isinstance(value, bool) else value for key, value in item.items()}
            text = values.get(text_key)
            if isinstance(text, str):
                for key in marked:
                    if isinstance(values.get(key), list):
                        values[key] = mark_spans(text, values[key], row, key, findings)
            for key in numbered:
                values[key] = _name_tags(values.get(key), key, names, row, findings)
            yield values

        return shape


def _find_marks(objects: Sequence[Mapping[str, Any]]) -> list[str]:
    """The keys under which spans stand."""
    keys = dict.fromkeys(key for item in objects for key, value in item.items() if isinstance(value, list) and value)
    filled = {key: [item[key] for item in objects if isinstance(item.get(key), list) and item[key]] for key in keys}
    return [key for key, values in filled.items() if sum(map(are_spans, values)) >= 0.8 * len(values)]


def _find_numbers(objects: Sequence[Mapping[str, Any]]) -> list[str]:
    """The keys of tags that are numbers, one for each token."""
    found = []
    for key in _TAGS:
        pairs = [(item.get(key), next((item[name] for name in _TOKENS if name in item), None)) for item in objects]
        if pairs and all(_is_numbered(tags, tokens) for tags, tokens in pairs):
            found.append(key)
    return found


def _is_numbered(tags: Any, tokens: Any) -> bool:
    if not isinstance(tags, list) or not isinstance(tokens, list) or len(tags) != len(tokens):
        return False
    return all(type(tag) is int for tag in tags)


def _find_names(around: Mapping[str, Any]) -> list[str]:
    """The names of numbered tags, from the object that holds the records."""
    for key in _NAMES:
        found = around.get(key)
        if isinstance(found, dict):
            found = [found[number] for number in sorted(found, key=lambda key: (len(str(key)), str(key)))]
        if isinstance(found, list) and found and all(isinstance(name, str) for name in found):
            return found
    return []


def _name_tags(tags: Any, key: str, names: Sequence[str], row: int, findings: Findings) -> Any:
    if not isinstance(tags, list) or not all(type(tag) is int for tag in tags):
        return tags
    if not names:
        findings.add("data.tags_numbered", "look", row=row, column=key)
        return tags
    wrong = next((tag for tag in tags if not 0 <= tag < len(names)), None)
    if wrong is not None:
        findings.add("data.tag_number_unknown", row=row, column=key, number=wrong, known=len(names))
        return None
    return [names[tag] for tag in tags]
