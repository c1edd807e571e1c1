"""Entities by offsets: read, checked, and as tags of words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.data.tagging.spans import Entity, align_tokens, cut_at_spans, find_fault, read_span, tag_words
from studio.engine.data.wordrule import WordRule


@pytest.mark.parametrize(
    ("item", "entity"),
    [
        ([0, 3, "PER"], Entity(0, 3, "PER")),
        ({"start": 1, "end": 2, "label": "X"}, Entity(1, 2, "X")),
        ({"start_offset": 1, "end_offset": 2, "label": "X"}, Entity(1, 2, "X")),
        ({"start": 1, "end": 2, "type": "X"}, Entity(1, 2, "X")),
        ([0, 3], None),
        ([0, "3", "PER"], None),
        ([False, 3, "PER"], None),
        ([0, 3, ""], None),
        ("0-3", None),
    ],
)
def test_spans_are_read(item: Any, entity: Entity | None) -> None:
    assert read_span(item) == entity


@pytest.mark.parametrize(
    ("entity", "before", "code"),
    [
        (Entity(0, 3, "X"), None, ""),
        (Entity(4, 9, "X"), None, "data.span_outside"),
        (Entity(-1, 2, "X"), None, "data.span_outside"),
        (Entity(2, 2, "X"), None, "data.span_outside"),
        (Entity(3, 4, "X"), None, "data.span_empty"),
        (Entity(2, 5, "X"), Entity(0, 3, "Y"), "data.span_overlap"),
        (Entity(4, 5, "X"), Entity(0, 4, "Y"), ""),
    ],
)
def test_faults_are_named(entity: Entity, before: Entity | None, code: str) -> None:
    assert find_fault(entity, "Ann lives"[:6], before) == code


@st.composite
def draw_marked_text(draw: st.DrawFn) -> tuple[str, list[Entity]]:
    text = draw(st.text("ab 中，.-", min_size=1, max_size=30))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return text, [Entity(start, end, draw(st.sampled_from("XY"))) for start, end in pairs if text[start:end].strip()]


@given(draw_marked_text())
def test_tags_of_words_keep_every_entity(marked: tuple[str, list[Entity]]) -> None:
    text, entities = marked
    words = cut_at_spans(WordRule().split(text), entities)
    found: list[Entity] = []
    for (start, end), tag in zip(words, tag_words(words, entities), strict=True):
        if tag.startswith("B-"):
            found.append(Entity(start, end, tag[2:]))
        elif tag != "O":
            found[-1] = found[-1]._replace(end=end)
    wanted = [(text[e.start : e.end].strip(), e.label) for e in entities]
    assert [(text[e.start : e.end], e.label) for e in found] == wanted


def test_a_word_is_cut_where_an_entity_begins_inside_it() -> None:
    assert cut_at_spans([(0, 5), (6, 9)], [Entity(2, 4, "X")]) == [(0, 2), (2, 4), (4, 5), (6, 9)]


def test_tokens_are_found_in_their_text() -> None:
    assert align_tokens(["我们", "去", "北京"], "我们去 北京") == [(0, 2), (2, 3), (4, 6)]
    assert align_tokens(["a", "c"], "a b c") is None
    assert align_tokens(["a"], "a b") is None
    assert align_tokens(["x"], "a") is None
