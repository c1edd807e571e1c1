"""Questions and answers with the real answering child."""

from __future__ import annotations

import psutil
import pytest

from studio.contract.calls import CallProgress, Inspect, Inspection, ListModels, ModelList
from studio.contract.places import find_resources
from studio.contract.problems import Problem
from studio.contract.recipe import DataSpec
from studio.ui.context import Context
from tests.ui.conftest import Until

MESSAGES = DataSpec(train=str(find_resources() / "samples" / "messages_en" / "train.csv"))


def test_a_question_is_answered_with_progress(context: Context, until: Until) -> None:
    handle = context.calls.ask(Inspect(data=MESSAGES, base="/"))
    came: list[object] = []
    for signal in (handle.progressed, handle.answered, handle.failed):
        signal.connect(came.append)
    with until(handle.ended):
        pass
    *steps, answer = came
    assert steps
    assert all(isinstance(step, CallProgress) for step in steps)
    assert isinstance(answer, Inspection)
    assert answer.task == "text-classification"


def test_wrong_data_fail_with_problems(context: Context, until: Until) -> None:
    handle = context.calls.ask(Inspect(data=DataSpec(train="nothing.csv"), base="/"))
    with until(handle.failed, when=lambda problems: isinstance(problems[0], Problem)):
        pass


def test_after_cancel_only_the_end_comes(context: Context, until: Until) -> None:
    handle = context.calls.ask(Inspect(data=MESSAGES, base="/"))
    came: list[object] = []
    for signal in (handle.answered, handle.failed, handle.progressed):
        signal.connect(came.append)
    with until(handle.ended):
        handle.cancel()
    handle.cancel()
    assert came == []


def test_a_child_that_dies_fails_its_questions_and_is_replaced(context: Context, until: Until) -> None:
    first = context.calls.ask(ListModels())
    with until(first.answered):
        pass
    waiting = context.calls.ask(Inspect(data=MESSAGES, base="/"))
    with until(waiting.failed, when=lambda problems: problems[0].code == "defect.child_ended"):
        psutil.Process().children()[0].kill()
    again = context.calls.ask(ListModels())
    with until(again.answered, when=lambda answer: isinstance(answer, ModelList)):
        pass


@pytest.mark.parametrize("asked", [False, True])
def test_closing_leaves_no_child(context: Context, until: Until, asked: bool) -> None:
    if asked:
        with until(context.calls.ask(ListModels()).answered):
            pass
        assert psutil.Process().children()
    context.calls.close()
    assert not psutil.Process().children()


def test_what_is_asked_after_closing_starts_nothing(context: Context) -> None:
    worked: list[bool] = []
    chore = context.chores.make(lambda: worked.append(True))
    context.calls.close()
    context.chores.close()
    context.calls.ask(ListModels()).cancel()
    chore.ask()
    chore.wait()
    assert not psutil.Process().children()
    assert worked == []


def test_the_catalogue_knows_what_is_here(context: Context, until: Until) -> None:
    with until(context.catalogue.changed):
        context.catalogue.refresh()
        context.catalogue.refresh()
    starter = context.catalogue.find("starter")
    assert starter is not None
    assert starter.state == "here"
    assert context.catalogue.find_parameters("starter") == 22_713_216
    assert context.catalogue.find_parameters("unknown") is None
