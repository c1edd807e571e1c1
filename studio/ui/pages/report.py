"""Report: how good the model is, in a sentence, in figures, and on the examples it got wrong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.contract.calls import ExportReport, Written
from studio.contract.problems import Problem
from studio.contract.report import ClassFigures
from studio.ui.context import Context
from studio.ui.models.judged import Cell, Judged, read_judged
from studio.ui.pages.page import Page
from studio.ui.result import Result
from studio.ui.theme.theme import mark
from studio.ui.widgets.results.confusion import ConfusionGrid
from studio.ui.widgets.results.figures_table import FiguresTable
from studio.ui.widgets.results.judged_list import JudgedList
from studio.ui.widgets.results.nothing import Nothing
from studio.ui.widgets.results.verdict import Verdict
from studio.ui.workers.call_worker import CallHandle


class ReportPage(Page):
    """A class or a cell filters the examples below; without a choice they are the mistakes."""

    id = "report"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.shown: Judged | None = None
        self._class: ClassFigures | None = None
        self._cell: Cell | None = None
        self._saving: CallHandle | None = None
        self.verdict = Verdict(context.language)
        self.table = FiguresTable(context.language)
        self.table.chosen.connect(self.on_class_chosen)
        self.confusion = ConfusionGrid(context.theme, context.language)
        self.confusion.chosen.connect(self.on_cell_chosen)
        self.examples = JudgedList(context.theme)
        self.examples.all.clicked.connect(self.on_all_clicked)
        self.nothing = Nothing(context.theme, "report")
        self.nothing.way.clicked.connect(lambda: self.go.emit("train"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self._make_report())
        self.content.addWidget(self._stack)
        self.save = self.add_secondary()
        self.save.clicked.connect(self.on_save_clicked)
        self.use_primary().clicked.connect(self.on_try_clicked)
        self.result = Result(context, self)
        self.result.changed.connect(self.on_result_changed)
        self._reading = context.chores.make(self._read)
        self._reading.done.connect(self.on_read)
        self._reading.failed.connect(self.on_failed)
        context.library.loaded.connect(self.on_library_loaded)
        self._show(None)

    def retranslate(self) -> None:
        """Every text of the page."""
        say = self.context.language.words.say
        self.set_heading(self.tr("Report"), self.tr("How good the model is on texts it has never seen"))
        self.primary.setText(self.tr("Try it"))
        self.save.setText(self.tr("Save as HTML"))
        self.examples.all.setText(self.tr("All mistakes"))
        self.nothing.set_texts(
            self.tr("No report yet"),
            self.tr("Train a model first. The report appears here as soon as it is done or stopped."),
            self.tr("Go to Train"),
        )
        self._classes_heading.setText(say("report-classes"))
        self._confusion_heading.setText(say("report-confusion"))
        self._confusion_heading.setToolTip(say("report-confusion", part="help"))
        self.examples.set_heads(say("report-mistakes"), say("report-gold"), say("report-predicted"))
        self.table.setAccessibleName(say("report-classes"))
        self._say()

    def on_shown(self) -> None:
        """As it is now."""
        self.result.on_changed()

    def open_run(self, run_id: str) -> None:
        """Shows the report of one run."""
        self.result.choose(run_id)

    @Slot(str)
    def on_result_changed(self, run_id: str) -> None:
        """Another report is to be shown, or none."""
        if self.shown is not None and self.shown.run.path.name != run_id:
            self._show(None)
        if run_id:
            self._reading.ask()

    @Slot(object)
    def on_read(self, judged: Judged) -> None:
        """The report is here."""
        if judged.run.path.name == self.result.run_id:
            self.show_problems([])
            self._show(judged)

    @Slot(object)
    def on_failed(self, problems: list[Problem]) -> None:
        """It cannot be read."""
        self._show(None)
        self.show_problems(problems)

    @Slot()
    def on_library_loaded(self) -> None:
        """The run may have another title."""
        self._say()

    @Slot(object)
    def on_class_chosen(self, figures: ClassFigures | None) -> None:
        """The examples of a class, and its figures as a sentence."""
        self.confusion.clear_choice()
        self._choose(figures, None)

    @Slot(object)
    def on_cell_chosen(self, cell: Cell | None) -> None:
        """The examples of a cell."""
        self.table.choose("")
        self._choose(None, cell)

    @Slot()
    def on_all_clicked(self) -> None:
        """No filter any more."""
        self.table.choose("")
        self.confusion.clear_choice()
        self._choose(None, None)

    @Slot()
    def on_save_clicked(self) -> None:
        """One file that opens anywhere."""
        if self.shown is None:
            return
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the report"), f"{_find_title(self.context, self.shown)}.html", "HTML (*.html)"
        )
        if path:
            self.save_html(Path(path))

    def save_html(self, path: Path) -> None:
        """Writes the report to a file and opens it in the browser."""
        assert self.shown is not None
        language = self.context.language.name
        call = ExportReport(run=str(self.shown.run.path), out=str(path), language=language, force=True)
        self._saving = self.context.calls.ask(call)
        self._saving.answered.connect(self.on_saved)
        self._saving.failed.connect(self.show_problems)

    @Slot(object)
    def on_saved(self, written: Written) -> None:
        """Shows the file in the browser."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(written.path))

    @Slot()
    def on_try_clicked(self) -> None:
        """To the page on which the model is tried."""
        if self.shown is not None:
            self.go.emit(f"try_it:{self.shown.run.path.name}")

    def _read(self) -> Judged:
        return read_judged(self.context.library.library.run(self.result.run_id))

    def _show(self, judged: Judged | None) -> None:
        self.shown = judged
        self._stack.setCurrentIndex(0 if judged is None else 1)
        for button in (self.primary, self.save):
            button.setVisible(judged is not None)
        if judged is not None:
            report = judged.report
            self.table.show_classes(report.classes)
            self.confusion.show_confusion(report.confusion, report.has_missed)
        self._choose(None, None)

    def _choose(self, figures: ClassFigures | None, cell: Cell | None) -> None:
        self._class, self._cell = figures, cell
        judged = self.shown
        if judged is not None:
            chosen = judged.wrong
            if figures is not None:
                chosen = judged.labels.get(figures.label, [])
            elif cell is not None:
                chosen = judged.cells.get(cell, [])
            labels = sorted(known.label for known in judged.report.classes)
            self.examples.show_rows(judged.table, chosen, labels)
        else:
            self.examples.show_rows(None, [], [])
        self.examples.all.setVisible(figures is not None or cell is not None)
        self._say()

    def _say(self) -> None:
        judged = self.shown
        if judged is None:
            return
        language, say, report = self.context.language, self.context.language.words.say, judged.report
        self.verdict.show_report(report, "accuracy" if judged.has_one_label else "micro_f1")
        count = self.examples.model.rowCount()
        heading = "report-examples_shown" if self._class or self._cell else "report-mistakes_shown"
        self.examples.heading.setText(say(heading, {"count": count, "shown": language.locale.toString(count)}))
        if self._class is not None:
            values = {
                "label": self._class.label,
                "support": self._class.support,
                "found": round(self._class.recall * self._class.support),
                "right": round(100 * self._class.precision),
            }
            self.examples.sentence.setText(say("report-class_sentence", values))
        elif self._cell is not None:
            self.examples.sentence.setText(self.confusion.describe())
        else:
            split = say(f"split-{report.split}")
            values = {"split": split, "count": report.examples, "title": _find_title(self.context, judged)}
            self.examples.sentence.setText(say("report-measured_on", values))

    def _make_report(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.verdict)
        middle = QHBoxLayout()
        middle.setSpacing(32)
        self._classes_heading, self._confusion_heading = mark(QLabel(), "heading"), mark(QLabel(), "heading")
        for heading, widget, share in (
            (self._classes_heading, self.table, 3),
            (self._confusion_heading, self.confusion, 2),
        ):
            box = QVBoxLayout()
            box.setSpacing(8)
            box.addWidget(heading)
            box.addWidget(widget, 1)
            middle.addLayout(box, share)
        column.addLayout(middle, 3)
        column.addWidget(self.examples, 2)
        return part


def _find_title(context: Context, judged: Judged) -> str:
    """As it is called now."""
    record = context.library.find(judged.run.path.name)
    return record.title if record else judged.title
