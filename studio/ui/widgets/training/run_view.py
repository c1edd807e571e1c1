"""A run as it goes: what is happening in words, four figures, the curves, and at the end the verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from studio.contract.attempts.evidence import explain_loss
from studio.contract.events import Done, Error, Event, Metric, Notice, Progress, Resource, RunState, State
from studio.contract.problems import Problem
from studio.contract.report import Report, Sentence
from studio.contract.run import RequestKind
from studio.ui.alerts import make_problem
from studio.ui.context import Context
from studio.ui.frame.banner import Banner
from studio.ui.theme.theme import mark
from studio.ui.widgets.figure_tile import FigureTile
from studio.ui.widgets.queue_bar import QueueBar
from studio.ui.widgets.training.ending import Ending
from studio.ui.widgets.training.guide_link import GuideLink
from studio.ui.widgets.training.plot import LivePlot
from studio.ui.workers.run_worker import RunWorker

WAITS = "run.waits"
FIGURES = ("loss", "micro_f1", "learning_rate", "samples_per_second", "memory")
FULL, FREE, WENT_BACK, NOT_EXACT = "run.disk_full", "run.disk_free", "run.went_back", "run.not_exact"
RECENT = 8


class RunView(QWidget):
    """``show_run`` follows a worker; ``moved`` says that its state changed."""

    moved = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.worker: RunWorker | None = None
        self._progress: Progress | None = None
        self._notice: Notice | None = None
        self._losses: list[float] = []
        self._begun = False
        self._verdict: Sentence | None = None
        self._reader = context.chores.make(self._read_verdict)
        self._reader.done.connect(self.on_verdict_read)
        self._reader.failed.connect(self.on_failed)
        self._headline, self._now = mark(QLabel(), "title"), mark(QLabel(), "muted")
        for label in (self._headline, self._now):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self.banner, self.guide = Banner(context.theme), GuideLink(context)
        self.banner.add_link(self.guide)
        self._shown: list[Problem] = []
        self.banner.dismissed.connect(lambda: self._shown.clear())
        self.ending = Ending(context.chores, self)
        self.ending.changed.connect(self._say)
        self.ending.changed.connect(self.moved)
        self.ending.failed.connect(self.on_failed)
        self.queue_bar = QueueBar(context.queue, context.actions)
        self.queue_bar.buttons["queue.cancel"].hide()  # Stop does that here
        self.queue_bar.failed.connect(self.on_failed)
        self.plot = LivePlot(context.theme, context.language)
        self._tiles = {name: FigureTile() for name in FIGURES}
        tiles = QHBoxLayout()
        tiles.setSpacing(24)
        for tile in self._tiles.values():
            tiles.addWidget(tile)
        tiles.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._headline, self._now, self.queue_bar, self._bar, self.banner):
            column.addWidget(widget)
        column.addLayout(tiles)
        column.addWidget(self.plot, 100)
        column.addStretch(1)
        self._retranslate()

    @property
    def state(self) -> RunState:
        """The state of the run that is shown."""
        return self.worker.state if self.worker else RunState.CREATED

    @property
    def has_result(self) -> bool:
        """Whether it came to something: one that was taken out of the queue is stopped and never began."""
        return self.state in (RunState.DONE, RunState.STOPPED) and self._begun

    def ask(self, kind: RequestKind) -> None:
        """Asks the run that is shown for something."""
        if self.worker is not None:
            self.worker.ask(kind)
            self.ending.on_moved()

    def show_run(self, worker: RunWorker) -> None:
        """Everything so far, then what comes."""
        if self.worker is worker:
            return
        if self.worker is not None:
            self.worker.arrived.disconnect(self.on_arrived)
            self.worker.ended.disconnect(self.on_ended)
            self.worker.failed.disconnect(self.on_failed)
        self.worker = worker
        self._progress, self._notice, self._losses, self._verdict, self._begun = None, None, [], None, False
        self.plot.clear()
        self._complain([])
        for tile in self._tiles.values():
            tile.show_value("")
        self._take(worker.events)
        worker.arrived.connect(self.on_arrived)
        worker.ended.connect(self.on_ended)
        worker.failed.connect(self.on_failed)
        if worker.state.is_final:
            self.on_ended(worker.state)
        self.ending.follow(worker)
        self._say()

    @Slot(object)
    def on_arrived(self, events: list[Event]) -> None:
        """Once for each wake-up of the worker."""
        self._take(events)
        self._say()

    @Slot(object)
    def on_ended(self, state: RunState) -> None:
        """The attempt is over: what came of it is read; a lost one is explained by what is known."""
        if state is RunState.LOST and self.worker:
            ended = Problem(code="run.ended_now", level="look") if self.ending.was_used_on(self.worker) else None
            self._complain([ended or explain_loss(self.worker.folder)])
        if state in (RunState.DONE, RunState.STOPPED):
            self._reader.ask()
        self._say()
        self.moved.emit()

    @Slot(object)
    def on_verdict_read(self, read: tuple[RunWorker, Sentence] | None) -> None:
        """The first sentence of the report, unless another run is shown by now."""
        if read is not None and read[0] is self.worker:
            self._verdict = read[1]
            self._say()

    @Slot(object)
    def on_failed(self, problems: object) -> None:
        """The keeper did not start, or what was asked of the run was refused."""
        assert isinstance(problems, list)
        self._complain(problems)
        self.moved.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """In front: the actions of the queue are about this run."""
        super().showEvent(event)
        self._attend()

    def hideEvent(self, event: QHideEvent) -> None:
        """Something else is in front."""
        super().hideEvent(event)
        self._context.queue.leave(self)

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._say()
        super().changeEvent(event)

    def _take(self, events: Sequence[Event]) -> None:
        self.plot.add(events)
        moved = False
        for event in events:
            if isinstance(event, Progress):
                self._progress = event
            elif isinstance(event, Metric):
                self._show_metric(event)
            elif isinstance(event, Resource):
                memory = event.gpu_memory or event.memory
                self._tiles["memory"].show_value(self._context.language.say_size(memory) if memory else "")
            elif isinstance(event, Notice):
                if event.level != "warning":
                    self._notice = event
                else:
                    self._complain(put_on_top(make_problem(event), self._shown))
                if event.code == FREE:
                    self._complain([one for one in self._shown if one.code != FULL])
            elif isinstance(event, Error):
                self._complain([make_problem(event)])
            elif isinstance(event, Done):
                self.plot.flag_best(event.best_step)
            elif isinstance(event, State):
                moved = True
                if event.state is RunState.QUEUED:
                    self._notice = None
                elif event.state is RunState.PREPARING:
                    self._begun, self._losses = True, []
                    self._complain([])
        if moved:
            self.moved.emit()

    def _complain(self, problems: Sequence[Problem]) -> None:
        """What is wrong with the run; the guide is near where it tells more of that."""
        self._shown = list(problems)
        self._context.alerts.show_on_page(self.banner, problems)
        self.guide.setVisible(any(one.level == "stop" or one.code in (FULL, WENT_BACK) for one in problems))

    def _show_metric(self, event: Metric) -> None:
        language = self._context.language
        loss = event.values.get("loss")
        if event.split == "train" and loss is not None:
            self._tiles["loss"].show_value(language.locale.toString(loss, "f", 3) if math.isfinite(loss) else "NaN")
            self._losses = [*self._losses[-RECENT * 4 :], loss]
            if (rate := event.values.get("learning_rate")) is not None:
                self._tiles["learning_rate"].show_value(f"{rate:.1e}".replace("e-0", "e-"))
        score = event.values.get("micro_f1")
        if event.split == "validation" and score is not None:
            self._tiles["micro_f1"].show_value(language.say_figure(score))

    def _say(self) -> None:
        words, language, state = self._context.language.words, self._context.language, self.state
        progress, is_queued = self._progress, state is RunState.QUEUED
        place = find_place(self._notice) if is_queued else 0
        parts = [words.say("queue-place", {"place": place}) if place else words.say(f"state-{state}")]
        live = state in (RunState.TRAINING, RunState.EVALUATING) and progress is not None
        if live and progress is not None:
            epochs = progress.total_steps / (progress.step / progress.epoch) if progress.step and progress.epoch else 0
            epoch = min(int(progress.epoch) + 1, max(1, round(epochs)))
            parts = [self.tr("Epoch {epoch} of {epochs}").format(epoch=epoch, epochs=max(1, round(epochs)))]
            parts.append(self._judge_learning())
            if progress.seconds_left is not None:
                left = language.say_duration(progress.seconds_left)
                parts.append(self.tr("about {time} left").format(time=left))
        self._headline.setText(" · ".join(part for part in parts if part))
        if progress is not None:
            self._bar.setValue(round(1000 * progress.step / max(1, progress.total_steps)))
            speed = progress.samples_per_second
            self._tiles["samples_per_second"].show_value(language.locale.toString(round(speed)) if speed else "")
        if state is RunState.DONE:
            self._bar.setValue(1000)
        now = words.say(f"state-{state}", part="now")
        if self._notice is not None and (live or place):
            now = words.say(self._notice.code, self._notice.values)
        if self.ending.is_offered and state is not RunState.STOPPING:
            now = self.tr("It was asked to stop and has not answered yet")
        if self._verdict is not None:
            now = words.say(self._verdict.code, self._verdict.values)
        self.plot.setVisible(bool(self.plot.curves.names) or not state.is_final)
        self.queue_bar.text.setText(now)
        now = "" if is_queued else now
        self._now.setText(now)
        self._now.setVisible(bool(now))
        self.queue_bar.setVisible(is_queued)
        self._attend()

    def _attend(self) -> None:
        queue = self._context.queue
        if self.worker is not None and self.isVisible() and self.state is RunState.QUEUED:
            queue.attend(self, str(self.worker.folder.path))
        else:
            queue.leave(self)

    def _read_verdict(self) -> tuple[RunWorker, Sentence] | None:
        """In a thread: the sentence that says how good the model is, where there is a report."""
        worker = self.worker
        path = worker.folder.path / "report.json" if worker else None
        if worker is None or path is None or not path.exists():
            return None
        sentences = Report.read(path).sentences
        return (worker, sentences[0]) if sentences else None

    def _judge_learning(self) -> str:
        """Falling, level or rising loss over the last points, in words; none where it has only just gone on."""
        finite = [loss for loss in self._losses if math.isfinite(loss)]
        if len(finite) < 2 * RECENT:
            return self.tr("just begun") if self._progress is None or self._progress.epoch < 1 else ""
        early, late = sum(finite[:RECENT]) / RECENT, sum(finite[-RECENT:]) / RECENT
        if late < 0.97 * early:
            return self.tr("learning well")
        return self.tr("hardly changing any more") if late < 1.1 * early else self.tr("getting worse at the moment")

    def _retranslate(self) -> None:
        say = self._context.language.words.say
        for name, tile in self._tiles.items():
            tile.set_name(say(f"tile-{name}"), say(f"tile-{name}", part="help"))


def put_on_top(warning: Problem, shown: Sequence[Problem]) -> list[Problem]:
    """A warning over those that the run gave before; it takes the place of one of its kind, but for another reason."""
    kept = (one for one in shown if one.code.startswith("run."))
    return [warning, *(one for one in kept if one.code == NOT_EXACT or one.code != warning.code)]


def find_place(notice: Notice | None) -> int:
    """The place in the queue that a run has told; 0 where it told none."""
    return int(notice.values.get("count", 0)) if notice is not None and notice.code == WAITS else 0
