"""Entities given as offsets into a text: read, checked, and turned into the tags of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from studio.engine.data.wordrule import Span

_STARTS = (
    "start", "start_offset", "startOffset", "begin", "start_idx", "start_index", "startIndex", "start_pos", "startPos",
    "start_char", "char_start", "from",
)  # fmt: skip
_ENDS = (
    "end", "end_offset", "endOffset", "end_idx", "end_index", "endIndex", "end_pos", "endPos", "end_char", "char_end",
    "to",
)  # fmt: skip
_LABELS = (
    "label", "type", "entity_type", "entityType", "entity_group", "labels", "tag", "category", "class", "entity",
)  # fmt: skip
_SURFACES = ("text", "word", "surface", "mention", "value", "entity")


class Entity(NamedTuple):
    """Code points ``start`` to ``end`` of a text."""

    start: int
    end: int
    label: str

    def show(self) -> str:
        """As people read it: ``3–7 PER``."""
        return f"{self.start}–{self.end} {self.label}"


def read_span(item: Any) -> Entity | None:
    """An entity from ``[start, end, label]``, ``[label, start, end]``, or an object with such keys; else None."""
    if isinstance(item, dict):
        return _read_object(item)
    if not isinstance(item, list | tuple) or not 3 <= len(item) <= 4:
        return None
    if isinstance(item[0], str) and len(item) == 3:
        return _make(item[1], item[2], item[0])
    return _make(*item[:3]) if len(item) == 3 or isinstance(item[3], str) else None


def read_surface(item: Any) -> str | None:
    """The words that a span says it covers; None where it does not say."""
    if isinstance(item, dict):
        named = any(key in item for key in _LABELS if key not in _SURFACES)
        found = next((item[key] for key in _SURFACES if key in item and (named or key != "entity")), None)
    else:
        found = item[3] if isinstance(item, list | tuple) and len(item) == 4 else None
    return found if isinstance(found, str) and found else None


def list_span_labels(item: Any) -> list[str]:
    """All labels of a span that has several."""
    labels = item.get("labels") if isinstance(item, dict) else None
    return [str(label) for label in labels] if isinstance(labels, list) else []


def _read_object(item: dict[Any, Any]) -> Entity | None:
    start, end = (next((item[key] for key in keys if key in item), None) for keys in (_STARTS, _ENDS))
    if start is None and _is_whole(item.get("offset")) and _is_whole(item.get("length")):
        start, end = item["offset"], item["offset"] + item["length"]
    label = next((item[key] for key in _LABELS if item.get(key) not in (None, [])), None)
    return _make(start, end, str(label) if _is_whole(label) else label)


def _make(start: Any, end: Any, label: Any) -> Entity | None:
    if isinstance(label, list) and label:
        label = label[0]
    if not _is_whole(start) or not _is_whole(end) or not isinstance(label, str) or not label:
        return None
    return Entity(start, end, label)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def find_fault(entity: Entity, text: str) -> str:
    """The code of what is wrong with an entity; "" if nothing is."""
    if not 0 <= entity.start < entity.end <= len(text):
        return "data.span_outside"
    return "" if text[entity.start : entity.end].strip() else "data.span_empty"


def settle_overlap(usable: list[Entity], entity: Entity) -> Entity:
    """Keeps the longer one of ``entity`` and the last of ``usable``, which it overlaps; gives the other one."""
    last = usable[-1]
    if entity.end - entity.start <= last.end - last.start:
        return entity
    usable[-1] = entity
    return last


def cut_at_spans(words: Sequence[Span], entities: Sequence[Entity]) -> list[Span]:
    """The words, cut further where an entity begins or ends inside one, so that none is lost or widened."""
    edges = sorted({edge for entity in entities for edge in (entity.start, entity.end)})
    found: list[Span] = []
    at = 0
    for start, end in words:
        while at < len(edges) and edges[at] <= start:
            at += 1
        while at < len(edges) and edges[at] < end:
            found.append((start, edges[at]))
            start = edges[at]
            at += 1
        found.append((start, end))
    return found


def tag_words(words: Sequence[Span], entities: Sequence[Entity]) -> list[str]:
    """IOB2 tags of words for entities in order that do not overlap and whose edges are edges of words."""
    tags: list[str] = []
    waiting = iter(entities)
    entity = next(waiting, None)
    inside = False
    for start, end in words:
        while entity and entity.end <= start:
            entity, inside = next(waiting, None), False
        if entity and entity.start < end:
            tags.append(("I-" if inside else "B-") + entity.label)
            inside = True
        else:
            tags.append("O")
    return tags


def align_tokens(tokens: Sequence[str], text: str) -> list[Span] | None:
    """Where the tokens stand in a text that they cover but for white space; None where they do not."""
    spans: list[Span] = []
    at = 0
    for token in tokens:
        start = text.find(token, at)
        if start < 0 or text[at:start].strip():
            return None
        spans.append((start, start + len(token)))
        at = start + len(token)
    return spans if not text[at:].strip() else None
