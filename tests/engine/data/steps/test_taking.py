"""Examples taken away: duplicates, near ones, leaks; the first one stays, and white space makes no difference."""

from __future__ import annotations

from pathlib import Path

from studio.contract.cards import StepCard, read_cards
from studio.contract.data.steps import make_step
from studio.engine.data.findings import Findings
from studio.engine.data.steps import STEPS
from studio.engine.data.steps.drop_near_duplicates import Nearness
from studio.engine.data.steps.replaying import run_appliers
from tests.engine.data.steps.conftest import Doing, do_steps, make_text, make_words

LONG = "the quick brown fox jumps over the lazy dog and runs away into the deep dark wood before the night falls"


def test_duplicates_have_text_labels_and_split_in_common(do: Doing) -> None:
    rows = [
        make_text("One text", "A", "B"),
        make_text("one  text ", "B", "A", row=2),
        make_text("one text", "A", row=3),
    ]
    rows += [make_text("one text", "A", "B", row=4, split="test"), make_text("one text", "A", row=5)]
    done = do(rows, make_step("drop_duplicates"))
    assert [row["row"] for row in done.rows] == [1, 3, 4]
    assert done.counts == [2]


def test_duplicates_of_words_have_their_tags_in_common(do: Doing) -> None:
    rows = [
        make_words("in Rome", "O B-LOC"),
        make_words("in Rome", "O B-LOC", row=2),
        make_words("in Rome", "O O", row=3),
    ]
    assert [row["row"] for row in do(rows, make_step("drop_duplicates")).rows] == [1, 3]


def test_leaks_are_taken_from_training(do: Doing) -> None:
    rows = [make_text("Known", "A"), make_text("new", "A", row=2), make_text("known", "B", row=3, split="validation")]
    rows += [make_text("shared", "A", row=4, split="test"), make_text("shared", "A", row=5)]
    done = do(rows, make_step("drop_leaks"))
    assert [row["row"] for row in done.rows] == [2, 3, 4]
    assert done.counts == [2]


def test_near_duplicates_have_label_and_split_in_common(do: Doing) -> None:
    rows = [make_text(LONG, "A"), make_text(f"{LONG}!", "A", row=2), make_text(f"{LONG} again", "A", row=3)]
    rows += [make_text(f"{LONG} again", "B", row=4), make_text(f"{LONG} again", "A", row=5, split="test")]
    rows += [make_text("something else altogether", "A", row=6)]
    done = do(rows, make_step("drop_near_duplicates", {"threshold": 0.85}))
    assert [row["row"] for row in done.rows] == [1, 4, 5, 6]
    assert done.counts == [2]
    assert do(rows, make_step("drop_near_duplicates", {"threshold": 1.0})).counts == [1]


def test_more_than_fits_is_said(tmp_path: Path) -> None:
    do_steps(tmp_path, [make_text(f"{LONG} {at // 2}", "A", row=at) for at in range(6)])
    step = Nearness("drop_near_duplicates", 0.5, most=3)
    run_appliers([step], tmp_path / "before.arrow", tmp_path / "after.arrow", lambda part, note: None)
    findings = Findings()
    step.report(findings)
    [problem] = findings.problems
    assert (problem.code, problem.values["compared"], problem.values["examples"]) == ("data.step_sampled", 3, 6)
    assert step.count == 1


def test_looking_steps_follow_each_other_and_others(do: Doing) -> None:
    """Each sees what the one before left."""
    rows = [make_text("<b>one</b>", "A"), make_text("one", "A", row=2), make_text("one", "B", row=3, split="test")]
    rows += [make_text("two", "A", row=4), make_text("two", "B", row=5), make_text("two", "B", row=6)]
    steps = [make_step(kind) for kind in ("clean_markup", "drop_duplicates", "drop_leaks")]
    done = do(rows, *steps, make_step("settle_conflicts", {"how": "majority"}), make_step("drop_duplicates"))
    assert [row["row"] for row in done.rows] == [3, 4]
    assert done.counts == [1, 2, 1, 1, 1]


def test_every_card_has_its_kind() -> None:
    assert [card.id for card in read_cards(StepCard)] == list(STEPS)
