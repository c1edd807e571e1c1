"""Duplicates, leaks and contradictions."""

import pytest

from studio.contract.data.health import Offer
from studio.engine.data.checks.conflicts import Conflicts
from studio.engine.data.checks.duplicates import Duplicates
from studio.engine.data.checks.leakage import Leakage
from tests.engine.data.checks.conftest import MakeExamples, run

CLEAN = [("the first text", "a"), ("the second text", "b"), ("a third one", "a")]


def test_repeats_but_for_case_and_white_space(make_examples: MakeExamples) -> None:
    rows = [*CLEAN, ("The  First\ttext ", "a"), ("the first text", "a"), ("the first text", "b")]
    found = run(Duplicates(), make_examples("text-classification", train=rows, test=CLEAN))["data.duplicates"]
    assert found.level == "look"
    assert found.rows == {"train": [3, 4]}
    assert found.problem is not None
    assert (found.problem.count, found.problem.place.row, found.problem.values["exact"]) == (2, 5, 1)
    assert found.offers == [Offer(kind="drop_duplicates")]


def test_no_repeats(make_examples: MakeExamples) -> None:
    rows = [*CLEAN, ("thefirst text", "a"), ("the first text!", "a")]
    found = run(Duplicates(), make_examples("text-classification", train=rows, test=CLEAN))
    assert found["pass"].values == {"examples": 8}


def test_several_labels_in_another_order_are_the_same(make_examples: MakeExamples) -> None:
    examples = make_examples("multi-label-classification", train=[("x y", ["a", "b"]), ("x y", ["b", "a"])])
    assert run(Duplicates(), examples)["data.duplicates"].rows == {"train": [1]}
    assert set(run(Conflicts(), examples)) == {"pass"}


def test_a_text_of_training_in_validation_and_test(make_examples: MakeExamples) -> None:
    examples = make_examples(
        "text-classification", train=CLEAN, validation=[("new", "a")], test=[("new", "a"), ("The first  TEXT", "b")]
    )
    found = run(Leakage(), examples)
    assert set(found) == {"data.leak_test"}
    assert found["data.leak_test"].rows == {"test": [1]}
    assert found["data.leak_test"].offers == [Offer(kind="drop_leaks")]
    assert set(run(Leakage(), make_examples("text-classification", train=CLEAN, test=[("new", "a")]))) == {"pass"}
    assert run(Leakage(), make_examples("text-classification", train=CLEAN)) == {}


def test_the_same_text_with_other_labels(make_examples: MakeExamples) -> None:
    rows = [*CLEAN, ("The second text", "c"), ("the second text", "b")]
    found = run(Conflicts(), make_examples("text-classification", train=rows, test=[("a third one", "b")]))
    conflict = found["data.conflicts"]
    assert conflict.rows == {"train": [1, 3, 4]}
    assert conflict.problem is not None
    assert conflict.problem.values["labels"] == "b, c"
    assert [offer.values["how"] for offer in conflict.offers] == ["majority", "drop"]
    assert set(run(Conflicts(), make_examples("text-classification", train=CLEAN))) == {"pass"}


def test_the_same_words_with_other_entities(make_examples: MakeExamples) -> None:
    words = ["Anna", "Lee", "met", "Bob"]
    rows = [
        (words, ["B-PER", "I-PER", "O", "B-PER"]),
        (["x"], ["O"]),
        (words, ["B-PER", "I-PER", "O", "O"]),
        (["Anna Lee", "met", "Bob"], ["B-PER", "O", "B-PER"]),
    ]
    conflict = run(Conflicts(), make_examples("token-classification", train=rows))["data.conflicts_entities"]
    assert conflict.rows == {"train": [0, 2]}
    assert conflict.problem is not None
    assert conflict.problem.values["labels"] == "Bob = PER"


@pytest.mark.parametrize("check", [Leakage(), Conflicts()], ids=lambda check: check.id)
def test_without_a_task_there_is_no_label(check: Leakage | Conflicts, make_examples: MakeExamples) -> None:
    assert run(check, make_examples("unsupported", train=[("x", "a")], test=[("x", "b")])) == {}


def test_empty_texts_repeat_nothing(make_examples: MakeExamples) -> None:
    rows = [("", "a"), ("", "a"), ("  ", "a"), ("one", "a"), ("two", "b")]
    assert set(run(Duplicates(), make_examples("text-classification", train=rows))) == {"pass"}
    found = run(Duplicates(), make_examples("text-classification", train=[*rows, ("one", "a")]))
    assert found["data.duplicates"].rows == {"train": [5]}
