"""Try: type or paste a text and see what the model makes of it; or label a whole file."""

from __future__ import annotations

import random
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from studio.contract.calls import Predict, Prediction, Predictions
from studio.contract.table import Table
from studio.ui.context import Context
from studio.ui.pages.page import Page
from studio.ui.result import Result
from studio.ui.theme.theme import mark
from studio.ui.widgets.card import Card
from studio.ui.widgets.results.example_button import ExampleButton
from studio.ui.widgets.results.file_labeller import FileLabeller
from studio.ui.widgets.results.nothing import Nothing
from studio.ui.widgets.results.probabilities import ProbabilityBars
from studio.ui.widgets.spans import SpanView, mark_spans
from studio.ui.workers.call_worker import CallHandle

SETTLE_MILLISECONDS = 250
EXAMPLES = 3
LONGEST_EXAMPLE = 160
READ = 500


class TryPage(Page):
    """Uses the run it was asked to use, else the newest finished one of the project."""

    id = "try_it"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._run: Path | None = None
        self._handle: CallHandle | None = None
        self._answer: Prediction | None = None
        self.input = QPlainTextEdit()
        self.input.setTabChangesFocus(True)
        self.input.textChanged.connect(self.on_text_changed)
        self.spans = SpanView(context.theme, "lead")
        self.bars = ProbabilityBars(context.theme, context.language)
        self.labeller = FileLabeller(context)
        self.labeller.failed.connect(self.show_problems)
        self.examples = [ExampleButton() for _ in range(EXAMPLES)]
        for button in self.examples:
            button.clicked.connect(self.on_example_clicked)
            button.hide()
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MILLISECONDS)
        self._timer.timeout.connect(self.on_settled)
        self.nothing = Nothing(context.theme, "try")
        self.nothing.way.clicked.connect(self.on_way_clicked)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self._make_trial())
        self.content.addWidget(self._stack)
        self.result = Result(context, self)
        self.result.changed.connect(self.on_result_changed)
        self._reading = context.chores.make(self._read_texts)
        self._reading.done.connect(self.on_texts_read)
        self._reading.failed.connect(self.show_problems)
        context.library.loaded.connect(self.on_library_loaded)

    def retranslate(self) -> None:
        """Every text of the page."""
        self.set_heading(self.tr("Try"), self.tr("Type a text and see at once what the model makes of it"))
        self.nothing.set_texts(
            self.tr("No model to try yet"),
            self.tr("Train one first. Also a run you stopped can be tried."),
            self.tr("Go to Train"),
        )
        self.input.setPlaceholderText(self.tr("Type or paste a text here"))
        self.input.setAccessibleName(self.input.placeholderText())
        self._examples_name.setText(self.tr("From your data:"))
        self._say_model()
        self._say_state()

    def on_shown(self) -> None:
        """As it is now."""
        self.result.on_changed()

    def open_run(self, run_id: str) -> None:
        """Uses the model of one run."""
        self.result.choose(run_id)

    @Slot(str)
    def on_result_changed(self, run_id: str) -> None:
        """Another model, or none."""
        self._run = self.context.library.library.run(run_id).path if run_id else None
        self._stack.setCurrentIndex(1 if run_id else 0)
        self.labeller.use_run(self._run)
        for button in self.examples:
            button.hide()
        self._examples_name.hide()
        self._say_model()
        self._reading.ask()
        self._timer.start()

    @Slot()
    def on_library_loaded(self) -> None:
        """The run may have another title."""
        self._say_model()

    @Slot()
    def on_way_clicked(self) -> None:
        """To a model by way of a training."""
        self.go.emit("train")

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
            self._show(None)
            return
        self._handle = self.context.calls.ask(Predict(run=str(self._run), texts=[text]))
        self._handle.answered.connect(self.on_predicted)
        self._handle.failed.connect(self.show_problems)
        self._handle.ended.connect(self.on_ended)
        self._say_state()

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
            self._say_state()

    @Slot()
    def on_example_clicked(self) -> None:
        """One of the texts the model was judged on."""
        button = self.sender()
        assert isinstance(button, ExampleButton)
        self.input.setPlainText(button.example)
        self._timer.stop()
        self.on_settled()

    @Slot(object)
    def on_texts_read(self, read: tuple[Path | None, list[str]]) -> None:
        """Three of them to click on."""
        run, texts = read
        if run != self._run:
            return
        for button, text in zip(self.examples, texts, strict=False):
            button.show_example(text)
            button.show()
        self._examples_name.setVisible(bool(texts))

    def _read_texts(self) -> tuple[Path | None, list[str]]:
        """In a thread: the run, and texts of a length one reads at a glance."""
        run = self._run
        path = run / "predictions.parquet" if run else None
        if path is None or not path.is_file():
            return run, []
        texts = list(dict.fromkeys(row["text"] for row in Table(path).rows(0, READ, ["text"])))
        short = [text for text in texts if 20 <= len(text) <= LONGEST_EXAMPLE] or texts
        return run, random.Random(len(short)).sample(short, min(EXAMPLES, len(short)))

    def _show(self, prediction: Prediction | None) -> None:
        self._answer = prediction
        entities = prediction is not None and not prediction.labels
        self.spans.setVisible(entities)
        self.bars.setVisible(prediction is not None and not entities)
        if prediction is not None and entities:
            spans = [(span.start, span.end, span.label) for span in prediction.spans]
            notes = [self.context.language.say_share(span.probability) for span in prediction.spans]
            labels = sorted({span.label for span in prediction.spans})
            self.spans.show_pieces(mark_spans(prediction.text, spans, notes), labels)
        elif prediction is not None:
            self.bars.show_labels(prediction.labels, prediction.chosen)
        self._say_state()

    def _say_state(self) -> None:
        answer = self._answer
        if answer is None:
            said = self.tr("The answer appears here as you type.")
            if self._handle is not None:
                said = self.tr("Loading the model. The first answer takes a few seconds.")
        elif answer.cut:
            said = self.context.language.words.say("try-cut", {"count": answer.cut})
        elif answer.chosen == [] or (not answer.labels and not answer.spans):
            said = self.tr("Nothing found in this text.")
        elif answer.chosen is None and answer.labels and answer.labels[0][1] < 0.5:
            said = self.tr("The model is not sure about this text.")
        else:
            said = ""
        self._state.setText(said)
        self._state.setVisible(bool(said))

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

    def _make_trial(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        examples = QHBoxLayout()
        examples.setSpacing(8)
        self._examples_name = mark(QLabel(), "small")
        self._examples_name.hide()
        examples.addWidget(self._examples_name)
        for button in self.examples:
            examples.addWidget(button, 1)
        examples.addStretch()
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
        self._show(None)
        return part
