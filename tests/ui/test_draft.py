"""The draft: what is set, taken back, advised, found wrong, and never lost."""

from __future__ import annotations

import pytest

from studio.contract.calls import Inspection
from studio.contract.cards import TemplateCard, read_cards
from studio.contract.places import find_resources
from studio.contract.problems import Problem
from studio.contract.project import Project
from studio.contract.recipe import load_yaml
from studio.ui.context import Context
from studio.ui.draft import Draft
from tests.ui.conftest import Until

SAMPLE = str(find_resources() / "samples" / "news_en" / "train.conll")
INSPECTION = Inspection(
    files=[],
    task="token-classification",
    examples=600,
    columns=[],
    labels={"PER": 3},
    scheme="IOB2",
    splits={"train": 500, "test": 100},
    problems=[],
    language="en",
    longest=30,
)


@pytest.fixture
def draft(context: Context) -> Draft:
    context.draft.open(Project.create("Ward notes"))
    return context.draft


def test_values_are_set_by_their_dotted_names(draft: Draft) -> None:
    draft.set("data.read.encoding", "gb18030")
    draft.set("epochs", 4)
    assert draft.get("data.read.encoding") == "gb18030"
    assert draft.get("data.read.scheme") is None
    draft.set("data.read.encoding", None)
    assert draft.get("data") is None
    assert draft.get("epochs") == 4


def test_each_step_is_taken_back_and_done_again(draft: Draft) -> None:
    draft.set("epochs", 4)
    draft.set("epochs", 4)
    draft.set_many({"epochs": 5, "seed": 7})
    draft.undo()
    assert (draft.get("epochs"), draft.get("seed")) == (4, None)
    draft.undo()
    assert draft.get("epochs") is None
    assert not draft.history.can_undo
    draft.undo()
    draft.redo()
    draft.redo()
    assert (draft.get("epochs"), draft.get("seed")) == (5, 7)
    assert not draft.history.can_redo


def test_a_new_step_ends_what_could_be_redone(draft: Draft) -> None:
    draft.set("epochs", 4)
    draft.undo()
    draft.set("seed", 1)
    assert not draft.history.can_redo


def test_changes_say_what_changed(draft: Draft) -> None:
    names: list[str] = []
    draft.changed.connect(names.append)
    draft.set("epochs", 4)
    draft.set_many({"epochs": 5, "seed": 7})
    draft.undo()
    assert names == ["epochs", "", ""]


def test_a_change_is_on_disk_by_itself_within_a_second(draft: Draft, until: Until) -> None:
    assert draft.project is not None
    path = draft.project.path / "draft.yaml"
    draft.set("epochs", 6)
    with until(draft.saved):
        pass
    assert load_yaml(path.read_text(), "draft.yaml") == {"epochs": 6}


def test_another_start_shows_what_was_left(draft: Draft, context: Context) -> None:
    project = draft.project
    assert project is not None
    draft.set("learning_rate", 5e-5)
    draft.save()
    again = Draft(context.calls, context.catalogue)
    again.open(Project(project.path))
    assert again.get("learning_rate") == 5e-5
    assert not again.history.can_undo


def test_opening_another_project_saves_the_first(draft: Draft) -> None:
    first = draft.project
    assert first is not None
    draft.set("epochs", 6)
    draft.open(Project.create("Other"))
    assert first.draft() == {"epochs": 6}
    assert draft.get("epochs") is None


def test_without_data_there_is_no_recipe(draft: Draft) -> None:
    draft.set("epochs", 4)
    assert draft.recipe is None
    assert draft.advise() == {}
    assert not draft.is_ready


def test_data_are_inspected_when_they_change(draft: Draft, until: Until) -> None:
    with until(draft.inspection_changed, when=lambda: draft.inspection is not None):
        draft.set("data.train", SAMPLE)
    assert draft.recipe is not None
    assert draft.recipe.task == "token-classification"
    assert draft.is_ready
    draft.set("epochs", 4)
    assert draft.is_ready
    draft.set("data.train", None)
    assert not draft.is_ready


def test_data_that_cannot_be_read_stop(draft: Draft, until: Until) -> None:
    with until(draft.inspection_changed, when=lambda: not draft.is_inspecting):
        draft.set("data.train", "no-such-file.csv")
    assert [problem.level for problem in draft.problems] == ["stop"]
    assert not draft.is_ready


def test_task_and_model_are_advised_until_chosen(draft: Draft) -> None:
    draft.set("data.train", SAMPLE)
    draft.inspector.on_answered(INSPECTION)
    assert draft.recipe is not None
    assert (draft.recipe.task, draft.recipe.model) == ("token-classification", "starter")
    assert draft.advise()["model"].why == "advice.model_starter"
    assert draft.advise()["epochs"].values == {"examples": 500}
    draft.set("model", "scratch-tiny")
    assert draft.advise()["model"].why == "advice.asked"
    assert draft.advise()["epochs"].why == "advice.epochs_scratch"
    draft.inspector.on_answered(INSPECTION.model_copy(update={"language": "zh"}))
    draft.set("model", None)
    assert draft.advise()["model"].value == "scratch-tiny"


def test_bad_values_and_bad_data_are_found_together(draft: Draft) -> None:
    draft.set("data.train", SAMPLE)
    thin = Problem(code="data.few_examples", level="look")
    draft.inspector.on_answered(INSPECTION.model_copy(update={"problems": [thin]}))
    assert draft.is_ready
    draft.set("epochs", -1)
    assert [problem.code for problem in draft.problems] == ["recipe.too_small", "data.few_examples"]
    assert draft.problems[0].place.field == "epochs"
    assert not draft.is_ready


def test_a_task_of_another_kind_stops(draft: Draft) -> None:
    draft.set("data.train", SAMPLE)
    draft.inspector.on_answered(INSPECTION.model_copy(update={"task": "unsupported"}))
    assert draft.recipe is None
    assert not draft.is_ready


def test_a_value_of_the_wrong_type_is_no_recipe(draft: Draft) -> None:
    draft.set("task", "token-classification")
    draft.set("data", {"train": 3})
    assert draft.recipe is None
    assert draft.problems[0].code == "recipe.wrong_type"


def test_a_disk_that_refuses_is_told(draft: Draft, until: Until) -> None:
    assert draft.project is not None
    for file in draft.project.path.iterdir():
        file.unlink()
    draft.project.path.rmdir()
    with until(draft.failed, when=lambda problems: problems[0].code == "computer.file_trouble"):
        draft.set("epochs", 2)


@pytest.mark.parametrize("card", read_cards(TemplateCard), ids=lambda card: card.id)
def test_every_template_is_ready_to_train(context: Context, until: Until, card: TemplateCard) -> None:
    draft = context.draft
    with until(draft.inspection_changed, when=lambda: draft.inspection is not None):
        context.session.open_template(card)
    assert draft.is_ready
    assert draft.recipe is not None
    assert draft.recipe.task == card.task
    assert draft.inspection is not None
    assert set(draft.inspection.splits) == {"train", "validation", "test"}
    assert {label for _, *labels in card.sentence for label in labels} <= set(draft.inspection.labels)
