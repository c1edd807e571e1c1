"""The history of the data: what is in force, what it is as a number, and what a broken file says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.contract.cards import StepCard, read_cards
from studio.contract.data.steps import (
    REDO,
    UNDO,
    Step,
    append_step,
    dump_steps,
    hash_steps,
    make_step,
    read_steps,
    repeatable,
    resolve_steps,
)
from studio.contract.problems import StudioError

VALUES = st.dictionaries(st.text(max_size=5), st.one_of(st.integers(), st.text(), st.lists(st.text(), max_size=2)))
STEPS = st.lists(st.builds(make_step, st.sampled_from([card.id for card in read_cards(StepCard)]), VALUES), max_size=4)


def test_steps_are_undone_and_done_again() -> None:
    first, second = make_step("drop_duplicates"), make_step("clean_markup")
    undo, redo = make_step(UNDO, {"step": first.id}), make_step(REDO, {"step": first.id})
    assert resolve_steps([]) == []
    assert resolve_steps([first, second, undo]) == [second]
    assert resolve_steps([first, second, undo, redo]) == [first, second]
    assert resolve_steps([first, undo, redo, undo, second]) == [second]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_what_is_written_is_read_again(tmp_path: Path, steps: list[Step]) -> None:
    path = tmp_path / "steps.jsonl"
    path.unlink(missing_ok=True)
    path.write_text(dump_steps(steps[:2]), encoding="utf-8", newline="\n")
    for step in steps[2:]:
        append_step(path, step)
    assert read_steps(path) == steps


def test_a_line_cut_short_at_any_byte_loses_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "steps.jsonl"
    first, second, third = steps = [make_step("merge_labels", {"to": "地点"}) for _ in range(3)]
    line = dump_steps([second]).encode()
    for length in range(len(line)):
        path.write_bytes(dump_steps([first]).encode() + line[:length])
        is_whole = length == len(line) - 1
        assert read_steps(path) == steps[: 1 + is_whole]
        append_step(path, third)
        assert read_steps(path) == ([first, second, third] if is_whole else [first, third])


@pytest.mark.parametrize("line", ["nonsense", "[1]", '{"kind": "clean_markup"}', '{"id": "a", "kind": 1}'])
def test_any_other_line_that_is_no_step_is_a_problem_with_its_row(tmp_path: Path, line: str) -> None:
    path = tmp_path / "steps.jsonl"
    path.write_text(f"{dump_steps([make_step('clean_markup')])}\n{line}\n{dump_steps([make_step('undo')])}")
    with pytest.raises(StudioError) as caught:
        read_steps(path)
    [problem] = caught.value.problems
    assert (problem.code, problem.place.file, problem.place.row) == ("data.steps_broken", str(path), 3)


def test_a_history_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(StudioError):
        read_steps(tmp_path / "steps.jsonl")


def test_a_history_without_an_end_is_not_waited_for(tmp_path: Path) -> None:
    for path in (tmp_path, Path("/dev/zero"), tmp_path / "a\0b"):
        with pytest.raises(StudioError) as caught:
            read_steps(path)
        assert caught.value.problems[0].code == "usage.file_unreadable"


def test_the_number_of_a_history_is_what_it_does(tmp_path: Path) -> None:
    values: dict[str, Any] = {"labels": ["人", "b"], "to": "c"}
    first, again = make_step("merge_labels", values), make_step("merge_labels", dict(reversed(values.items())))
    other = make_step("merge_labels", values | {"to": "d"})
    assert hash_steps([]) == ""
    assert hash_steps([first]) == hash_steps([again]) != hash_steps([other])
    assert hash_steps([first, other]) != hash_steps([other, first])


def test_what_was_done_to_single_rows_is_not_repeated() -> None:
    steps = [make_step(kind) for kind in ("mask_personal", "edit_label", "drop_examples", "edit_spans", "clean_markup")]
    assert [step.kind for step in repeatable([*steps, make_step("newer")])] == ["mask_personal", "clean_markup"]
