"""How far the open project has come: the state of each of the five steps."""

from __future__ import annotations

from enum import StrEnum

from studio.contract.events import RunState
from studio.ui.catalogue import Catalogue
from studio.ui.draft import UNSUPPORTED, Draft
from studio.ui.models.library_model import LibraryModel

STEPS = ("data", "model", "train", "report", "try_it")


class Step(StrEnum):
    """What the dot of a step says."""

    EMPTY = "empty"
    READY = "ready"
    RUNNING = "running"
    LOOK = "look"
    DONE = "done"


def judge_steps(draft: Draft, catalogue: Catalogue, library: LibraryModel) -> dict[str, Step]:
    """The state of every step of the draft's project, in order."""
    data = _judge_data(draft)
    project = draft.project.id if draft.project else None
    runs = [record for record in library.records if record.project == project and project]
    last = runs[0].state if runs else None
    has_report = any(record.headline is not None for record in runs)
    states = [
        data,
        _judge_model(draft, catalogue),
        _judge_training(draft, last),
        Step.READY if has_report else Step.EMPTY,
        Step.READY if has_report else Step.EMPTY,
    ]
    return dict(zip(STEPS, states, strict=True))


def _judge_data(draft: Draft) -> Step:
    if draft.is_inspecting:
        return Step.RUNNING
    inspection = draft.inspection
    if any(problem.level == "stop" for problem in draft.problems) or (inspection and inspection.task == UNSUPPORTED):
        return Step.LOOK
    return Step.READY if draft.inspection else Step.EMPTY


def _judge_model(draft: Draft, catalogue: Catalogue) -> Step:
    recipe = draft.recipe
    if recipe is None:
        return Step.EMPTY
    facts = catalogue.find(recipe.model or "")
    return Step.LOOK if facts and facts.state != "here" else Step.READY


def _judge_training(draft: Draft, last: RunState | None) -> Step:
    if last is None or last is RunState.CREATED:
        return Step.READY if draft.is_ready else Step.EMPTY
    if last in (RunState.DONE, RunState.STOPPED):
        return Step.DONE
    return Step.LOOK if last.is_final else Step.RUNNING
