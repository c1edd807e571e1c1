"""Following runs: nothing lost, nothing twice, and an end that nobody told is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.contract.events import Event, Metric, Progress, RunState, State
from studio.contract.run import RunFolder
from studio.ui.context import Context
from studio.ui.frame.run_strip import RunStrip
from studio.ui.workers.run_worker import RunWorker
from tests.ui.conftest import Until

RECIPE = "task: token-classification\nmodel: starter\ndata:\n  train: train.conll\n"


@pytest.fixture
def folder(home: Path) -> RunFolder:
    made = RunFolder.create(RECIPE, title="News")
    made.append(State(state=RunState.PREPARING, attempt=1, from_step=0))
    made.append(State(state=RunState.TRAINING, attempt=1))
    return made


def test_every_event_comes_once_and_in_order(context: Context, folder: RunFolder, until: Until) -> None:
    for step in range(300):
        folder.append(Metric(step=step, split="train", values={"loss": 1.0}))
    came: list[Event] = []
    worker = context.runs.open(folder.path)
    worker.arrived.connect(came.extend)
    with until(worker.ended, when=lambda state: state is RunState.DONE):
        for step in range(300, 600):
            folder.append(Metric(step=step, split="train", values={"loss": 1.0}))
        folder.append(State(state=RunState.DONE, attempt=1))
    assert [event.seq for event in came] == list(range(604))
    assert came == worker.events
    assert worker.state is RunState.DONE
    assert not worker.is_live


def test_who_comes_late_reads_what_there_was(context: Context, folder: RunFolder, until: Until) -> None:
    folder.append(State(state=RunState.DONE, attempt=1))
    worker = context.runs.open(folder.path)
    with until(context.runs.changed, when=lambda id: not worker.is_live):
        pass
    assert context.runs.open(folder.path) is worker
    assert len(worker.events) == 4


def test_a_run_that_nobody_works_on_is_lost(context: Context, folder: RunFolder, until: Until) -> None:
    folder.close()
    worker = context.runs.open(folder.path)
    with until(context.runs.changed, when=lambda id: worker.state is RunState.LOST):
        pass
    assert context.runs.live == []


def test_a_request_reaches_the_run(context: Context, folder: RunFolder, until: Until) -> None:
    worker = context.runs.open(folder.path)
    with until(worker.arrived):
        pass
    worker.ask("pause")
    assert [(request.kind, request.for_attempt) for request in folder.requests()] == [("pause", 1)]
    assert context.runs.live == [worker]


def test_a_run_that_only_waits_to_be_started_is_not_live(context: Context, home: Path, until: Until) -> None:
    worker = context.runs.open(RunFolder.create(RECIPE).path)
    with until(worker.arrived):
        pass
    assert context.runs.live == []


def test_a_new_run_is_started_and_ends_for_lack_of_data(context: Context, tmp_path: Path, until: Until) -> None:
    ends: list[object] = []
    worker = context.runs.begin(RECIPE, title="News", project="p1", base=tmp_path)
    assert context.runs.live == [worker]
    worker.ended.connect(ends.append)
    with until(worker.ended, when=lambda state: state is RunState.FAILED):
        pass
    assert worker.folder.card().title == "News"
    assert any(event.type == "error" for event in worker.events)
    again = context.runs.resume(worker.folder)
    with until(again.ended, when=lambda state: state is RunState.FAILED):
        pass
    assert again is not worker
    assert [event.attempt for event in again.events if isinstance(event, State)][-1] == 2
    assert ends == [RunState.FAILED]


def test_what_is_owned_by_another_is_not_started(context: Context, folder: RunFolder, until: Until) -> None:
    with folder.own():
        worker = RunWorker(folder, launch=True)
        with until(worker.failed, when=lambda problems: problems[0].code == "run.owned"):
            worker.start()
        worker.close()
    assert not worker.is_live


def test_the_strip_says_how_far_it_is(context: Context, folder: RunFolder, until: Until) -> None:
    strip = RunStrip(context.theme, context.language)
    worker = context.runs.open(folder.path)
    with until(worker.arrived):
        pass
    strip.follow(worker)
    assert strip.accessibleName() == "Running now: Training"
    with until(worker.arrived):
        folder.append(Progress(step=42, total_steps=100, epoch=1.2, seconds_left=170))
    assert strip.accessibleName() == "Running now: 42 % · 3 min left"
    context.language.choose("zh_CN")
    strip.follow(None)
    assert strip.isHidden()
    strip.deleteLater()
