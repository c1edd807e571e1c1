"""The train page: what may start, a real training paused, stopped and resumed, and runs that ended otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from studio.contract.calls import ForecastAnswer, Inspection
from studio.contract.events import Metric, Progress, RunState, State
from studio.contract.places import find_resources
from studio.contract.problems import Problem
from studio.contract.project import Project
from studio.contract.recipe import parse_recipe
from studio.contract.run import RunFolder
from studio.ui.context import Context
from studio.ui.pages.train import TrainPage
from studio.ui.widgets.training.run_view import put_on_top
from studio.ui.window import Window
from tests.ui.conftest import Shown, Until, open_page

MESSAGES = find_resources() / "samples" / "messages_en" / "train.csv"
FIELDS = {"task": "text-classification", "model": "scratch-tiny", "data": {"train": "train.csv"}}
INSPECTION = Inspection(
    files=[], task="text-classification", examples=160, columns=[], scheme="none", language="en",
    splits={"train": 128, "validation": 16, "test": 16}, labels={"a": 80, "b": 80}, problems=[],
)  # fmt: skip
PATIENCE = 120_000


@pytest.fixture
def page(window: Window) -> TrainPage:
    """The train page of the real window, without data."""
    return open_page(window, "train", TrainPage)


@pytest.fixture
def ready(page: TrainPage, context: Context, monkeypatch: pytest.MonkeyPatch) -> TrainPage:
    """The page with data that were read."""
    monkeypatch.setattr(context.draft.inspector, "look", lambda *asked: None)
    monkeypatch.setattr(page.before.forecast, "refresh", lambda: None)
    page.before.forecast._timer.timeout.disconnect()
    lines = MESSAGES.read_text(encoding="utf-8").splitlines(keepends=True)
    project = Project.create("Messages", FIELDS)
    (project.path / "train.csv").write_text("".join(lines[:161]), encoding="utf-8")
    context.draft.open(project)
    context.session.changed.emit()
    context.draft.inspector.on_answered(INSPECTION)
    return page


def headline(page: TrainPage) -> str:
    return page.view._headline.text()


def buttons(page: TrainPage) -> set[str]:
    found = (page.primary, page._again, page._try, page._support, *page._saved, *page._running)
    return {button.text() for button in found if button.isVisible()}


def test_without_data_it_says_where_to_begin(qtbot: QtBot, page: TrainPage) -> None:
    assert page.before._title.isVisible()
    assert not page.primary.isEnabled()
    with qtbot.waitSignal(page.go) as gone:
        page.before.to_data.click()
    assert gone.args == ["data"]


def test_with_data_it_may_start_unless_a_value_was_refused(ready: TrainPage) -> None:
    assert ready.before.form.isVisible()
    assert ready.primary.isEnabled()
    field = ready.before.form.rows["epochs"].input
    field.setText("many")  # type: ignore[union-attr]
    ready.before.form.rows["epochs"].on_typed()
    assert not ready.primary.isEnabled()
    ready.before.form.rows["epochs"].on_reset_clicked()
    assert ready.primary.isEnabled()


def test_a_model_that_is_not_here_is_said_and_stops_the_way(ready: TrainPage, context: Context, until: Until) -> None:
    with until(context.catalogue.changed):
        context.catalogue.refresh()
    context.draft.set("model", "bert-base")
    assert not ready.primary.isEnabled()
    context.draft.set("model", "scratch-tiny")
    assert ready.primary.isEnabled()


def test_the_forecast_tells_time_memory_disk_and_whether_it_fits(ready: TrainPage, context: Context) -> None:
    card = ready.before.forecast
    answer = ForecastAnswer(
        seconds=240, memory=1_900_000_000, disk=310_000_000, steps=80, device="cpu", fits=True,
        evidence="forecast.measured", values={"steps": 20, "free": 7_800_000_000, "disk_free": 76_000_000_000},
    )  # fmt: skip
    card.show_answer(answer)
    assert card._tiles["time"].accessibleName() == "Time: 4 min"
    assert "1.9 GB" in card._tiles["memory"].accessibleName()
    assert card._notes["memory"].text() == "of 7.8 GB free"
    assert card._evidence.text().startswith("Time: measured over 20 steps on this computer.")
    card.show_answer(answer.model_copy(update={"fits": False}))
    assert "may not fit the memory" in card._evidence.text()
    card.show_answer(answer.model_copy(update={"fits": False, "disk": 80_000_000_000}))
    assert "may not fit the disk" in card._evidence.text()


def test_a_recipe_is_saved_and_loaded(
    ready: TrainPage, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alerts: Shown
) -> None:
    path = tmp_path / "recipe.yaml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    context.draft.set("epochs", 7)
    context.draft.add_step("drop_duplicates")
    ready.save_recipe()
    saved = parse_recipe(path.read_text(encoding="utf-8"), path.name)
    assert (saved.epochs, saved.data.steps) == (7, "recipe.steps.jsonl")
    context.draft.undo()
    context.draft.set("epochs", 2)
    ready.load_recipe()
    assert context.draft.get("epochs") == 7
    assert [step.kind for step in context.draft.steps] == ["drop_duplicates"]
    path.write_text("task: text-classification\nepoch: 3\ndata: {train: a.csv}\n", encoding="utf-8")
    ready.load_recipe()
    assert alerts[-1][0][0].code == "recipe.unknown_key_near"
    assert context.draft.get("epochs") == 7


def test_a_real_training_is_paused_resumed_stopped_and_gone_on_with(
    qtbot: QtBot, ready: TrainPage, context: Context, alerts: Shown
) -> None:
    context.draft.set_many({"epochs": 40, "batch_size": 4, "max_length": 16})
    ready.primary.click()
    worker = ready.view.worker
    assert worker is not None
    qtbot.waitUntil(lambda: _steps(ready) > 5, timeout=PATIENCE)
    assert {"Pause", "Stop"} <= buttons(ready)
    assert " of 40 · " in headline(ready)
    context.actions["run.pause"].trigger()
    qtbot.waitUntil(lambda: ready.view.state is RunState.PAUSED, timeout=PATIENCE)
    assert headline(ready) == "Paused"
    assert "Resume" in buttons(ready)
    context.actions["run.resume"].trigger()
    qtbot.waitUntil(lambda: ready.view.state is RunState.TRAINING, timeout=PATIENCE)
    context.actions["run.stop"].trigger()
    qtbot.waitUntil(lambda: ready.view.state is RunState.STOPPED, timeout=PATIENCE)
    assert {"Report", "Try it", "Resume", "New run with other settings"} <= buttons(ready)
    assert (worker.folder.path / "model" / "studio.json").exists()
    qtbot.waitUntil(lambda: "sort" in ready.view._now.text(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not worker.isRunning(), timeout=PATIENCE)

    context.actions["run.resume"].trigger()
    second = ready.view.worker
    assert second is not worker
    qtbot.waitUntil(lambda: ready.view.state is RunState.TRAINING, timeout=PATIENCE)
    context.actions["run.stop"].trigger()
    qtbot.waitUntil(lambda: ready.view.state is RunState.STOPPED, timeout=PATIENCE)
    assert [problem.code for shown, _ in alerts for problem in shown if problem.level == "stop"] == []
    with qtbot.waitSignal(ready.go) as gone:
        ready.primary.click()
    assert gone.args == [f"report:{worker.id}"]
    ready._again.click()
    assert ready.before.form.isVisible()


@pytest.mark.parametrize(
    ("name", "said", "offered"),
    [
        ("done", "Done", {"Report", "Try it", "New run with other settings"}),
        ("failed", "Failed", {"Continue", "Save support file", "New run with other settings"}),
        ("lost", "Broken off", {"Continue", "Save support file", "New run with other settings"}),
        ("torn", "Broken off", {"Continue", "Save support file", "New run with other settings"}),
        ("unknown", "Stopped", {"Report", "Try it", "Resume", "New run with other settings"}),
    ],
)
def test_a_run_that_ended_is_shown_as_it_was(
    qtbot: QtBot, page: TrainPage, recorded_run: Callable[[str], RunFolder], name: str, said: str, offered: set[str]
) -> None:
    recorded_run(name)
    page.open_run(name)
    qtbot.waitUntil(lambda: headline(page) == said, timeout=PATIENCE)
    qtbot.waitUntil(lambda: buttons(page) == offered)
    assert page.view.banner.isVisible() == (name in ("failed", "lost", "torn"))
    assert page.view.plot.isVisible() == (name != "failed")


def test_the_verdict_is_told_when_it_is_done(
    qtbot: QtBot, page: TrainPage, context: Context, recorded_run: Callable[[str], RunFolder]
) -> None:
    recorded_run("done")
    page.open_run("done")
    qtbot.waitUntil(lambda: "about 7 of 10" in page.view._now.text(), timeout=PATIENCE)
    context.settings.set("language", "zh_CN")
    qtbot.waitUntil(lambda: "每 10 个" in page.view._now.text())
    assert headline(page) == "已完成"
    with qtbot.waitSignal(page.go) as gone:
        page._try.click()
    assert gone.args == ["try_it:done"]


def test_a_live_run_is_followed_in_words(qtbot: QtBot, page: TrainPage, context: Context) -> None:
    run = RunFolder.create("task: text-classification\nmodel: starter\ndata:\n  train: a.csv\n")
    with run.own() as attempt:
        run.append(State(state=RunState.PREPARING, attempt=attempt, from_step=0))
        run.append(State(state=RunState.TRAINING, attempt=attempt))
        page.open_run(run.path.name)
        qtbot.waitUntil(lambda: headline(page) == "Training")
        for step in range(1, 41):
            run.append(Metric(step=step, split="train", values={"loss": 2.0 / step, "learning_rate": 2e-4}))
        run.append(Progress(step=40, total_steps=120, epoch=1.0, seconds_left=130, samples_per_second=12.4))
        qtbot.waitUntil(lambda: headline(page) == "Epoch 2 of 3 · learning well · about 2 min left")
        assert page.view._tiles["learning_rate"].accessibleName() == "Learning rate: 2.0e-4"
        assert page.view._tiles["samples_per_second"].accessibleName().endswith(" 12")
        for step in range(41, 81):
            run.append(Metric(step=step, split="train", values={"loss": float(step)}))
        qtbot.waitUntil(lambda: "getting worse" in headline(page))
        run.append(State(state=RunState.PREPARING, attempt=attempt, from_step=40))
        run.append(State(state=RunState.TRAINING, attempt=attempt))
        qtbot.waitUntil(lambda: headline(page) == "Epoch 2 of 3 · about 2 min left")  # what was dropped is not judged
        run.append(State(state=RunState.FAILED, attempt=attempt))
        qtbot.waitUntil(lambda: headline(page) == "Failed")
    qtbot.waitUntil(lambda: "Continue" in buttons(page))


def test_warnings_stand_together_the_newest_first_each_kind_once() -> None:
    def warn(code: str, **values: object) -> Problem:
        return Problem(code=code, level="look", values=values)

    shown: list[Problem] = []
    for problem in (
        warn("data.rare_label"),
        warn("run.not_exact", reason="cores"),
        warn("run.not_exact", reason="version"),
        warn("run.micro_batch_halved", size=8),
        warn("run.micro_batch_halved", size=4),
    ):
        shown = put_on_top(problem, shown)
    assert [problem.values for problem in shown] == [{"size": 4}, {"reason": "version"}, {"reason": "cores"}]


def test_another_project_brings_its_own_settings(
    qtbot: QtBot, ready: TrainPage, context: Context, recorded_run: Callable[[str], RunFolder]
) -> None:
    recorded_run("done")
    ready.open_run("done")
    qtbot.waitUntil(lambda: headline(ready) == "Done", timeout=PATIENCE)
    context.draft.open(Project.create("Other", FIELDS))
    context.session.changed.emit()
    assert not ready.view.isVisible()


def test_a_support_file_is_written_where_it_was_asked_for(
    qtbot: QtBot, page: TrainPage, recorded_run: Callable[[str], RunFolder], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    recorded_run("failed")
    page.open_run("failed")
    qtbot.waitUntil(page._support.isVisible, timeout=PATIENCE)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "support.zip"), ""))
    page._support.click()
    assert (tmp_path / "support.zip").stat().st_size > 100


def _steps(page: TrainPage) -> int:
    worker = page.view.worker
    return sum(isinstance(event, Metric) for event in worker.events) if worker else 0
