"""Each class with its figures; a selected row is read out as a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from studio.contract.report import ClassFigures
from studio.ui.language import Language

COLUMNS = ("label", "precision", "recall", "f1", "interval", "support")
ROW = 34


class _Cell(QTableWidgetItem):
    """Sorts by its value, not by its text."""

    def __lt__(self, other: QTableWidgetItem) -> bool:
        mine, theirs = self.data(Qt.ItemDataRole.UserRole), other.data(Qt.ItemDataRole.UserRole)
        return bool(mine < theirs)


class FiguresTable(QTableWidget):
    """``chosen`` carries the ClassFigures of the selected row, None where nothing is selected."""

    chosen = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(0, len(COLUMNS), parent)
        self._language = language
        self._classes: Sequence[ClassFigures] = ()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.itemSelectionChanged.connect(self.on_selection_changed)
        self._retranslate()

    def show_classes(self, classes: Sequence[ClassFigures]) -> None:
        """Replaces the rows; the most frequent class first. Nothing is selected, and nothing said about it."""
        self.blockSignals(True)
        self._classes = sorted(classes, key=lambda figures: -figures.support)
        self.setSortingEnabled(False)
        self.clearContents()
        self.setRowCount(len(self._classes))
        for row, figures in enumerate(self._classes):
            self._fill(row, figures)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        self.blockSignals(False)

    def choose(self, label: str) -> None:
        """Selects the row of a class; says nothing."""
        self.blockSignals(True)
        self.clearSelection()
        for row in range(self.rowCount()):
            if self._get_label(row) == label:
                self.selectRow(row)
        self.blockSignals(False)

    @Slot()
    def on_selection_changed(self) -> None:
        """Another class, or none."""
        rows = self.selectionModel().selectedRows()
        label = self._get_label(rows[0].row()) if rows else None
        self.chosen.emit(next((figures for figures in self._classes if figures.label == label), None))

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            rows = self.selectionModel().selectedRows()
            label = self._get_label(rows[0].row()) if rows else ""
            self._retranslate()
            self.show_classes(self._classes)
            self.choose(label)
        super().changeEvent(event)

    def _get_label(self, row: int) -> str:
        cell = self.item(row, 0)
        return str(cell.data(Qt.ItemDataRole.UserRole)) if cell else ""

    def _fill(self, row: int, figures: ClassFigures) -> None:
        say, locale = self._language.say_figure, self._language.locale
        low, high = figures.f1_low, figures.f1_high
        measured = figures.support > 0
        texts: list[tuple[str, str | float]] = [
            (" ".join(figures.label.split()), figures.label),
            (say(figures.precision) if measured else "–", figures.precision),
            (say(figures.recall) if measured else "–", figures.recall),
            (say(figures.f1) if measured else "–", figures.f1),
            (f"{say(low)}–{say(high)}" if measured and low is not None and high is not None else "–", low or 0.0),
            (locale.toString(figures.support), float(figures.support)),
        ]
        for column, (text, value) in enumerate(texts):
            cell = _Cell(text)
            cell.setData(Qt.ItemDataRole.UserRole, value)
            if column:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, column, cell)

    def _retranslate(self) -> None:
        words = self._language.words
        for column, name in enumerate(COLUMNS):
            head = QTableWidgetItem(words.say(f"figure-{name}"))
            head.setToolTip(words.say(f"figure-{name}", part="help"))
            right = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            head.setTextAlignment(right | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, head)
