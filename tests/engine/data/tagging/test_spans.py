"""Entities by offsets: read, checked, and as tags of words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.data.tagging.spans import (
    Entity,
    align_tokens,
    cut_at_spans,
    find_fault,
    list_span_labels,
    read_span,
    read_surface,
    settle_overlap,
    tag_words,
)
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
    ("item", "entity"),
    [
        (["PER", 0, 3], Entity(0, 3, "PER")),
        ((0, 3, "PER"), Entity(0, 3, "PER")),
        ([0, 3, ["PER"]], Entity(0, 3, "PER")),
        ([0, 3, "PER", "Ann"], Entity(0, 3, "PER")),
        ({"start_idx": 1, "end_idx": 2, "type": "X", "entity": "Ann"}, Entity(1, 2, "X")),
        ({"begin": 1, "end": 2, "entity": "X"}, Entity(1, 2, "X")),
        ({"offset": 1, "length": 2, "category": "X"}, Entity(1, 3, "X")),
        ({"start": 1, "end": 2, "labels": ["X", "Y"]}, Entity(1, 2, "X")),
        ({"start": 1, "end": 2, "label": 12}, Entity(1, 2, "12")),
        ({"start": 1, "end": 10**30, "label": "X"}, Entity(1, 10**30, "X")),
        ([0, 3, "PER", 1], None),
        ({"start": 1, "end": 2}, None),
        ([0, 3, "PER", "a", "b"], None),
        ([["a"], {}, None], None),
    ],
)
def test_other_spellings_are_read_too(item: Any, entity: Entity | None) -> None:
    assert read_span(item) == entity


def test_the_words_of_a_span() -> None:
    assert read_surface({"start": 0, "end": 3, "label": "PER", "text": "Ann"}) == "Ann"
    assert read_surface({"start": 0, "end": 3, "type": "PER", "entity": "Ann"}) == "Ann"
    assert read_surface({"start": 0, "end": 3, "entity": "PER"}) is None
    assert read_surface([0, 3, "PER", "Ann"]) == "Ann"
    assert read_surface([0, 3, "PER"]) is None
    assert list_span_labels({"labels": ["A", "B"]}) == ["A", "B"]
    assert list_span_labels([0, 1, "A"]) == []


@pytest.mark.parametrize(
    ("entity", "code"),
    [
        (Entity(0, 3, "X"), ""),
        (Entity(4, 9, "X"), "data.span_outside"),
        (Entity(-1, 2, "X"), "data.span_outside"),
        (Entity(2, 2, "X"), "data.span_outside"),
        (Entity(3, 4, "X"), "data.span_empty"),
    ],
)
def test_faults_are_named(entity: Entity, code: str) -> None:
    assert find_fault(entity, "Ann lives"[:6]) == code


def test_of_two_places_the_longer_one_is_kept() -> None:
    usable = [Entity(0, 3, "X")]
    assert settle_overlap(usable, Entity(2, 9, "Y")) == Entity(0, 3, "X")
    assert settle_overlap(usable, Entity(3, 5, "Z")) == Entity(3, 5, "Z")
    assert usable == [Entity(2, 9, "Y")]
    assert usable[0].show() == "2–9 Y"


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
