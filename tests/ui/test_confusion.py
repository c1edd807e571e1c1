"""The grid of mix-ups: named, walked by keyboard, and readable with many labels or hostile ones."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from studio.contract.report import ClassFigures, Confusion
from studio.ui.context import Context
from studio.ui.widgets.results.confusion import SMALLEST_CELL, ConfusionGrid
from studio.ui.widgets.results.figures_table import FiguresTable

MANY = [f"<b>label</b> {number:02d} with a name that is far too long for a grid" for number in range(80)]
SMALL = Confusion(
    labels=["LOC", "PER", "missed", "invented"], counts=[[5, 1, 2, 0], [0, 7, 0, 0], [0] * 4, [3, 0, 0, 0]]
)


@pytest.fixture
def grid(qtbot: QtBot, context: Context) -> ConfusionGrid:
    made = ConfusionGrid(context.theme, context.language)
    qtbot.addWidget(made)
    made.resize(400, 320)
    made.show_confusion(SMALL, entities=True)
    made.show()
    return made


def listen(grid: ConfusionGrid) -> list[object]:
    told: list[object] = []
    grid.chosen.connect(told.append)
    return told


def find_place(grid: ConfusionGrid, row: int, column: int) -> QPoint:
    return grid._place((row, column)).center().toPoint()


def test_entities_are_missed_in_a_column_and_invented_in_a_row(grid: ConfusionGrid) -> None:
    assert [line.name for line in grid._rows] == ["LOC", "PER", "invented"]
    assert [line.name for line in grid._columns] == ["LOC", "PER", "missed"]
    told = listen(grid)
    for row, column in ((0, 2), (2, 0), (1, 1)):
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=find_place(grid, row, column))
    assert told == [("LOC", ""), ("", "LOC"), ("PER", "PER")]
    assert grid.accessibleName() == "“PER” found as such: 7"


def test_a_cell_is_taken_back_by_a_second_click(grid: ConfusionGrid) -> None:
    told = listen(grid)
    for _ in range(2):
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=find_place(grid, 0, 1))
    assert told == [("LOC", "PER"), None]
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert len(told) == 2


def test_labels_of_whole_texts_may_be_called_missed(grid: ConfusionGrid) -> None:
    grid.show_confusion(Confusion(labels=["kept", "missed"], counts=[[1, 2], [3, 4]]), entities=False)
    told = listen(grid)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=find_place(grid, 1, 1))
    assert told == [("missed", "missed")]


def test_eighty_labels_scroll_and_the_walk_stays_in_sight(grid: ConfusionGrid) -> None:
    counts = [[int(row == column) for column in range(80)] for row in range(80)]
    grid.show_confusion(Confusion(labels=MANY, counts=counts), entities=False)
    assert grid._measure_cell() >= SMALLEST_CELL
    assert grid.verticalScrollBar().maximum() > 0
    rows, columns = grid._find_shown()
    assert len(rows) * len(columns) < 400
    for _ in range(79):
        QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    told = listen(grid)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert told == [(MANY[79], MANY[1])]
    assert grid.viewport().rect().contains(find_place(grid, 79, 1))
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=find_place(grid, 78, 2))
    assert told[-1] == (MANY[78], MANY[2])


def test_a_label_is_never_markup_in_a_tool_tip(grid: ConfusionGrid) -> None:
    grid.show_confusion(Confusion(labels=["<h1>x</h1>"], counts=[[1]]), entities=False)
    place = find_place(grid, 0, 0)
    QApplication.sendEvent(grid.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, grid.viewport().mapToGlobal(place)))
    assert "&lt;h1&gt;" in QToolTip.text()
    QToolTip.hideText()


def test_the_names_follow_the_language(grid: ConfusionGrid, context: Context) -> None:
    context.language.choose("zh_CN")
    QApplication.sendPostedEvents()
    assert grid._rows[-1].name == "多标"


def test_nothing_to_show_is_no_fault(grid: ConfusionGrid) -> None:
    told = listen(grid)
    grid.show_confusion(Confusion(labels=[], counts=[]), entities=True)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    grid.grab()
    assert told == []


def test_classes_sort_by_value_and_unmeasured_ones_show_a_dash(qtbot: QtBot, context: Context) -> None:
    table = FiguresTable(context.language)
    qtbot.addWidget(table)
    figures = [
        ClassFigures(label=label, precision=0.5, recall=0.5, f1=f1, support=support, f1_low=0.2, f1_high=0.7)
        for label, f1, support in (("a", 0.9, 9), ("b", 0.1, 100), ("c", 0.0, 0))
    ]
    table.show_classes(figures)

    def read(column: int) -> list[str]:
        return [cell.text() for row in range(3) if (cell := table.item(row, column)) is not None]

    assert read(0) == ["b", "a", "c"]
    assert read(3) == ["0.10", "0.90", "–"]
    table.sortByColumn(5, Qt.SortOrder.AscendingOrder)
    assert read(5) == ["0", "9", "100"]
    told: list[object] = []
    table.chosen.connect(told.append)
    table.selectRow(2)
    assert told == [figures[1]]
