"""Examples by the page, and splits that can be dragged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.ipc as ipc
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.contract.table import Table
from studio.ui.context import Context
from studio.ui.models.examples_model import PAGE, PAGES_KEPT, ExamplesModel
from studio.ui.widgets.examples_list import ExamplesList, show_both
from studio.ui.widgets.inputs import ComboBox
from studio.ui.widgets.splits import SplitsBar

ROWS = 5000


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five thousand short examples as the engine writes them."""
    rows = [
        {
            "file": "/data/names.conll",
            "row": i,
            "text": f"Ann {i}",
            "gold": ["B-PER", "O"],
            "predicted": ["O", "O"],
            "offsets": [[0, 3], [4, 5]],
        }
        for i in range(ROWS)
    ]
    made = tmp_path_factory.mktemp("table") / "train.arrow"
    table = pa.Table.from_pylist(rows)
    with ipc.new_file(str(made), table.schema) as writer:
        writer.write_table(table)
    return made


class Counted(Table):
    """A table that counts what is asked of it."""

    asked = 0

    def rows(self, start: int, count: int, columns: Any = None) -> list[dict[str, Any]]:
        self.asked += 1
        return super().rows(start, count, columns)


def fetch(model: ExamplesModel, row: int) -> Any:
    return model.row(row)


def test_rows_are_fetched_by_the_page_and_kept(path: Path) -> None:
    model, table = ExamplesModel(), Counted(path)
    model.show_table(table)
    assert model.rowCount() == ROWS
    assert [fetch(model, row)["row"] for row in (0, 1, PAGE - 1)] == [0, 1, PAGE - 1]
    assert table.asked == 1
    assert fetch(model, ROWS - 1)["text"] == f"Ann {ROWS - 1}"
    assert model.index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Ann 3"
    assert model.index(3, 0).data(Qt.ItemDataRole.ToolTipRole) == "names.conll, row 3"


def test_no_more_pages_are_kept_than_can_be_looked_at(path: Path) -> None:
    model = ExamplesModel()
    model.show_table(Table(path))
    for row in range(0, ROWS, PAGE):
        fetch(model, row)
    assert len(model._pages) == PAGES_KEPT


def test_only_the_chosen_rows_in_their_order(path: Path) -> None:
    model = ExamplesModel()
    model.show_table(Table(path), [7, 3, 4321])
    assert [fetch(model, row)["row"] for row in range(model.rowCount())] == [7, 3, 4321]
    model.show_table(None)
    assert model.rowCount() == 0


def test_a_list_paints_only_what_is_seen(qtbot: QtBot, context: Context, path: Path) -> None:
    model, table = ExamplesModel(), Counted(path)
    model.show_table(table)
    view = ExamplesList(context.theme, show_both)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show_model(model, ["PER"])
    with qtbot.waitExposed(view):
        view.show()
    fill = QColor(context.theme.tokens.hue(0).fill).name()
    image = view.viewport().grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, 300, 2) for y in range(0, 200, 2)}
    assert fill in colours
    assert table.asked == 1


@pytest.fixture
def splits(qtbot: QtBot, context: Context) -> SplitsBar:
    bar = SplitsBar(context.theme, context.language)
    qtbot.addWidget(bar)
    bar.resize(1000, 32)
    bar.show_sizes({"train": 800, "validation": 100, "test": 100}, True)
    bar.show()
    return bar


def test_a_border_is_dragged_and_told_once_when_it_is_let_go(qtbot: QtBot, splits: SplitsBar) -> None:
    told: list[tuple[float, float]] = []
    splits.dragged.connect(lambda *shares: told.append(shares))
    QTest.mousePress(splits, Qt.MouseButton.LeftButton, pos=QPoint(800, 16))
    QTest.mouseMove(splits, QPoint(760, 16))
    QTest.mouseMove(splits, QPoint(700, 16))
    assert told == []
    QTest.mouseRelease(splits, Qt.MouseButton.LeftButton, pos=QPoint(700, 16))
    assert told == [(0.2, 0.1)]
    assert "Validation 200" in splits.accessibleName() or splits._say(1) == "Validation 200"


def test_no_split_is_dragged_away(qtbot: QtBot, splits: SplitsBar) -> None:
    with qtbot.waitSignal(splits.dragged) as dragged:
        QTest.mousePress(splits, Qt.MouseButton.LeftButton, pos=QPoint(900, 16))
        QTest.mouseMove(splits, QPoint(1500, 16))
        QTest.mouseRelease(splits, Qt.MouseButton.LeftButton, pos=QPoint(1500, 16))
    assert dragged.args == [0.1, 0.02]


def test_arrow_keys_move_the_first_border_and_with_shift_the_second(qtbot: QtBot, splits: SplitsBar) -> None:
    with qtbot.waitSignal(splits.dragged) as first:
        QTest.keyClick(splits, Qt.Key.Key_Left)
    with qtbot.waitSignal(splits.dragged) as second:
        QTest.keyClick(splits, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert (first.args, second.args) == ([0.11, 0.1], [0.11, 0.11])


def test_splits_of_files_stay_as_they_are(qtbot: QtBot, splits: SplitsBar) -> None:
    splits.show_sizes({"train": 10, "test": 5}, False)
    told: list[object] = []
    splits.dragged.connect(lambda *shares: told.append(shares))
    QTest.mouseClick(splits, Qt.MouseButton.LeftButton, pos=QPoint(667, 16))
    QTest.keyClick(splits, Qt.Key.Key_Left)
    assert told == []
    assert splits.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert "files" in splits.toolTip()


def test_scrolling_over_a_choice_does_not_change_it(qtbot: QtBot) -> None:
    box = ComboBox()
    qtbot.addWidget(box)
    box.addItems(["a", "b"])
    nothing, buttons = QPoint(), Qt.MouseButton.NoButton
    keys, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(QPointF(5, 5), QPointF(5, 5), nothing, QPoint(0, -120), buttons, keys, phase, False)
    box.wheelEvent(event)
    assert box.currentText() == "a"
    assert not event.isAccepted()
