"""Which project is open: begun, come back to, given other data, renamed; and what stops that."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.contract.events import RunState, State
from studio.contract.places import find_folder
from studio.contract.problems import StudioError
from studio.contract.project import Project, list_projects
from studio.contract.run import RunFolder
from studio.ui.context import Context
from studio.ui.journey import Step, judge_steps
from studio.ui.session import Session
from tests.ui.conftest import Until

RECIPE = "task: text-classification\ndata:\n  train: [a.csv, b.csv]\n  test: t.csv\nepochs: 2\n"


@pytest.fixture
def session(context: Context) -> Session:
    return context.session


def test_each_pasted_text_is_kept_and_the_last_is_read(session: Session, context: Context) -> None:
    session.replace_text("good\tpos\n")  # no project is open: begins one
    session.replace_text("坏\tneg\n")
    assert len(list_projects()) == 1
    project = context.draft.project
    assert project is not None
    texts = [path.read_text(encoding="utf-8") for path in sorted(project.path.glob("pasted-*.txt"))]
    assert texts == ["good\tpos\n", "坏\tneg\n"]
    assert context.draft.get("data.train") == "pasted-2.txt"
    assert session.title == "Pasted text"


def test_other_files_keep_the_settings_and_are_taken_back(session: Session, context: Context, tmp_path: Path) -> None:
    session.replace_files([tmp_path / "letters.csv"])
    context.draft.set("epochs", 9)
    session.replace_files([tmp_path / "notes.csv"])
    assert (session.title, context.draft.get("epochs")) == ("letters", 9)
    assert context.draft.get("data.train") == str(tmp_path / "notes.csv")
    context.draft.undo()
    assert context.draft.get("data.train") == str(tmp_path / "letters.csv")


def test_several_files_are_called_like_the_folder_they_share(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "wards"
    session.open_files([folder / "test.csv", folder / "train.csv"])
    assert session.title == "wards"
    session.open_files([folder / "test.csv", tmp_path / "b" / "train.csv"])
    assert session.title == "test"


def test_a_data_set_of_the_hub_begins_a_project_or_takes_the_place_of_files(session: Session, context: Context) -> None:
    session.replace_dataset("owner/news")
    assert (session.title, context.draft.get("data")) == ("news", {"dataset": "owner/news"})
    session.replace_dataset("other/letters")
    assert (session.title, context.draft.get("data.dataset")) == ("news", "other/letters")
    context.draft.undo()
    assert context.draft.get("data.dataset") == "owner/news"


def test_a_run_is_repeated_from_where_its_paths_started(session: Session, context: Context, tmp_path: Path) -> None:
    run = RunFolder.create(RECIPE, title="Letters", base=tmp_path / "then")
    session.repeat_run(run)
    assert session.title == "Letters"
    assert context.draft.get("data.train") == [str(tmp_path / "then" / name) for name in ("a.csv", "b.csv")]
    assert context.draft.get("data.test") == str(tmp_path / "then" / "t.csv")
    assert context.draft.get("epochs") == 2


def test_a_broken_recipe_leaves_what_is_open(session: Session, context: Context, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("task: text-classification\nepoch: 2\n")
    context.draft.open(Project.create("Ward notes", {"epochs": 7}))
    with pytest.raises(StudioError) as caught:
        session.load_recipe(path)
    assert all(problem.code.startswith("recipe.") for problem in caught.value.problems)
    assert context.draft.get("epochs") == 7


@pytest.mark.parametrize("id", ["", "none-of-ours"])
def test_a_project_that_is_gone_is_not_opened(session: Session, context: Context, id: str) -> None:
    assert not session.open_project(id)
    assert session.title is None
    assert context.draft.project is None


def test_coming_back_to_the_open_project_changes_nothing(session: Session, context: Context) -> None:
    project = Project.create("Ward notes")
    assert session.open_project(project.id)
    context.draft.set("epochs", 3)
    told: list[bool] = []
    session.changed.connect(lambda: told.append(True))
    assert session.open_project(project.id)
    assert told == []
    assert context.draft.history.can_undo
    assert context.settings.values.project == project.id


def test_without_a_project_there_is_nothing_to_rename(session: Session) -> None:
    session.rename("Station 4")
    assert session.title is None
    assert list_projects() == []


def test_a_title_that_cannot_be_written_is_told_and_not_shown(session: Session, home: Path) -> None:
    project = Project.create("Ward notes")
    session.open_project(project.id)
    (project.path / "project.json").unlink()
    with pytest.raises(StudioError) as caught:
        session.rename("Station 4")
    assert [problem.code for problem in caught.value.problems] == ["project.unreadable"]
    assert session.title == "Ward notes"


def test_a_home_without_room_begins_no_project(session: Session, home: Path, tmp_path: Path) -> None:
    folder = find_folder("projects")
    folder.rmdir()
    folder.write_text("a file where the folder belongs")
    with pytest.raises(StudioError):
        session.open_files([tmp_path / "letters.csv"])
    assert session.title is None


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (RunState.CREATED, Step.EMPTY),
        (RunState.DONE, Step.DONE),
        (RunState.STOPPED, Step.DONE),
        (RunState.FAILED, Step.LOOK),
    ],
)
def test_the_last_run_says_how_training_went(
    session: Session, context: Context, until: Until, state: RunState, step: Step
) -> None:
    project = Project.create("News")
    session.open_project(project.id)
    for owner in (project.id, "another-project"):
        run = RunFolder.create(RECIPE, project=owner)
        run.append(State(state=state if owner == project.id else RunState.DONE, attempt=1))
        run.close()
    with until(context.library.loaded):
        context.library.refresh()
    steps = judge_steps(context.draft, context.catalogue, context.library)
    assert steps["train"] is step
    assert (steps["report"], steps["try_it"]) == (Step.EMPTY, Step.EMPTY)


def test_a_report_opens_the_last_two_steps(
    session: Session, context: Context, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.open_project(Project.create("News").id)
    assert context.draft.project is not None
    run = RunFolder.create(RECIPE, project=context.draft.project.id)
    run.append(State(state=RunState.DONE, attempt=1))
    run.close()
    with until(context.library.loaded):
        context.library.refresh()
    measured = [record.model_copy(update={"headline": 0.9}) for record in context.library.records]
    context.library.on_done(measured)
    steps = judge_steps(context.draft, context.catalogue, context.library)
    assert (steps["train"], steps["report"], steps["try_it"]) == (Step.DONE, Step.READY, Step.READY)
