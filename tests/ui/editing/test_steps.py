"""Steps done to the data: with undo and redo, in a file that only grows, and read again as they were left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from studio.contract.data.steps import dump_steps, make_step, read_steps, resolve_steps
from studio.contract.problems import StudioError
from studio.contract.project import Project
from studio.contract.recipe import dump_recipe, dump_yaml
from studio.contract.run import RunFolder
from studio.ui.context import Context
from studio.ui.draft import Draft

RENAME = {"labels": ["0RG"], "to": "ORG"}


@pytest.fixture
def draft(context: Context) -> Draft:
    """A project with data that are never read."""
    context.draft.open(Project.create("Ward notes", {"data": {"train": "ward.csv"}}))
    return context.draft


def kinds(draft: Draft) -> list[str]:
    return [step.kind for step in draft.steps]


def lines(draft: Draft) -> list[str]:
    return [step.kind for step in read_steps(draft.base / "steps.jsonl")]


def test_a_step_is_one_change_with_the_values(draft: Draft) -> None:
    assert draft.get("data.steps") is None
    draft.add_step("drop_duplicates")
    assert draft.get("data.steps") == "steps.jsonl"
    draft.add_step("merge_labels", RENAME)
    assert kinds(draft) == ["drop_duplicates", "merge_labels"]
    assert draft.steps[1].values == RENAME
    draft.undo()
    assert kinds(draft) == ["drop_duplicates"]
    draft.undo()
    assert (kinds(draft), draft.get("data.steps")) == ([], None)
    assert not draft.history.can_undo
    draft.redo()
    draft.redo()
    assert kinds(draft) == ["drop_duplicates", "merge_labels"]
    assert lines(draft) == ["drop_duplicates", "merge_labels", "undo", "undo", "redo", "redo"]


def test_changes_of_values_and_steps_are_taken_back_in_their_order(draft: Draft) -> None:
    draft.set("epochs", 4)
    draft.add_step("drop_duplicates")
    draft.set("epochs", 5)
    draft.undo()
    assert (draft.get("epochs"), kinds(draft)) == (4, ["drop_duplicates"])
    draft.undo()
    assert (draft.get("epochs"), kinds(draft)) == (4, [])
    draft.undo()
    assert draft.get("epochs") is None


def test_any_step_is_taken_back_not_only_the_last(draft: Draft) -> None:
    for kind in ("drop_duplicates", "clean_markup", "drop_leaks"):
        draft.add_step(kind)
    first, *others = draft.steps
    draft.set_many({}, others)
    assert kinds(draft) == ["clean_markup", "drop_leaks"]
    draft.undo()
    assert kinds(draft) == ["drop_duplicates", "clean_markup", "drop_leaks"]
    assert draft.steps[0].id == first.id
    draft.redo()
    assert kinds(draft) == ["clean_markup", "drop_leaks"]


def test_the_step_is_on_disk_at_once_and_the_file_only_grows(draft: Draft) -> None:
    path = draft.base / "steps.jsonl"
    before = b""
    changes: list[Callable[[], None]] = [partial(draft.add_step, "drop_duplicates"), draft.undo, draft.redo]
    for change in (*changes, draft.undo):
        change()
        now = path.read_bytes()
        assert now.startswith(before)
        assert len(now) > len(before)
        before = now
    assert resolve_steps(read_steps(path)) == []


def test_who_is_killed_before_the_draft_is_saved_loses_no_step(draft: Draft, context: Context) -> None:
    draft.add_step("drop_duplicates")
    assert draft.project is not None
    assert "steps" not in draft.project.draft()["data"]
    again = Draft(context.calls, context.catalogue)
    again.open(Project(draft.base))
    assert kinds(again) == ["drop_duplicates"]
    assert again.get("data.steps") == "steps.jsonl"
    again.undo()
    assert kinds(again) == ["drop_duplicates"], "a new start begins a new list of changes"


def test_who_is_killed_before_an_undo_is_saved_finds_it_undone(draft: Draft, context: Context) -> None:
    draft.add_step("drop_duplicates")
    draft.save()
    draft.undo()
    again = Draft(context.calls, context.catalogue)
    again.open(Project(draft.base))
    assert (kinds(again), again.get("data.steps")) == ([], None)


def test_other_steps_ask_for_the_data_anew(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(draft.inspector, "look", lambda *arguments: asked.append(arguments))
    draft.add_step("merge_labels", RENAME)
    draft.add_step("merge_labels", RENAME | {"to": "LOC"})
    draft.undo()
    draft.set("epochs", 4)
    steps = [arguments[3] for arguments in asked]
    assert len({*steps}) == 2
    assert steps[0] == steps[2] == steps[3] != steps[1]


def test_other_data_begin_a_history_of_their_own(draft: Draft) -> None:
    draft.add_step("drop_duplicates")
    draft.set("data", {"train": "other.csv"})
    assert (kinds(draft), draft.get("data")) == ([], {"train": "other.csv"})
    draft.undo()
    assert (kinds(draft), draft.get("data.train")) == (["drop_duplicates"], "ward.csv")
    kept = draft.steps
    draft.set_many({"data": {"train": "next week.csv"}}, kept)
    assert (draft.steps, draft.get("data.steps")) == (kept, "steps.jsonl")
    draft.set("data", None)
    assert kinds(draft) == []


def test_a_recipe_brings_its_steps_along(draft: Draft, tmp_path: Path) -> None:
    step, undone = make_step("merge_labels", RENAME), make_step("drop_leaks")
    history = [undone, step, make_step("undo", {"step": undone.id})]
    (tmp_path / "cleaning.jsonl").write_text(dump_steps(history), encoding="utf-8")
    draft.add_step("drop_duplicates")
    recipe = {"task": "token-classification", "data": {"train": "a.conll", "steps": str(tmp_path / "cleaning.jsonl")}}
    draft.load(recipe)
    assert (draft.steps, draft.get("data.steps")) == ([step], "steps.jsonl")
    draft.undo()
    assert kinds(draft) == ["drop_duplicates"]
    draft.redo()
    assert kinds(draft) == ["merge_labels"]
    with pytest.raises(StudioError):
        draft.load({"data": {"train": "a.conll", "steps": str(tmp_path / "gone.jsonl")}})
    assert kinds(draft) == ["merge_labels"]


def test_a_new_project_on_a_recipe_has_its_steps(context: Context, tmp_path: Path) -> None:
    (tmp_path / "s.jsonl").write_text(dump_steps([make_step("merge_labels", RENAME)]), encoding="utf-8")
    fields = {"task": "token-classification", "data": {"train": "a.conll", "steps": "s.jsonl"}}
    (tmp_path / "recipe.yaml").write_text(dump_yaml(fields), encoding="utf-8")
    context.session.load_recipe(tmp_path / "recipe.yaml")
    draft = context.draft
    assert (kinds(draft), draft.get("data.steps")) == (["merge_labels"], "steps.jsonl")
    assert lines(draft) == ["merge_labels"]
    assert not draft.history.can_undo


def test_a_run_is_repeated_with_the_steps_it_was_made_with(draft: Draft, context: Context) -> None:
    draft.set("task", "token-classification")
    draft.add_step("merge_labels", RENAME)
    recipe = draft.recipe
    assert recipe is not None
    run = RunFolder.create(dump_recipe(recipe), base=draft.base, title="Ward notes")
    draft.add_step("drop_leaks")
    context.session.repeat_run(run)
    assert draft.base != run.path
    assert (kinds(draft), draft.get("data.steps")) == (["merge_labels"], "steps.jsonl")
    assert lines(draft) == ["merge_labels"]


def test_a_broken_history_is_told_and_the_open_project_stays(draft: Draft) -> None:
    broken = Project.create("Broken", {"data": {"train": "b.csv"}})
    (broken.path / "steps.jsonl").write_text('{"kind": 3}\n{"id": "a", "kind": "drop_leaks"}\n', encoding="utf-8")
    before = draft.project
    with pytest.raises(StudioError) as caught:
        draft.open(broken)
    assert caught.value.problems[0].code == "data.steps_broken"
    assert draft.project is before


def test_a_disk_that_refuses_changes_nothing(draft: Draft) -> None:
    draft.add_step("drop_duplicates")
    told: list[str] = []
    draft.failed.connect(lambda problems: told.append(problems[0].code))
    path = draft.base / "steps.jsonl"
    content = path.read_bytes()
    path.unlink()
    path.mkdir()
    draft.add_step("drop_leaks")
    draft.undo()
    assert told == ["computer.file_trouble"] * 2
    assert kinds(draft) == ["drop_duplicates"]
    path.rmdir()
    path.write_bytes(content)
    draft.undo()
    assert kinds(draft) == []
    draft.redo()
    assert kinds(draft) == ["drop_duplicates"]
