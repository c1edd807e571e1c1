"""Data that are read, or being read: what they are, how they are split, the examples, labels, health and history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from studio.contract.calls import Inspection, PreviewAnswer
from studio.contract.table import Table
from studio.ui.context import Context
from studio.ui.models.examples_model import PAGE, ExamplesModel, Rows
from studio.ui.theme.theme import mark
from studio.ui.widgets.data.example_editor import ExampleEditor
from studio.ui.widgets.data.list_bar import ListBar
from studio.ui.widgets.data.rows_table import RowsTable
from studio.ui.widgets.data.side_panel import SidePanel
from studio.ui.widgets.data.strip import UNSUPPORTED, DataStrip
from studio.ui.widgets.examples_list import ROW_HEIGHT, ExamplesList, show_cells, show_gold
from studio.ui.widgets.spans import Piece
from studio.ui.widgets.splits import SPLITS, SplitsBar

SIDE_WIDTH = 296


class DataView(QWidget):
    """``show_preview`` shows the beginning, ``show_inspection`` all, without losing the place in the list.

    ``correct_asked`` and ``divide_asked`` come from buttons; ``failed`` carries Problems of a table that cannot be
    opened, ``step_asked`` a kind of step and its values.
    """

    correct_asked = Signal()
    divide_asked = Signal()
    step_asked = Signal(str, object)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._inspection: Inspection | None = None
        self._preview: PreviewAnswer | None = None
        self._reason, self._is_table = "", False
        self._split = SPLITS[0]
        self._filter: dict[str, list[int]] = {}
        self._wanted, self._first = Path(), 0
        self._opener = context.chores.make(lambda: _open_table(self._wanted, self._first))
        self._opener.done.connect(self.on_table_opened)
        self._opener.failed.connect(self.failed)
        self.examples = ExamplesModel(self, context.chores)
        self.strip, self.bar = DataStrip(context), ListBar(context)
        self.list, self.table = ExamplesList(context.theme, self._show_row), RowsTable(context.theme, context.language)
        self.splits = SplitsBar(context.theme, context.language)
        self.side, self.editor = SidePanel(context), ExampleEditor(context)
        self.divide, self.map = self.bar.divide, QPushButton()
        self._why = QLabel()
        self._connect()
        self._arrange()
        self._retranslate()

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_preview(self, preview: PreviewAnswer, files: Sequence[str]) -> None:
        """The first rows of other data, in the place where all of them will stand."""
        if preview is self._preview:
            return
        self._preview, self._inspection, self._wanted = preview, None, Path()
        self._show_filter({})
        self.strip.show_known(preview, files)
        self.table.show_preview(preview)
        self._show_reason(preview.task, preview.reason)
        self.splits.show_sizes({}, False)
        self.bar.segments.offer([])
        self.divide.setEnabled(False)
        self.side.show_inspection(None, self._split)
        self.list.scrollToTop()
        self.examples.show_rows(preview.examples)
        self.list.show_model(self.examples, sorted(preview.labels))

    def show_inspection(self, inspection: Inspection, files: Sequence[str], movable: bool) -> None:
        """Other data, from these files; ``movable`` where the splits are shares."""
        if inspection is self._inspection:
            return
        self._preview, self._inspection = None, inspection
        self.strip.show_known(inspection, files)
        self._show_reason(inspection.task, inspection.reason)
        self.splits.show_sizes(inspection.splits, movable)
        self.divide.setEnabled(inspection.task != UNSUPPORTED)
        self._split = self._split if self._split in inspection.tables else SPLITS[0]
        self._show_filter({})
        self._show_split()

    @Slot(str)
    def on_split_chosen(self, split: str) -> None:
        """Another split's examples and counts."""
        self._split = split
        self.list.scrollToTop()
        self._show_split()

    @Slot(object)
    def on_rows_asked(self, rows: dict[str, list[int]] | None) -> None:
        """Only these rows, or all again."""
        self._show_filter({split: sorted(places) for split, places in (rows or {}).items() if places})
        if self._filter and self._split not in self._filter:
            self._split = next(split for split in SPLITS if split in self._filter)
        self.list.scrollToTop()
        self._show_split()

    @Slot()
    def on_all_asked(self) -> None:
        """All rows again."""
        self.on_rows_asked(None)

    @Slot(object)
    def on_table_opened(self, opened: _Opened) -> None:
        """The examples of the chosen split are here, unless another one was chosen meanwhile."""
        if self._inspection is not None and opened.table.path == self._wanted:
            self._show_table(opened.table, opened.pages)

    @Slot(object)
    def on_chosen(self, row: dict[str, object] | None) -> None:
        """An example was selected; a row that fits no task has nothing to put right."""
        self.editor.show_example(None if self._is_table else row)

    @Slot(object)
    def on_amended(self, row: dict[str, object] | None) -> None:
        """The selected row was put right; the data are read anew behind it."""
        number = self.list.currentIndex().row()
        if row is not None and number >= 0:
            self.examples.amend(number, row)

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    # -- how -------------------------------------------------------------------------------------------------

    def _show_split(self) -> None:
        """The chosen split of the data as they are."""
        inspection = self._inspection
        if inspection is None:
            return
        self.bar.segments.offer([split for split in inspection.tables if not self._filter or split in self._filter])
        self.bar.segments.choose(self._split)
        self.side.show_inspection(inspection, self._split)
        path = inspection.tables.get(self._split)
        known = self.examples.table
        if path is None:
            self._wanted = Path()
            self.examples.show_table(None)
        elif known is not None and known.path == Path(path):
            self._wanted = known.path
            self._show_table(known)
        else:
            self._wanted, self._first = Path(path), self.list.first_row
            self._opener.ask()

    def _show_table(self, table: Table, pages: dict[int, Rows] | None = None) -> None:
        """Rows of a table in the place of those shown; the list stays where it was scrolled to."""
        assert self._inspection is not None
        selected = self.list.currentIndex().row()
        chosen = self._filter.get(self._split) if self._filter else None
        self.examples.show_table(table, chosen, pages)
        self.list.show_model(self.examples, sorted(self._inspection.labels))
        if 0 <= selected < self.examples.rowCount():
            self.list.setCurrentIndex(self.examples.index(selected, 0))

    def _show_filter(self, rows: dict[str, list[int]]) -> None:
        self._filter = rows
        count = sum(map(len, rows.values()))
        shown = {"count": count, "shown": self._context.language.locale.toString(count), "what": self.side.rows_title}
        self.bar.show_filter(self._context.language.words.say("data-filtered", shown) if rows else "")
        self._show_list()

    def _show_row(self, row: dict[str, Any]) -> list[list[Piece]]:
        return show_cells(row) if self._is_table else show_gold(row)

    def _show_list(self) -> None:
        """A table that fits no task stands as in the file, but for rows of a finding: those are listed."""
        self._stack.setCurrentWidget(self.table if self._is_table and not self._filter else self.list)

    def _show_reason(self, task: str, reason: str) -> None:
        """A table that fits no task stands as a table, with the reason and a way on."""
        self._reason = reason if task == UNSUPPORTED else ""
        self._is_table = is_table = task == UNSUPPORTED
        self._notice.setVisible(is_table)
        self._show_list()
        self.bar.show_table(is_table)
        self.splits.setVisible(not is_table)
        if is_table:
            self.editor.show_example(None)
        self._retranslate()

    def _retranslate(self) -> None:
        self._show_filter(self._filter)
        self.map.setText(self.tr("Say what the columns are"))
        self.list.setAccessibleName(self.tr("Examples"))
        self.table.setAccessibleName(self.tr("The first rows"))
        self._why.setText(self._context.language.words.say(self._reason) if self._reason else "")

    def _connect(self) -> None:
        self.strip.correct_asked.connect(self.correct_asked)
        self.map.clicked.connect(self.correct_asked)
        self.divide.clicked.connect(self.divide_asked)
        self.bar.segments.chosen.connect(self.on_split_chosen)
        self.bar.all_asked.connect(self.on_all_asked)
        self.side.rows_asked.connect(self.on_rows_asked)
        self.side.step_asked.connect(self.step_asked)
        self.editor.step_asked.connect(self.step_asked)
        self.editor.amended.connect(self.on_amended)
        self.list.chosen.connect(self.on_chosen)
        self.editor.listen_to(self.list)

    def _arrange(self) -> None:
        self._notice = mark(QFrame(), "look")
        row = QHBoxLayout(self._notice)
        row.setContentsMargins(16, 12, 12, 12)
        self._why.setWordWrap(True)
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self._why, 1)
        row.addWidget(self.map)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.table)
        self.list.setMinimumHeight(2 * ROW_HEIGHT)
        left = QVBoxLayout()
        left.setSpacing(8)
        for part in (self._notice, self.bar):
            left.addWidget(part)
        left.addWidget(self._stack, 1)
        left.addWidget(self.editor)
        self.side.setFixedWidth(SIDE_WIDTH)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addLayout(left, 1)
        body.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.strip)
        column.addWidget(self.splits)
        column.addLayout(body, 1)


@dataclass(frozen=True)
class _Opened:
    """A table with the pages that are seen first."""

    table: Table
    pages: dict[int, Rows]


def _open_table(path: Path, first: int) -> _Opened:
    """In a thread: the first table imports pyarrow, and the first rows touch the disk."""
    table = Table(path)
    begin = min(first, max(0, len(table) - 1)) // PAGE
    pages = [page for page in (begin, begin + 1) if page * PAGE < len(table)]
    return _Opened(table, {page: table.rows(page * PAGE, PAGE) for page in pages})
