"""The queue in the window: places, moves, taking out, and queueing again, whoever started the runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from studio.contract.attempts.ownership import KEEPER_LOCK, is_kept
from studio.contract.attempts.queue import cancel, list_waiting, move
from studio.contract.attempts.telling import tell
from studio.contract.events import RunState, State
from studio.contract.run import RunFolder
from studio.ui.context import Context
from studio.ui.models.library_model import COLUMNS
from studio.ui.pages.runs import RunsPage
from studio.ui.pages.train import TrainPage
from studio.ui.widgets.training.run_view import find_place
from studio.ui.window import Window
from tests.ui.conftest import Shown, Until, free_deleted
from tests.ui.results import make_result
from tests.ui.scenes.queue import queue_up

STATE = COLUMNS.index("state")


@pytest.fixture
def runs(home: Path) -> list[RunFolder]:
    """Three runs that wait, begun by nobody in this window."""
    return [queue_up(title, at) for at, title in enumerate("abc")]


@pytest.fixture
def page(window: Window, runs: list[RunFolder], until: Until) -> RunsPage:
    """All runs, with one that is done."""
    make_result([("a", "x", "x")], title="done")
    with until(window.context.queue.changed):
        window.show_page("runs")
    assert isinstance(window.page, RunsPage)
    return window.page


def list_rows(page: RunsPage) -> list[tuple[str, str]]:
    proxy = page.table.proxy
    return [(proxy.index(row, 0).data(), proxy.index(row, STATE).data()) for row in range(proxy.rowCount())]


def list_names(page: RunsPage) -> str:
    return "".join(title for title, _ in list_rows(page) if len(title) == 1)


def list_enabled(context: Context) -> set[str]:
    names = ("first", "earlier", "later", "cancel")
    return {name for name in names if context.actions[f"queue.{name}"].isEnabled()}


def choose(page: RunsPage, qtbot: QtBot, run: RunFolder) -> None:
    qtbot.waitUntil(lambda: page.table.proxy.rowCount() == 4)
    page.table.choose(run.path.name)
    assert page.table.chosen is not None


def test_the_queue_stands_in_its_order_above_the_rest(page: RunsPage, qtbot: QtBot) -> None:
    expected = [
        ("a", "Waiting, next in line"),
        ("b", "Waiting, 2nd in line"),
        ("c", "Waiting, 3rd in line"),
        ("done", "Done"),
    ]
    qtbot.waitUntil(lambda: list_rows(page) == expected)
    assert page.queue_bar.isVisible()
    assert page.queue_bar.text.text() == "3 runs wait for their turn"
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        for column in (0, STATE):
            page.table.sortByColumn(column, order)
            assert list_rows(page) == expected


def test_what_can_be_done_depends_on_the_place(
    page: RunsPage, context: Context, qtbot: QtBot, runs: list[RunFolder]
) -> None:
    assert list_enabled(context) == set()
    for run, enabled in zip(
        runs,
        ({"later", "cancel"}, {"first", "earlier", "later", "cancel"}, {"first", "earlier", "cancel"}),
        strict=True,
    ):
        choose(page, qtbot, run)
        assert list_enabled(context) == enabled


def test_a_run_is_moved_by_button_key_and_menu_and_stays_chosen(
    page: RunsPage, window: Window, context: Context, qtbot: QtBot, until: Until, runs: list[RunFolder]
) -> None:
    choose(page, qtbot, runs[2])
    with until(context.queue.changed):
        QTest.mouseClick(page.queue_bar.buttons["queue.earlier"], Qt.MouseButton.LeftButton)
    assert list_names(page) == "acb"
    with until(context.queue.changed):
        QTest.keyClick(window, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert list_names(page) == "cab"
    assert [waiting.id for waiting in list_waiting()] == [runs[2].path.name, runs[0].path.name, runs[1].path.name]
    page.on_menu_asked(QPoint(5, 5))
    (menu,) = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMenu) and widget.isVisible())
    offered = {action.text(): action for action in menu.actions()}
    assert offered["Open"].isEnabled()
    assert not offered["Report"].isEnabled()
    with until(context.queue.changed):
        offered["Move down"].trigger()
    menu.close()
    free_deleted()
    assert list_names(page) == "acb"
    assert page.table.chosen is not None
    assert page.table.chosen.title == "c"


def test_a_run_is_taken_out(page: RunsPage, context: Context, qtbot: QtBot, runs: list[RunFolder]) -> None:
    choose(page, qtbot, runs[0])
    QTest.mouseClick(page.queue_bar.buttons["queue.cancel"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ("a", "Stopped") in list_rows(page))
    assert list_rows(page)[:2] == [("b", "Waiting, next in line"), ("c", "Waiting, 2nd in line")]
    assert list_enabled(context) == set()
    assert page.table.chosen is not None
    assert page.table.chosen.id == runs[0].path.name


def test_what_happens_elsewhere_is_seen(page: RunsPage, context: Context, qtbot: QtBot, runs: list[RunFolder]) -> None:
    choose(page, qtbot, runs[1])
    move(runs[2].path, "first")
    cancel(runs[1])
    queue_up("d", 9, device="cuda-1")
    qtbot.waitUntil(lambda: list_names(page)[:3] == "cad")  # nobody asked: it looks by itself
    assert list_rows(page)[0] == ("c", "Waiting, next in line (cpu)")
    assert list_rows(page)[2] == ("d", "Waiting, next in line (cuda-1)")
    for run in (runs[0], runs[2]):
        cancel(run)
    qtbot.waitUntil(lambda: len(context.queue.waiting) == 1)
    assert page.queue_bar.text.text() == "One run waits for its turn"


def test_a_run_that_began_meanwhile_is_not_moved(
    page: RunsPage, context: Context, qtbot: QtBot, alerts: Shown, runs: list[RunFolder]
) -> None:
    choose(page, qtbot, runs[1])
    context.queue._timer.stop()
    cancel(runs[1])
    QTest.mouseClick(page.queue_bar.buttons["queue.first"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [problem.code for problem in alerts[-1][0]] == ["run.not_waiting"] if alerts else False)
    qtbot.waitUntil(lambda: list_enabled(context) == set())


def test_nobody_in_front_nothing_is_read(page: RunsPage, window: Window, context: Context) -> None:
    assert context.queue._timer.isActive()
    window.show_page("home")
    assert not context.queue._timer.isActive()
    assert list_enabled(context) == set()


def test_the_run_itself_says_its_place(
    window: Window, context: Context, qtbot: QtBot, until: Until, runs: list[RunFolder]
) -> None:
    context.runs.open(runs[1].path)
    window.show_page(f"train:{runs[1].path.name}")
    train = window.page
    assert isinstance(train, TrainPage)
    view = train.view
    qtbot.waitUntil(lambda: view._headline.text() == "Waiting, 2nd in line")
    ahead = "2 runs are ahead on this device, counting the one that trains."
    assert view.queue_bar.text.text() == f"Waiting for its turn: {ahead}"
    assert window.rail.strip._text.text() == "Waiting, 2nd in line"
    qtbot.waitUntil(lambda: list_enabled(context) == {"first", "earlier", "later", "cancel"})
    with until(context.queue.changed):
        QTest.mouseClick(view.queue_bar.buttons["queue.later"], Qt.MouseButton.LeftButton)
    assert [waiting.id for waiting in list_waiting()][2] == runs[1].path.name
    runs[1].record(tell("run.waits", count=3))  # as its keeper does
    qtbot.waitUntil(lambda: view._headline.text() == "Waiting, 3rd in line")
    assert not view.queue_bar.buttons["queue.cancel"].isVisible()
    assert train._running[2].isVisible()
    runs[1].record(State(state=RunState.PREPARING, attempt=1, from_step=0))
    qtbot.waitUntil(lambda: not view.queue_bar.isVisible())
    assert find_place(None) == 0


def test_a_run_that_was_taken_out_is_queued_again_by_continue(
    window: Window, context: Context, qtbot: QtBot, runs: list[RunFolder], home: Path
) -> None:
    """A real keeper, while another training has the device."""
    run = runs[1]
    context.runs.open(run.path)
    window.show_page(f"train:{run.path.name}")
    train = window.page
    assert isinstance(train, TrainPage)
    with FileLock(home / "queue" / "cpu" / "device.lock"):
        cancel(run)
        qtbot.waitUntil(lambda: train.primary.isVisible() and train.primary.text() == "Continue")
        assert not train._try.isVisible()
        assert not train._running[1].isVisible()
        with FileLock(runs[0].path / KEEPER_LOCK), FileLock(runs[2].path / KEEPER_LOCK):
            QTest.mouseClick(train.primary, Qt.MouseButton.LeftButton)
            qtbot.waitUntil(lambda: [waiting.id for waiting in list_waiting()][-1:] == [run.path.name], timeout=30_000)
            assert [waiting.place for waiting in list_waiting()] == [1, 2, 3]
        train._running[2].click()
        qtbot.waitUntil(lambda: train.view.state is RunState.STOPPED and not is_kept(run.path), timeout=30_000)
    assert train.primary.text() == "Continue"
