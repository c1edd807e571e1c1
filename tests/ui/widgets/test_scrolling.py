"""Very many examples: shown at once, read by a thread, walked through by keys and mouse, with little memory."""

from __future__ import annotations

import statistics
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.contract.table import Table
from studio.ui.context import Context
from studio.ui.models.examples_model import AT_ONCE, PAGE, PAGES_KEPT, ExamplesModel
from studio.ui.widgets.examples_list import ROW_HEIGHT, TALLEST, ExamplesList
from tests.benchmarks.scrolling import LABELS, write_examples

ROWS = 200_000
PAINT_SECONDS = 0.016


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred thousand examples."""
    made = tmp_path_factory.mktemp("many") / "train.arrow"
    write_examples(made, ROWS)
    return made


class Watched(Table):
    """A table that remembers which thread asked it for which page."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.asked: list[tuple[int, threading.Thread]] = []

    def rows(self, start: int, count: int, columns: Any = None) -> list[dict[str, Any]]:
        self.asked.append((start // PAGE, threading.current_thread()))
        return super().rows(start, count, columns)


@pytest.fixture
def view(qtbot: QtBot, context: Context, path: Path) -> ExamplesList:
    """A list of them, shown."""
    made = ExamplesList(context.theme)
    qtbot.addWidget(made)
    made.resize(600, 480)
    model = ExamplesModel(made, context.chores)
    model.show_table(Table(path))
    made.show_model(model, LABELS)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_pages_come_by_a_thread_with_their_neighbours(qtbot: QtBot, context: Context, path: Path) -> None:
    model, table = ExamplesModel(None, context.chores), Watched(path)
    model.show_table(table)
    assert model.row(100_000) is None
    assert model.index(100_000, 0).data(Qt.ItemDataRole.AccessibleTextRole) == ""
    qtbot.waitUntil(lambda: model.row(100_000) is not None)
    row = model.row(100_000 + PAGE)
    assert row is not None, "the page after it is there too"
    assert row["text"] == f"Where is my parcel number {100_000 + PAGE}?"
    assert {page for page, _ in table.asked} == {1999, 2000, 2001}
    assert threading.main_thread() not in {thread for _, thread in table.asked}


def test_what_was_scrolled_past_is_not_read(qtbot: QtBot, context: Context, path: Path) -> None:
    model, table = ExamplesModel(None, context.chores), Watched(path)
    model.show_table(table)
    for row in range(0, ROWS, PAGE):
        assert len(model._wanted) <= AT_ONCE
        model.row(row)
    qtbot.waitUntil(lambda: not model._wanted)
    assert model.row(ROWS - 1) is not None
    assert len(table.asked) < ROWS / PAGE
    assert len(model._pages) <= PAGES_KEPT


def test_pages_of_a_table_that_is_no_longer_shown_are_dropped(qtbot: QtBot, context: Context, path: Path) -> None:
    model, former = ExamplesModel(None, context.chores), Table(path)
    model.show_table(former)
    model.on_pages_read((former, {3: former.rows(3 * PAGE, PAGE)}))
    assert list(model._pages) == [3]
    model.show_table(Table(path))
    model.on_pages_read((former, {4: former.rows(4 * PAGE, PAGE)}))
    assert model._pages == {}


def test_a_move_far_away_is_painted_at_once_and_filled_in(qtbot: QtBot, view: ExamplesList) -> None:
    bar, took = view.verticalScrollBar(), []
    for step in range(1, 40):
        began = time.thread_time()
        bar.setValue(bar.maximum() * step // 40)
        view.viewport().repaint()
        took.append(time.thread_time() - began)
    assert statistics.median(took) < PAINT_SECONDS
    model: Any = view.model()
    qtbot.waitUntil(lambda: model.row(view.first_row) is not None)
    assert model.row(view.first_row)["row"] == view.first_row


def test_keys_and_mouse_choose_what_may_still_be_on_its_way(qtbot: QtBot, view: ExamplesList) -> None:
    with qtbot.waitSignal(view.chosen, check_params_cb=lambda row: row is not None and row["row"] == 2):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 2 * ROW_HEIGHT + 5))
    with qtbot.waitSignal(view.chosen, check_params_cb=lambda row: row is not None and row["row"] == ROWS - 1):
        QTest.keyClick(view, Qt.Key.Key_End)
    assert view.visualRect(view.currentIndex()).bottom() <= view.viewport().height()
    page = view.viewport().height() // ROW_HEIGHT
    for key, row in ((Qt.Key.Key_Up, ROWS - 2), (Qt.Key.Key_PageUp, ROWS - 2 - page), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(view, key)
        assert view.currentIndex().row() == row
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.currentIndex().row() == page
    assert view.first_row <= page


def test_other_rows_stand_in_the_place_of_those_before(qtbot: QtBot, view: ExamplesList, path: Path) -> None:
    model: Any = view.model()
    view.verticalScrollBar().setValue(5000 * ROW_HEIGHT + 7)
    model.show_table(Table(path))
    assert view.verticalOffset() == 5000 * ROW_HEIGHT + 7
    model.show_table(Table(path), [1, 2, 3])
    assert view.verticalOffset() == 0
    assert not view.indexAt(QPoint(5, 3 * ROW_HEIGHT + 1)).isValid()
    told: list[object] = []
    view.chosen.connect(told.append)
    qtbot.waitUntil(lambda: model.row(2) is not None)
    view.setCurrentIndex(model.index(2, 0))
    model.show_table(None)
    assert [row and row["row"] for row in told if row is None or isinstance(row, dict)] == [3, None]
    view.viewport().repaint()


class Endless(ExamplesModel):
    """More rows than a scroll bar can count pixels of."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def row(self, number: int) -> dict[str, Any] | None:
        return {"row": number, "text": str(number), "gold": [], "offsets": []}


def test_more_rows_than_a_scroll_bar_can_count_pixels_of(qtbot: QtBot, context: Context) -> None:
    count = TALLEST // ROW_HEIGHT + 1_000_000
    view, model = ExamplesList(context.theme), Endless(count)
    qtbot.addWidget(view)
    view.resize(600, 480)
    view.show_model(model, [])
    view.show()
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == count - 1
    assert 0 <= view.visualRect(view.currentIndex()).top() < 480
    view.viewport().repaint()
    assert view.verticalOffset() == TALLEST
