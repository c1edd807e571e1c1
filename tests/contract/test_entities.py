"""Entities and their pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.contract.entities import Entity, find_entities, pair_entities, pair_labels

TAGS = st.lists(st.sampled_from(["O", "B-A", "I-A", "B-B", "I-B"]), max_size=15)


def test_only_b_begins_an_entity() -> None:
    assert find_entities(["I-A", "B-A", "I-A", "I-B", "B-A", "B-A"]) == [
        Entity(1, 3, "A"),
        Entity(4, 5, "A"),
        Entity(5, 6, "A"),
    ]


def test_the_same_span_wins_over_overlap() -> None:
    gold = [Entity(0, 2, "A"), Entity(2, 5, "B")]
    predicted = [Entity(0, 2, "B"), Entity(1, 4, "B")]
    assert pair_entities(gold, predicted) == [(gold[0], predicted[0]), (gold[1], predicted[1])]


def test_the_largest_overlap_is_the_answer() -> None:
    gold = [Entity(0, 6, "A")]
    predicted = [Entity(0, 2, "B"), Entity(2, 5, "A")]
    assert pair_entities(gold, predicted) == [(gold[0], predicted[1]), (None, predicted[0])]


@given(TAGS, TAGS)
def test_every_entity_stands_in_exactly_one_pair(one: list[str], other: list[str]) -> None:
    gold, predicted = find_entities(one), find_entities(other)
    pairs = pair_entities(gold, predicted)
    assert sorted(g for g, _ in pairs if g) == gold
    assert sorted(p for _, p in pairs if p) == predicted


@pytest.mark.parametrize(
    ("gold", "predicted", "pairs"),
    [
        (["a", "b"], ["b", "a"], [("a", "a"), ("b", "b")]),
        (["a", "b"], ["a", "c"], [("a", "a"), ("b", "c")]),
        (["a", "b"], ["a"], [("a", "a"), ("b", "")]),
        (["a"], ["a", "c", "d"], [("a", "a"), ("", "c"), ("", "d")]),
        (["a", "b"], ["c", "d"], [("a", ""), ("b", ""), ("", "c"), ("", "d")]),
        ([], [], []),
    ],
)
def test_one_missed_label_alone_was_taken_for_one_invented(
    gold: list[str], predicted: list[str], pairs: list[tuple[str, str]]
) -> None:
    assert pair_labels(gold, predicted) == pairs
