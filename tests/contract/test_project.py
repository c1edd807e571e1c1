"""Projects: saved as they change, never half."""

import json
from pathlib import Path

import pytest

from studio.contract.data.steps import make_step
from studio.contract.problems import StudioError
from studio.contract.project import Project, list_projects


def test_what_is_saved_is_there_again() -> None:
    draft = {"task": "token-classification", "data": {"train": ["新闻.conll"]}, "learning_rate": 5e-5}
    project = Project.create("新闻", draft)
    again = Project(project.path)
    assert again.draft() == draft
    assert again.card().title == "新闻"
    assert again.card().id == again.id == project.path.name
    again.save_draft({})
    again.rename("News")
    assert (project.draft(), project.card().title) == ({}, "News")


def test_a_project_without_a_draft_begins_empty(home: Path) -> None:
    project = Project.create("A")
    (project.path / "draft.yaml").unlink()
    assert project.draft() == {}


def test_the_history_is_appended_and_outlives_a_torn_line() -> None:
    project = Project.create("A")
    assert project.history() == []
    mask, undo = make_step("mask_personal", {"kinds": ["phone"], "note": "电话"}), make_step("undo", {"step": "x"})
    project.append_step(mask)
    before = project.history_file.read_bytes()
    with project.history_file.open("ab") as file:
        file.write(b'{"id": "to')
    assert project.history() == [mask]
    project.append_step(undo)
    assert project.history() == [mask, undo]
    assert project.history_file.read_bytes().startswith(before)


def test_the_last_edited_project_comes_first(home: Path) -> None:
    first, second = Project.create("first"), Project.create("second")
    (home / "projects" / "stray").mkdir()
    first.save_draft({"seed": 1})
    assert [project.id for project in list_projects()] == [first.id, second.id]
    assert first.discard().title == "first"
    assert [project.id for project in list_projects()] == [second.id]


def read_all(project: Project) -> None:
    project.card()
    project.draft()


@pytest.mark.parametrize(
    ("file", "content", "code"),
    [
        ("project.json", "{", "project.unreadable"),
        ("project.json", json.dumps({"format": 2, "id": "a", "title": "b", "created": ""}), "project.newer_format"),
        ("draft.yaml", "- 1", "project.unreadable"),
        ("draft.yaml", "a: [", "recipe.not_yaml"),
    ],
)
def test_a_broken_file_is_a_problem_that_names_it(file: str, content: str, code: str) -> None:
    project = Project.create("A")
    (project.path / file).write_text(content)
    with pytest.raises(StudioError) as caught:
        read_all(project)
    assert caught.value.problems[0].code == code
    assert caught.value.problems[0].place.file == str(project.path / file)
