"""Entities given as offsets into a text: read, checked, and turned into the tags of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from studio.engine.data.wordrule import Span


class Entity(NamedTuple):
    """Code points ``start`` to ``end`` of a text."""

    start: int
    end: int
    label: str


def read_span(item: Any) -> Entity | None:
    """An entity from ``[start, end, label]`` or ``{"start": …, "end": …, "label": …}``; None where it is none."""
    if isinstance(item, dict):
        start = item.get("start", item.get("start_offset"))
        end = item.get("end", item.get("end_offset"))
        label = item.get("label", item.get("type", item.get("entity")))
    elif isinstance(item, list) and len(item) == 3:
        start, end, label = item
    else:
        return None
    if isinstance(start, bool) or isinstance(end, bool) or not isinstance(start, int) or not isinstance(end, int):
        return None
    return Entity(start, end, label) if isinstance(label, str) and label else None


def find_fault(entity: Entity, text: str, before: Entity | None) -> str:
    """The code of what is wrong with an entity (``before`` is the one before it in order); "" if nothing is."""
    if not 0 <= entity.start < entity.end <= len(text):
        return "data.span_outside"
    if not text[entity.start : entity.end].strip():
        return "data.span_empty"
    if before and entity.start < before.end:
        return "data.span_overlap"
    return ""


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
