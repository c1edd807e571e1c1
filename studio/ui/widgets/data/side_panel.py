"""Beside the examples: their labels, their health, and what was done to them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from studio.contract.calls import Inspection
from studio.contract.data.health import Finding
from studio.ui.context import Context
from studio.ui.widgets.desk.health_panel import HealthPanel
from studio.ui.widgets.desk.history_view import HistoryView
from studio.ui.widgets.desk.labels_view import LabelsView
from studio.ui.widgets.segments import Segments

VIEWS = ("labels", "health", "history")


class SidePanel(QWidget):
    """Health, problems and history follow the draft by themselves; ``show_inspection`` is for the labels' counts.

    ``rows_asked`` carries {split: positions} to show in the list, with ``rows_title`` saying which they are.
    ``step_asked`` carries a kind of step and its values: connect it to ``draft.add_step``, nothing here does so
    itself.
    """

    rows_asked = Signal(object)
    step_asked = Signal(str, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._finding: Finding | None = None
        self.labels, self.health, self.history = LabelsView(context), HealthPanel(context), HistoryView(context)
        self.segments = Segments(VIEWS)
        self.segments.chosen.connect(self.show_view)
        self._stack = QStackedWidget()
        for view in (self.labels, self.health, self.history):
            self._stack.addWidget(view)
        self.labels.step_asked.connect(self.step_asked)
        self.health.step_asked.connect(self.step_asked)
        self.health.rows_asked.connect(self.on_rows_asked)
        for signal in (context.doctor.changed, context.draft.changed, context.draft.problems_changed):
            signal.connect(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.segments)
        column.addWidget(self._stack, 1)
        self.show_view("health")
        self._count()

    def show_inspection(self, inspection: Inspection | None, split: str) -> None:
        """Other data, or another split of them."""
        self.labels.show_inspection(inspection, split)

    @Slot(str)
    def show_view(self, view: str) -> None:
        """Labels, health or history."""
        self.segments.choose(view)
        self._stack.setCurrentIndex(VIEWS.index(view))

    @property
    def rows_title(self) -> str:
        """What the rows are that were asked for last."""
        finding, words = self._finding, self._context.language.words
        return words.say(f"check-{finding.check}", finding.values) if finding else ""

    @Slot(object)
    def on_rows_asked(self, finding: Finding) -> None:
        """The rows of a finding are wanted in the list."""
        self._finding = finding
        self.rows_asked.emit(finding.rows)

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._count()
        super().changeEvent(event)

    @Slot()
    def _count(self) -> None:
        """How much there is to look at stands on the segments."""
        looks, steps = self.health.looks, len(self._context.draft.steps)
        texts = (self.tr("Labels"), self.tr("Health"), self.tr("History"))
        counted = zip(texts, (0, looks, steps), strict=True)
        shown = [
            f"{text} {self._context.language.locale.toString(count)}" if count else text for text, count in counted
        ]
        self.segments.set_texts(shown)
