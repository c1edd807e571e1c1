"""Labels merged, taken away and settled: classes and entity types alike."""

from __future__ import annotations

import pytest

from studio.contract.data.steps import make_step
from tests.engine.data.steps.conftest import Doing, make_text, make_words


def test_classes_are_merged_and_counted_once(do: Doing) -> None:
    rows = [make_text("one", "A", row=1), make_text("two", "B", row=2), make_text("three", "C", "A", row=3)]
    rows += [make_text("four", "C", row=4), make_text("five", "A", "B", "C", row=5)]
    done = do(rows, make_step("merge_labels", {"labels": ["A", "B", "X"], "to": "X"}))
    assert done.golds == [["X"], ["X"], ["C", "X"], ["C"], ["X", "C"]]
    assert done.counts == [4]


def test_entity_types_are_merged_and_touching_entities_stay_two(do: Doing) -> None:
    rows = [make_words("in New York City Hall now", "O B-LOC I-LOC B-GPE I-GPE O"), make_words("a b", "O B-LO", row=9)]
    done = do(rows, make_step("merge_labels", {"labels": ["LOC", "GPE"], "to": "PLACE"}))
    assert done.golds == [["O", "B-PLACE", "I-PLACE", "B-PLACE", "I-PLACE", "O"], ["O", "B-LO"]]
    assert done.counts == [1]


def test_a_class_that_looks_like_a_tag_is_a_class(do: Doing) -> None:
    done = do(
        [make_text("one", "B-LOC"), make_text("two", "LOC", row=2)],
        make_step("merge_labels", {"labels": ["LOC"], "to": "X"}),
    )
    assert done.golds == [["B-LOC"], ["X"]]


def test_classes_go_with_their_examples_unless_there_is_another_one(do: Doing) -> None:
    rows = [make_text("one", "A"), make_text("two", "B", row=2), make_text("three", "A", "B", row=3)]
    done = do(rows, make_step("drop_labels", {"labels": ["A"]}))
    assert list(zip(done.texts, done.golds, strict=True)) == [("two", ["B"]), ("three", ["B"])]
    assert done.counts == [2]


def test_entity_types_go_and_their_sentences_stay(do: Doing) -> None:
    done = do([make_words("Ada in Rome", "B-PER O B-LOC")], make_step("drop_labels", {"labels": ["PER", "A"]}))
    assert done.golds == [["O", "O", "B-LOC"]]
    assert done.counts == [1]


def test_conflicts_are_settled_by_the_most_frequent_label(do: Doing) -> None:
    rows = [make_text("Same  text", "A"), make_text("same text", "B", row=2), make_text("SAME TEXT", "B", row=3)]
    rows += [make_text("other", "A", row=4), make_text("tie", "B", row=5), make_text("tie", "A", row=6)]
    rows += [make_text("tie", "C", row=7, split="test")]
    done = do(rows, make_step("settle_conflicts", {"how": "majority"}))
    assert done.golds == [["B"], ["B"], ["B"], ["A"], ["B"], ["B"], ["C"]]
    assert done.counts == [2]
    done = do(rows, make_step("settle_conflicts", {"how": "drop"}))
    assert done.texts == ["other", "tie"]
    assert done.counts == [5]


def test_conflicts_of_entities_are_settled_too(do: Doing) -> None:
    rows = [
        make_words("in Rome", "O B-PER"),
        make_words("In Rome", "O B-LOC", row=2),
        make_words("in Rome", "O B-LOC", row=3),
    ]
    done = do(rows, make_step("settle_conflicts", {"how": "majority"}))
    assert done.golds == [["O", "B-LOC"]] * 3
    assert done.texts == ["in Rome", "In Rome", "in Rome"]


@pytest.mark.parametrize("how", ["majority", "drop"])
def test_without_conflicts_nothing_is_done(do: Doing, how: str) -> None:
    rows = [make_text("one", "A"), make_text("one", "A", row=2), make_text("two", "B", "A", row=3)]
    assert do(rows, make_step("settle_conflicts", {"how": how})).counts == [0]
    assert do([], make_step("settle_conflicts", {"how": how})).counts == [0]
