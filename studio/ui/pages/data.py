"""Data: what the model learns from, shown as it is, with what was found in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from studio.contract.calls import CallProgress, Inspection
from studio.contract.problems import StudioError
from studio.contract.table import Table
from studio.ui.context import Context
from studio.ui.dialogs.reading import ReadingDialog
from studio.ui.models.examples_model import ExamplesModel
from studio.ui.pages.page import Page
from studio.ui.theme.theme import mark
from studio.ui.widgets.bars import LabelBars
from studio.ui.widgets.card import Card
from studio.ui.widgets.drop_zone import DropZone
from studio.ui.widgets.examples_list import ExamplesList
from studio.ui.widgets.health import HealthList
from studio.ui.widgets.segments import Segments
from studio.ui.widgets.splits import SPLITS, SplitsBar
from studio.ui.workers.table_worker import TableWorker

SIDE_WIDTH = 296


class DataPage(Page):
    """Empty it teaches, busy it says what it reads, loaded it shows."""

    id = "data"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.drop_zone = DropZone(context.theme)
        self.drop_zone.files_given.connect(self.on_files_given)
        self.drop_zone.text_given.connect(self.on_text_given)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.drop_zone.paste)
        self.examples = ExamplesModel(self)
        self.list = ExamplesList(context.theme)
        self.splits = SplitsBar(context.theme, context.language)
        self.splits.dragged.connect(self.on_split_dragged)
        self.bars = LabelBars(context.theme, context.language)
        self.health = HealthList(context.theme, context.alerts)
        self.segments = Segments(SPLITS)
        self.segments.chosen.connect(self.on_split_chosen)
        self._split = "train"
        self._opening: list[TableWorker] = []
        self._stack = QStackedWidget()
        for part in (self._make_empty(), self._make_busy(), self._make_loaded()):
            self._stack.addWidget(part)
        self.content.addWidget(self._stack)
        self._other = self.add_secondary()
        self._other.clicked.connect(self.drop_zone.pick)
        for action in ("edit.undo", "edit.redo"):
            context.actions.attach(action, self.add_secondary(role="quiet"))
        self.use_primary().clicked.connect(self.on_next_clicked)
        draft = context.draft
        draft.inspection_changed.connect(self.on_inspection_changed)
        draft.problems_changed.connect(self.on_problems_changed)
        draft.inspect_progressed.connect(self.on_progressed)
        self.on_inspection_changed()

    def retranslate(self) -> None:
        """Every text of the page."""
        self.set_heading(self.tr("Data"), self.tr("What the model learns from: texts, each with the right answer"))
        self.primary.setText(self.tr("Next: model"))
        self._other.setText(self.tr("Open another file"))
        self._correct.setText(self.tr("Correct"))
        self._correct.setToolTip(self.tr("Correct how the file is read"))
        self._cancel.setText(self.tr("Cancel"))
        self._teach.setText(
            self.tr("A table with one text and its label a row, or one word and its tag a line, such as:")
        )
        self._example.setText("text,label\n" + self.tr("Where is my parcel?,delivery\nI want my money back,refund"))
        self._labels_heading.setText(self.tr("Labels"))
        self._health_heading.setText(self.tr("Health"))
        self.segments.set_texts([self.context.language.words.say(f"split-{split}") for split in SPLITS])
        self.health.refresh()
        self.on_inspection_changed()

    @Slot(object)
    def on_files_given(self, paths: list[Path]) -> None:
        """Other files are the data of this project."""
        try:
            self.context.session.replace_files(paths)
        except StudioError as error:
            self.show_problems(error.problems)

    @Slot(str)
    def on_text_given(self, text: str) -> None:
        """Pasted text is the data of this project."""
        try:
            self.context.session.replace_text(text)
        except StudioError as error:
            self.show_problems(error.problems)

    @Slot()
    def on_next_clicked(self) -> None:
        """On to the model."""
        self.go.emit("model")

    @Slot()
    def on_cancel_clicked(self) -> None:
        """The data are not wanted after all."""
        self.context.draft.set("data.train", None)

    @Slot()
    def on_correct_clicked(self) -> None:
        """How the file is read may be wrong."""
        ReadingDialog(self.context, self).open()

    @Slot(float, float)
    def on_split_dragged(self, validation: float, test: float) -> None:
        """Other shares: split anew."""
        self.context.draft.set_many({"data.validation": validation, "data.test": test})

    @Slot(str)
    def on_split_chosen(self, split: str) -> None:
        """Another split's examples and counts."""
        self._split = split
        self._show_split()

    @Slot(object)
    def on_progressed(self, progress: CallProgress) -> None:
        """How far the reading is."""
        self._bar_busy.setRange(0, 0 if progress.fraction is None else 1000)
        self._bar_busy.setValue(round(1000 * (progress.fraction or 0)))
        if progress.code:
            self._busy_text.setText(self.context.language.words.say(progress.code, progress.values))

    @Slot()
    def on_problems_changed(self) -> None:
        """The health list and the banner say what is wrong now."""
        draft = self.context.draft
        problems = draft.problems
        self.health.show_problems(problems)
        self.show_problems(problems if draft.inspection is None and not draft.is_inspecting else [])
        self.primary.setEnabled(draft.is_ready)

    @Slot()
    def on_inspection_changed(self) -> None:
        """Data came, went, or are being read."""
        draft = self.context.draft
        inspection = draft.inspection
        names = [Path(file).name for file in _list_files(draft.get("data.train"))]
        if draft.is_inspecting and inspection is None:
            self._busy_text.setText(self.tr("Reading {file}").format(file=", ".join(names[:2])))
            self._stack.setCurrentIndex(1)
        elif inspection is None:
            self._stack.setCurrentIndex(0)
        else:
            self._show_loaded(inspection, names)
            self._stack.setCurrentIndex(2)
        self._other.setVisible(inspection is not None)
        self.on_problems_changed()

    def _show_loaded(self, inspection: Inspection, names: list[str]) -> None:
        words, locale = self.context.language.words, self.context.language.locale
        self._name.setText(", ".join(names[:3]) + (" …" if len(names) > 3 else ""))
        file = inspection.files[0] if inspection.files else None
        facts = [
            words.say("data-examples", {"count": inspection.examples, "shown": locale.toString(inspection.examples)}),
            words.say(f"data-kinds-{inspection.task}", {"count": len(inspection.labels)}),
            words.say(f"language-{inspection.language}") if inspection.language else "",
            words.say("data-read_as", {"format": words.say(f"format-{file.format}")}) if file else "",
            file.encoding.upper() if file else "",
            inspection.scheme if inspection.scheme not in ("none", "") else "",
        ]
        self._facts.setText(" · ".join(fact for fact in facts if fact))
        draft = self.context.draft
        movable = not any(isinstance(draft.get(f"data.{split}"), str) for split in SPLITS[1:])
        self.splits.show_sizes(inspection.splits, movable)
        self._split = self._split if self._split in inspection.tables else "train"
        self.segments.choose(self._split)
        self._show_split()

    def _show_split(self) -> None:
        inspection = self.context.draft.inspection
        if inspection is None:
            return
        counts = dict.fromkeys(inspection.labels, 0) | inspection.sizes.get(self._split, {})
        self.bars.show_counts(counts)
        path = inspection.tables.get(self._split)
        if path is None:
            self.examples.show_table(None)
            return
        worker = TableWorker(Path(path), parent=self)
        worker.opened.connect(self.on_table_opened)
        worker.failed.connect(self.show_problems)
        worker.finished.connect(self.on_worker_finished)
        self._opening.append(worker)
        worker.start()

    @Slot(object, object)
    def on_table_opened(self, table: Table, columns: object) -> None:
        """The examples of the chosen split are here, unless another one was chosen meanwhile."""
        inspection = self.context.draft.inspection
        if inspection and inspection.tables.get(self._split) == str(table.path):
            self.examples.show_table(table)
            self.list.show_model(self.examples, sorted(inspection.labels))

    @Slot()
    def on_worker_finished(self) -> None:
        """A thread has ended."""
        for worker in [worker for worker in self._opening if worker.isFinished()]:
            self._opening.remove(worker)
            worker.deleteLater()

    def _make_empty(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.drop_zone.setMinimumHeight(260)
        self._teach = mark(QLabel(), "muted")
        self._example = mark(QLabel(), "code")
        self._example.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.drop_zone, 1)
        column.addWidget(self._teach)
        column.addWidget(self._example)
        column.addStretch(1)
        return part

    def _make_busy(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        self._busy_text = mark(QLabel(), "lead")
        self._busy_text.setTextFormat(Qt.TextFormat.PlainText)
        self._bar_busy = QProgressBar()
        self._bar_busy.setTextVisible(False)
        self._bar_busy.setRange(0, 0)
        self._bar_busy.setMaximumWidth(420)
        self._cancel = QPushButton()
        self._cancel.clicked.connect(self.on_cancel_clicked)
        column.addStretch(1)
        for widget in (self._busy_text, self._bar_busy, self._cancel):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        self._bar_busy.setFixedWidth(420)
        column.addStretch(2)
        return part

    def _make_loaded(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._make_strip())
        column.addWidget(self.splits)
        body = QHBoxLayout()
        body.setSpacing(24)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.segments)
        left.addWidget(self.list, 1)
        side = QWidget()
        side.setFixedWidth(SIDE_WIDTH)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        self._labels_heading, self._health_heading = mark(QLabel(), "heading"), mark(QLabel(), "heading")
        right.addWidget(self._labels_heading)
        right.addWidget(self.bars, 1)
        right.addSpacing(8)
        right.addWidget(self._health_heading)
        right.addWidget(self.health, 1)
        body.addLayout(left, 1)
        body.addWidget(side)
        column.addLayout(body, 1)
        return part

    def _make_strip(self) -> QWidget:
        strip = Card()
        strip.column.setContentsMargins(16, 12, 8, 12)
        row = QHBoxLayout()
        row.setSpacing(12)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        self._name, self._facts = mark(QLabel(), "strong"), mark(QLabel(), "muted")
        for label in (self._name, self._facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            lines.addWidget(label)
        self._correct = mark(QPushButton(), "quiet")
        self._correct.setIcon(self.context.theme.icon("pencil", "muted"))
        self._correct.clicked.connect(self.on_correct_clicked)
        row.addLayout(lines, 1)
        row.addWidget(self._correct, 0, Qt.AlignmentFlag.AlignTop)
        strip.column.addLayout(row)
        return strip


def _list_files(train: object) -> list[str]:
    return [train] if isinstance(train, str) else list(train) if isinstance(train, list) else []
