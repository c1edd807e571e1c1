"""The main job by clicks in the real window: from Home to a running training, its report, and a text tried."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.contract.events import Metric, RunState
from studio.ui.context import Context
from studio.ui.journey import Step, judge_steps
from studio.ui.pages.home import HomePage
from studio.ui.pages.page import Page
from studio.ui.pages.report import ReportPage
from studio.ui.pages.train import TrainPage
from studio.ui.pages.try_it import TryPage
from studio.ui.window import Window
from tests.ui.conftest import Until

PATIENCE = 240_000


def click_primary(page: Page) -> None:
    QTest.mouseClick(page.primary, Qt.MouseButton.LeftButton)


def test_from_home_to_report_and_try(window: Window, context: Context, qtbot: QtBot, until: Until) -> None:
    with until(context.catalogue.changed):
        context.catalogue.refresh()
    home = window.page
    assert isinstance(home, HomePage)
    messages = next(choice for choice in home.choices if choice.card.task == "text-classification")

    QTest.mouseClick(messages, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(window.page, TrainPage) and window.page.primary.isEnabled(), timeout=PATIENCE)
    train = window.page
    assert isinstance(train, TrainPage)
    context.draft.set("epochs", 1)

    click_primary(train)
    worker = train.view.worker
    assert worker is not None
    qtbot.waitUntil(lambda: worker.state.is_final, timeout=PATIENCE)
    assert worker.state is RunState.DONE, worker.events[-3:]
    losses = [event.values["loss"] for event in worker.events if isinstance(event, Metric) and event.split == "train"]
    assert sum(losses[-5:]) < sum(losses[:5]), losses
    qtbot.waitUntil(lambda: context.library.find(worker.id) is not None, timeout=PATIENCE)

    click_primary(train)
    qtbot.waitUntil(lambda: isinstance(window.page, ReportPage) and window.page.shown is not None, timeout=PATIENCE)
    report = window.page
    assert isinstance(report, ReportPage)
    assert report.shown is not None
    assert report.shown.report.split == "test"
    assert report.shown.report.overall.micro_f1 > 0.15

    click_primary(report)
    qtbot.waitUntil(lambda: isinstance(window.page, TryPage), timeout=PATIENCE)
    trial = window.page
    assert isinstance(trial, TryPage)
    trial.input.setFocus()
    QTest.keyClicks(trial.input, "I was charged twice for one parcel")
    qtbot.waitUntil(trial.bars.isVisible, timeout=PATIENCE)
    qtbot.waitUntil(lambda: context.library.find(worker.id).state is RunState.DONE, timeout=PATIENCE)  # type: ignore[union-attr]
    steps = judge_steps(context.draft, context.catalogue, context.library)
    assert steps["train"] is Step.DONE
    assert steps["report"] is Step.READY
