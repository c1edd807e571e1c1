"""Try: type or paste a text and see what the model makes of it; or label a whole file."""

from __future__ import annotations

import random
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from studio.contract.calls import Predict, Prediction, Predictions
from studio.contract.events import RunState
from studio.contract.table import Table
from studio.ui.context import Context
from studio.ui.pages.page import Page
from studio.ui.theme.theme import mark
from studio.ui.widgets.card import Card
from studio.ui.widgets.file_labeller import FileLabeller
from studio.ui.widgets.probabilities import ProbabilityBars
from studio.ui.widgets.spans import SpanView, mark_spans
from studio.ui.workers.call_worker import CallHandle
from studio.ui.workers.table_worker import TableWorker

SETTLE_MILLISECONDS = 250
EXAMPLES = 3
LONGEST_EXAMPLE = 160


class TryPage(Page):
    """Uses the run it was asked to use, else the newest finished one of the project."""

    id = "try_it"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._run: Path | None = None
        self._handle: CallHandle | None = None
        self._reader: TableWorker | None = None
        self.input = QPlainTextEdit()
        self.input.setTabChangesFocus(True)
        self.input.textChanged.connect(self.on_text_changed)
        self.spans = SpanView(context.theme, "lead")
        self.bars = ProbabilityBars(context.theme, context.language)
        self.labeller = FileLabeller(context)
        self.labeller.failed.connect(self.show_problems)
        self._examples = [mark(QPushButton(), "quiet") for _ in range(EXAMPLES)]
        for button in self._examples:
            button.clicked.connect(self.on_example_clicked)
            button.hide()
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MILLISECONDS)
        self._timer.timeout.connect(self.on_settled)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_empty())
        self._stack.addWidget(self._make_trial())
        self.content.addWidget(self._stack)
        context.library.loaded.connect(self.on_library_loaded)

    def retranslate(self) -> None:
        """Every text of the page."""
        self.set_heading(self.tr("Try"), self.tr("Type a text and see at once what the model makes of it"))
        self._nothing.setText(self.tr("No model to try yet"))
        self._hint.setText(self.tr("Train one first. Also a run you stopped can be tried."))
        self._to_train.setText(self.tr("Go to Train"))
        self.input.setPlaceholderText(self.tr("Type or paste a text here"))
        self.input.setAccessibleName(self.input.placeholderText())
        self._examples_name.setText(self.tr("From your data:"))
        self._say_model()

    def on_shown(self) -> None:
        """Without a wish: the newest finished run of the open project."""
        self.on_library_loaded()

    def open_run(self, run_id: str) -> None:
        """Uses the model of one run."""
        self._use(self.context.library.library.run(run_id).path)

    @Slot()
    def on_library_loaded(self) -> None:
        """A run may have finished."""
        project = self.context.draft.project
        if self._run is None and project is not None and self.isVisible():
            finished = (RunState.DONE, RunState.STOPPED)
            runs = [r for r in self.context.library.records if r.project == project.id and r.state in finished]
            if runs:
                self._use(Path(runs[0].path))
        self._say_model()

    @Slot()
    def on_text_changed(self) -> None:
        """Asked a moment after the last key."""
        self._timer.start()

    @Slot()
    def on_settled(self) -> None:
        """What does the model make of it?"""
        text = self.input.toPlainText()
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if self._run is None or not text.strip():
            self._show_nothing()
            return
        self._handle = self.context.calls.ask(Predict(run=str(self._run), texts=[text]))
        self._handle.answered.connect(self.on_predicted)
        self._handle.failed.connect(self.show_problems)
        self._handle.ended.connect(self.on_ended)
        if self.spans.isHidden() and self.bars.isHidden():
            self._state.setText(self.tr("Loading the model. The first answer takes a few seconds."))

    @Slot(object)
    def on_predicted(self, answer: Predictions) -> None:
        """The answer, unless the text changed meanwhile."""
        if self.sender() is self._handle:
            self.show_problems([])
            self._show(answer.predictions[0])

    @Slot()
    def on_ended(self) -> None:
        """The question has ended."""
        if self.sender() is self._handle:
            self._handle = None

    @Slot()
    def on_example_clicked(self) -> None:
        """One of the texts the model was judged on."""
        button = self.sender()
        if isinstance(button, QPushButton):
            self.input.setPlainText(str(button.property("text_to_try")))

    @Slot(object, object)
    def on_examples_read(self, table: Table, columns: dict[str, list[str]]) -> None:
        """Three texts of the data to click on."""
        texts = [text for text in columns["text"] if 20 <= len(text) <= LONGEST_EXAMPLE] or columns["text"]
        chosen = random.Random(len(texts)).sample(texts, min(EXAMPLES, len(texts)))
        for button, text in zip(self._examples, chosen, strict=False):
            flat = " ".join(text.split())
            button.setText(flat[:28] + ("…" if len(flat) > 28 else ""))
            button.setToolTip("")
            button.setAccessibleName(flat)
            button.setProperty("text_to_try", text)
            button.show()
        self._examples_name.setVisible(bool(chosen))

    def _use(self, run: Path) -> None:
        if run == self._run:
            return
        self._run = run
        self.labeller.use_run(run)
        self._stack.setCurrentIndex(1)
        self._say_model()
        if (run / "predictions.parquet").is_file() and (self._reader is None or self._reader.isFinished()):
            self._reader = TableWorker(run / "predictions.parquet", ["text"], self)
            self._reader.opened.connect(self.on_examples_read)
            self._reader.start()
        self.on_settled()

    def _show(self, prediction: Prediction) -> None:
        language = self.context.language
        entities = not prediction.labels
        self.spans.setVisible(entities)
        self.bars.setVisible(not entities)
        if entities:
            spans = [(span.start, span.end, span.label) for span in prediction.spans]
            notes = [language.say_share(span.probability) for span in prediction.spans]
            labels = sorted({span.label for span in prediction.spans})
            self.spans.show_pieces(mark_spans(prediction.text, spans, notes), labels)
            self._state.setText("" if spans else self.tr("Nothing found in this text."))
        else:
            self.bars.show_labels(prediction.labels)
            sure = prediction.labels[0][1] >= 0.5
            self._state.setText("" if sure else self.tr("The model is not sure about this text."))
        if prediction.cut:
            self._state.setText(language.words.say("try-cut", {"count": prediction.cut}))
        self._state.setVisible(bool(self._state.text()))

    def _show_nothing(self) -> None:
        self.spans.hide()
        self.bars.hide()
        self._state.setText(self.tr("The answer appears here as you type."))
        self._state.show()

    def _say_model(self) -> None:
        record = self.context.library.find(self._run.name) if self._run else None
        if record is None:
            self.advice.set_notes([])
            return
        used = self.tr("“{title}” of {date}").format(
            title=record.title, date=self.context.language.say_moment(record.created)
        )
        notes = [(self.tr("The model in use"), used)]
        notes.append((self.tr("How sure?"), self.tr("The percentages say how sure the model is, not how right it is.")))
        notes.append((self.tr("Private"), self.tr("Your text stays on this computer.")))
        self.advice.set_notes(notes)

    def _make_empty(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setSpacing(12)
        self._nothing, self._hint = mark(QLabel(), "heading"), mark(QLabel(), "muted")
        self._to_train = QPushButton()
        self._to_train.clicked.connect(lambda: self.go.emit("train"))
        column.addStretch(1)
        for widget in (self._nothing, self._hint, self._to_train):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return part

    def _make_trial(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        examples = QHBoxLayout()
        examples.setSpacing(4)
        self._examples_name = mark(QLabel(), "small")
        self._examples_name.hide()
        examples.addWidget(self._examples_name)
        for button in self._examples:
            examples.addWidget(button)
        examples.addStretch(1)
        self._state = mark(QLabel(), "muted")
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._state.setWordWrap(True)
        answer = Card()
        answer.setMinimumHeight(160)
        for widget in (self.spans, self.bars, self._state):
            answer.column.addWidget(widget)
        answer.column.addStretch(1)
        self.input.setMinimumHeight(120)
        column.addWidget(self.input, 2)
        column.addLayout(examples)
        column.addWidget(answer, 3)
        column.addWidget(self.labeller)
        self._show_nothing()
        return part
