"""The window is closed while it trains, and another one finds the training, its report and its model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.contract.events import Metric, RunState
from studio.ui.app import Studio
from studio.ui.dialogs.closing import ClosingDialog
from studio.ui.pages.home import HomePage
from studio.ui.pages.report import ReportPage
from studio.ui.pages.train import TrainPage
from studio.ui.pages.try_it import TryPage
from studio.ui.workers.run_worker import RunWorker
from tests.ui.conftest import free_deleted

PATIENCE = 240_000
Start = Callable[[], Studio]


@pytest.fixture
def start(qapp: QApplication) -> Iterator[Start]:
    """Starts the application as often as asked; the one before is closed by then."""
    started: list[Studio] = []

    def end() -> None:
        for studio in started:
            studio.close()
            studio.deleteLater()
        started.clear()
        free_deleted()

    def begin() -> Studio:
        end()
        started.append(Studio(qapp))
        started[0].context.settings.set("language", "en")
        started[0].show()
        return started[0]

    yield begin
    end()


def click(widget: QWidget, place: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place or QPoint())


def wait_for_page(qtbot: QtBot, studio: Studio, kind: type[Any], ready: Callable[[Any], bool]) -> Any:
    qtbot.waitUntil(lambda: isinstance(studio.window.page, kind) and ready(studio.window.page), timeout=PATIENCE)
    return studio.window.page


def begin_training(qtbot: QtBot, studio: Studio) -> RunWorker:
    home = studio.window.page
    assert isinstance(home, HomePage)
    click(next(choice for choice in home.choices if choice.card.id == "names-in-news"))
    train = wait_for_page(qtbot, studio, TrainPage, lambda page: page.primary.isEnabled())
    epochs = train.before.form.rows["epochs"].input
    epochs.selectAll()
    QTest.keyClicks(epochs, "1")
    QTest.keyClick(epochs, Qt.Key.Key_Return)
    click(train.primary)
    worker = train.view.worker
    assert isinstance(worker, RunWorker)
    qtbot.waitUntil(lambda: any(isinstance(event, Metric) for event in worker.events), timeout=PATIENCE)
    return worker


def test_closed_while_training_and_found_again(start: Start, qtbot: QtBot) -> None:
    first = start()
    run_id = begin_training(qtbot, first).id
    assert not first.window.close()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ClosingDialog) and w.isVisible())
    click(next(button for button in dialog.findChildren(QPushButton) if button.text() == "Keep training"))
    assert not first.window.isVisible()

    second = start()
    strip = second.window.rail.strip
    qtbot.waitUntil(lambda: strip.worker is not None, timeout=PATIENCE)
    assert strip.worker is not None
    assert strip.worker.id == run_id
    click(strip)
    train = wait_for_page(qtbot, second, TrainPage, lambda page: page.view.worker is not None)
    assert train.view.worker.id == run_id
    stop = next(button for button in train.findChildren(QPushButton) if button.text() == "Stop")
    qtbot.waitUntil(stop.isEnabled, timeout=PATIENCE)
    click(stop)
    qtbot.waitUntil(lambda: bool(train.view.worker.state.is_final), timeout=PATIENCE)
    assert train.view.worker.state is RunState.STOPPED, train.view.worker.events[-3:]

    click(train.primary)
    report = wait_for_page(qtbot, second, ReportPage, lambda page: page.shown is not None)
    wrong = report.examples.model.rowCount()
    assert wrong == len(report.shown.wrong) > 0
    row = next(row for row in range(report.table.rowCount()) if report.table.item(row, 0).text() == "PER")
    click(report.table.viewport(), report.table.visualItemRect(report.table.item(row, 0)).center())
    assert report.examples.model.rowCount() == len(report.shown.labels["PER"]) != wrong
    click(report.examples.all)
    assert report.examples.model.rowCount() == wrong

    click(report.primary)
    trial = wait_for_page(qtbot, second, TryPage, lambda page: page.examples[0].isVisible())
    QTest.keyClicks(trial.input, "Angela Merkel flew to Paris on Monday.")
    qtbot.waitUntil(trial.spans.isVisible, timeout=PATIENCE)
    assert trial.spans.accessibleName().startswith("Angela")
