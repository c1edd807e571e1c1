"""Report: how good the model is, in a sentence, in figures, and on the examples it got wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from studio.contract.calls import ExportReport, Written
from studio.contract.events import RunState
from studio.contract.report import ClassFigures
from studio.ui.context import Context
from studio.ui.models.examples_model import ExamplesModel
from studio.ui.pages.page import Page
from studio.ui.theme.theme import mark
from studio.ui.widgets.card import Card
from studio.ui.widgets.confusion import ConfusionGrid
from studio.ui.widgets.examples_list import ExamplesList, show_both
from studio.ui.widgets.figures_table import FiguresTable
from studio.ui.workers.call_worker import CallHandle
from studio.ui.workers.report_worker import ReadReport, ReportWorker

TOKENS = "token-classification"
Keep = Callable[[list[str], list[str]], bool]


class ReportPage(Page):
    """Shows the newest finished run of the project, or the one it was asked to show."""

    id = "report"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.shown: ReadReport | None = None
        self.table = FiguresTable(context.language)
        self.table.chosen.connect(self.on_class_chosen)
        self.confusion = ConfusionGrid(context.theme, context.language)
        self.confusion.chosen.connect(self.on_cell_chosen)
        self.examples = ExamplesModel(self)
        self.list = ExamplesList(context.theme, show_both)
        self._readers: list[ReportWorker] = []
        self._wanted = ""
        self._saving: CallHandle | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_empty())
        self._stack.addWidget(self._make_report())
        self.content.addWidget(self._stack)
        self._save = self.add_secondary()
        self._save.clicked.connect(self.on_save_clicked)
        self._all = self.add_secondary(role="quiet")
        self._all.clicked.connect(self.on_all_clicked)
        self.use_primary().clicked.connect(self.on_try_clicked)
        context.library.loaded.connect(self.on_library_loaded)
        self._show_buttons()

    def retranslate(self) -> None:
        """Every text of the page."""
        self.set_heading(self.tr("Report"), self.tr("How good the model is on texts it has never seen"))
        self.primary.setText(self.tr("Try it"))
        self._save.setText(self.tr("Save as HTML"))
        self._all.setText(self.tr("All mistakes"))
        self._nothing.setText(self.tr("No report yet"))
        self._nothing_hint.setText(
            self.tr("Train a model first. The report appears here as soon as it is done or stopped.")
        )
        self._to_train.setText(self.tr("Go to Train"))
        self._classes_heading.setText(self.context.language.words.say("report-classes"))
        self._confusion_heading.setText(self.context.language.words.say("report-confusion"))
        self._confusion_heading.setToolTip(self.context.language.words.say("report-confusion", part="help"))
        self._gold.setText(self.context.language.words.say("report-gold"))
        self._predicted.setText(self.context.language.words.say("report-predicted"))
        if self.shown is not None:
            self._say(self.shown)

    def on_shown(self) -> None:
        """Without a wish: the newest finished run of the open project."""
        if self.shown is None and not self._wanted:
            self.on_library_loaded()

    def open_run(self, run_id: str) -> None:
        """Shows the report of one run."""
        self._wanted = run_id
        reader = ReportWorker(self.context.library.library.run(run_id), self)
        reader.read.connect(self.on_read)
        reader.failed.connect(self.show_problems)
        reader.finished.connect(self.on_reader_finished)
        self._readers.append(reader)
        reader.start()

    @Slot()
    def on_library_loaded(self) -> None:
        """A run may have finished: the first report shows by itself."""
        project = self.context.draft.project
        if project is None or not self.isVisible():
            return
        finished = (RunState.DONE, RunState.STOPPED)
        runs = [r for r in self.context.library.records if r.project == project.id and r.state in finished]
        if runs and self.shown is None and self._wanted != runs[0].id:
            self.open_run(runs[0].id)

    @Slot(object)
    def on_read(self, read: ReadReport) -> None:
        """The report is here."""
        if read.run.path.name != self._wanted:
            return
        self.show_problems([])
        self.shown = read
        self.table.show_classes(read.report.classes)
        self.confusion.show_confusion(read.report.confusion, read.report.task == TOKENS)
        self._say(read)
        self._show_mistakes(lambda gold, predicted: gold != predicted)
        self._stack.setCurrentIndex(1)
        self._show_buttons()

    @Slot()
    def on_reader_finished(self) -> None:
        """A thread has ended."""
        for reader in [reader for reader in self._readers if reader.isFinished()]:
            self._readers.remove(reader)
            reader.deleteLater()

    @Slot(object)
    def on_class_chosen(self, figures: ClassFigures | None) -> None:
        """The examples of a class, and its figures as a sentence."""
        if figures is None or self.shown is None:
            return
        words = self.context.language.words
        values = {
            "label": figures.label,
            "support": figures.support,
            "found": round(figures.recall * figures.support),
            "right": round(100 * figures.precision),
        }
        self._sentence.setText(words.say("report-class_sentence", values))
        label = figures.label
        self._show_mistakes(lambda gold, predicted: _has(label, gold) or _has(label, predicted))

    @Slot(object)
    def on_cell_chosen(self, cell: tuple[str, str] | None) -> None:
        """The examples of a cell."""
        if cell is None:
            self.on_all_clicked()
            return
        gold_label, predicted_label = cell
        self._sentence.setText(self.confusion.grid.accessibleName())
        self._show_mistakes(lambda gold, predicted: _pairs(gold_label, predicted_label, gold, predicted))

    @Slot()
    def on_all_clicked(self) -> None:
        """No filter any more."""
        self.table.clearSelection()
        if self.shown is not None:
            self._say(self.shown)
            self._show_mistakes(lambda gold, predicted: gold != predicted)

    @Slot()
    def on_save_clicked(self) -> None:
        """One file that opens anywhere."""
        if self.shown is None:
            return
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the report"), f"{self.shown.title}.html", "HTML (*.html)"
        )
        if path:
            language = self.context.language.name
            call = ExportReport(run=str(self.shown.run.path), out=path, language=language, force=True)
            self._saving = self.context.calls.ask(call)
            self._saving.answered.connect(self.on_saved)
            self._saving.failed.connect(self.show_problems)

    @Slot(object)
    def on_saved(self, written: Written) -> None:
        """Shows the file in the browser."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(written.path))))

    @Slot()
    def on_try_clicked(self) -> None:
        """To the page on which the model is tried."""
        if self.shown is not None:
            self.go.emit(f"try_it:{self.shown.run.path.name}")

    def _say(self, read: ReadReport) -> None:
        words, language, report = self.context.language.words, self.context.language, read.report
        told = [words.say(sentence.code, sentence.values) for sentence in report.sentences]
        self._verdict.setText(told[0] if told else "")
        self._more.setText("\n".join(told[1:]))
        self._more.setVisible(len(told) > 1)
        self._figure.setText(language.say_figure(report.overall.micro_f1))
        name = words.say("figure-micro_f1" if report.task == TOKENS else "figure-accuracy")
        self._figure_name.setText(name)
        for baseline in report.baselines[:1]:
            said = words.say(f"baseline-{baseline.name}")
            self._beside.setText(f"{said} {language.say_figure(baseline.micro_f1)}")
        values = {"split": words.say(f"split-{report.split}"), "count": report.examples, "title": read.title}
        self._sentence.setText(words.say("report-measured_on", values))

    def _show_mistakes(self, keep: Keep) -> None:
        read = self.shown
        if read is None or read.table is None:
            self.examples.show_table(None)
            return
        rows = zip(read.splits, read.gold, read.predicted, strict=True)
        split = read.report.split
        chosen = [i for i, (name, gold, predicted) in enumerate(rows) if name == split and keep(gold, predicted)]
        chosen.sort(key=lambda i: read.gold[i] == read.predicted[i])
        self.examples.show_table(read.table, chosen)
        self.list.show_model(self.examples, sorted(figures.label for figures in read.report.classes))
        count = self.context.language.locale.toString(len(chosen))
        self._examples_heading.setText(
            self.context.language.words.say("report-examples_shown", {"count": len(chosen), "shown": count})
        )

    def _show_buttons(self) -> None:
        has = self.shown is not None
        self.primary.setVisible(has)
        self._save.setVisible(has)
        self._all.setVisible(has)

    def _make_empty(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setSpacing(12)
        self._nothing, self._nothing_hint = mark(QLabel(), "heading"), mark(QLabel(), "muted")
        self._to_train = QPushButton()
        self._to_train.clicked.connect(lambda: self.go.emit("train"))
        column.addStretch(1)
        for widget in (self._nothing, self._nothing_hint, self._to_train):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return part

    def _make_report(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._make_verdict())
        middle = QHBoxLayout()
        middle.setSpacing(24)
        self._classes_heading, self._confusion_heading = mark(QLabel(), "heading"), mark(QLabel(), "heading")
        for heading, widget, share in (
            (self._classes_heading, self.table, 5),
            (self._confusion_heading, self.confusion, 4),
        ):
            box = QVBoxLayout()
            box.setSpacing(8)
            box.addWidget(heading)
            box.addWidget(widget, 1)
            middle.addLayout(box, share)
        column.addLayout(middle, 3)
        column.addLayout(self._make_examples(), 2)
        return part

    def _make_verdict(self) -> QWidget:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(24)
        figure = QVBoxLayout()
        figure.setSpacing(0)
        self._figure, self._figure_name = mark(QLabel(), "headline"), mark(QLabel(), "small")
        self._beside = mark(QLabel(), "small")
        for label in (self._figure, self._figure_name, self._beside):
            figure.addWidget(label)
        figure.addStretch(1)
        text = QVBoxLayout()
        text.setSpacing(4)
        self._verdict, self._more = mark(QLabel(), "lead"), mark(QLabel(), "muted")
        for label in (self._verdict, self._more):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            text.addWidget(label)
        text.addStretch(1)
        row.addLayout(figure)
        row.addLayout(text, 1)
        card.column.addLayout(row)
        return card

    def _make_examples(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        self._examples_heading, self._sentence = mark(QLabel(), "heading"), mark(QLabel(), "muted")
        self._gold, self._predicted = mark(QLabel(), "caps"), mark(QLabel(), "caps")
        for label in (self._examples_heading, self._sentence):
            label.setTextFormat(Qt.TextFormat.PlainText)
        top, heads = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._examples_heading)
        top.addWidget(self._sentence, 1)
        heads.setContentsMargins(64, 0, 0, 0)
        heads.addWidget(self._gold, 1)
        heads.addWidget(self._predicted, 1)
        column.addLayout(top)
        column.addLayout(heads)
        column.addWidget(self.list, 1)
        return column


def _has(label: str, tags: list[str]) -> bool:
    return label in tags or f"B-{label}" in tags


def _pairs(gold_label: str, predicted_label: str, gold: list[str], predicted: list[str]) -> bool:
    """Whether an example belongs to a cell: at some word (or in all) the one label meets the other."""
    if len(gold) == 1 == len(predicted) and gold_label == gold[0]:
        return predicted_label == predicted[0]
    wanted = ("" if gold_label == "invented" else gold_label, "" if predicted_label == "missed" else predicted_label)
    return any((a[2:], b[2:]) == wanted for a, b in zip(gold, predicted, strict=True) if a != "O" or b != "O")
