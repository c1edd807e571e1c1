"""Watching a run in the terminal until its attempt has ended; Ctrl+C asks it to stop."""

from __future__ import annotations

import signal
import time
from types import FrameType, TracebackType

from studio.contract.attempts.evidence import explain_loss, wait_for_exit
from studio.contract.attempts.ownership import end_owner, is_kept
from studio.contract.events import Done, Error, Event, Metric, Notice, Progress, RunState, State
from studio.contract.problems import ExitCode, Place, Problem, StudioError
from studio.contract.report import Report
from studio.contract.run import RunFolder
from studio.printing import Terminal

WAKE_UP_SECONDS = 0.1
LOOK_SECONDS = 2.0
END_SECONDS = 10.0


class Interrupts:
    """While entered, SIGINT and SIGTERM are counted instead of ending this process."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self._before = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}

    def __enter__(self) -> Interrupts:
        for name in self._before:
            signal.signal(name, self.on_signal)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name, handler in self._before.items():
            signal.signal(name, handler)

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """One more."""
        self.times.append(time.monotonic())

    def is_insisted(self) -> bool:
        """Whether the last two came within ten seconds."""
        return len(self.times) > 1 and self.times[-1] - self.times[-2] <= END_SECONDS


class Watch:
    """Says what the events of a run say, from ``from_seq`` on."""

    def __init__(self, run: RunFolder, terminal: Terminal, from_seq: int) -> None:
        self._run = run
        self._terminal = terminal
        self._follower = run.follow(from_seq)
        self._state: RunState | None = None
        self._loss: float | None = None
        self._errors: list[Problem] = []

    def wait(self) -> ExitCode:
        """Follows until the attempt has ended; the exit code it ended with."""
        with Interrupts() as interrupts:
            taken, looked = 0, time.monotonic()
            while self._state is None or not self._state.is_final:
                self._read()
                if len(interrupts.times) > taken:
                    taken = len(interrupts.times)
                    if interrupts.is_insisted():
                        return self._end()
                    self._run.ask("stop")
                    self._terminal.say("commands-stopping")
                if time.monotonic() - looked > LOOK_SECONDS:
                    looked = time.monotonic()
                    self._look()
                time.sleep(WAKE_UP_SECONDS)
            self._wait_for_keeper()
        return self._conclude()

    def _wait_for_keeper(self) -> None:
        """Its last words are part of the run folder, which is whole when the command returns."""
        deadline = time.monotonic() + END_SECONDS
        while is_kept(self._run.path) and time.monotonic() < deadline:
            time.sleep(WAKE_UP_SECONDS)

    def _read(self) -> None:
        for event in self._follower.read_new():
            self._tell(event)

    def _tell(self, event: Event) -> None:
        words, terminal = self._terminal.words, self._terminal
        if isinstance(event, State):
            if event.state is not self._state:
                terminal.say(f"state-{event.state}")
            self._state = event.state
        elif isinstance(event, Progress):
            terminal.show_progress(self._describe(event))
        elif isinstance(event, Metric) and event.split == "train":
            self._loss = event.values.get("loss", self._loss)
        elif isinstance(event, Metric):
            figures = ", ".join(f"{name} {value:.4f}" for name, value in event.values.items())
            terminal.say("commands-evaluated", step=event.step, figures=f"{event.split}: {figures}")
        elif isinstance(event, Notice):
            terminal.print(words.say(event.code, event.values) if words.knows(event.code) else event.text)
        elif isinstance(event, Error):
            place = Place.model_validate(event.place)
            self._errors.append(Problem(code=event.code, values=event.values, place=place, details=event.details))
        elif isinstance(event, Done):
            terminal.say("commands-done", time=terminal.say_time(event.seconds))

    def _describe(self, event: Progress) -> str:
        say = self._terminal.words.say
        parts = [
            say("commands-progress", {"epoch": f"{event.epoch:.1f}", "step": event.step, "total": event.total_steps})
        ]
        if self._loss is not None:
            parts.append(say("commands-loss", {"loss": f"{self._loss:.4f}"}))
        if event.samples_per_second:
            parts.append(say("commands-speed", {"speed": round(event.samples_per_second)}))
        if event.seconds_left is not None:
            parts.append(say("commands-time_left", {"time": self._terminal.say_time(event.seconds_left)}))
        return " · ".join(parts)

    def _look(self) -> None:
        """Notices the end of a run that can no longer say so itself."""
        state = self._run.state()
        if state is RunState.LOST:
            self._read()
            if self._state is None or not self._state.is_final:
                self._state = RunState.LOST
        elif state.is_waiting and not is_kept(self._run.path) and self._run.state() is state:
            self._state = RunState.LOST

    def _end(self) -> ExitCode:
        try:
            end_owner(self._run.path)
            self._terminal.say("commands-ended", folder=str(self._run.path))
        except StudioError:
            self._terminal.say("commands-not_ended")
        return ExitCode.STOPPED

    def _conclude(self) -> ExitCode:
        folder = str(self._run.path)
        if self._state is RunState.LOST:
            wait_for_exit(self._run)
            self._errors = [explain_loss(self._run)]
        if self._errors and self._state is not RunState.STOPPED:
            self._terminal.complain(self._errors)
            return StudioError(self._errors).exit_code
        if (self._run.path / "report.json").exists():
            self._print_report()
            self._terminal.say("commands-model", folder=str(self._run.path / "model"))
            self._terminal.say("commands-report_hint", folder=folder)
        if self._state is RunState.STOPPED:
            self._terminal.say("commands-stopped", folder=folder)
            return ExitCode.STOPPED
        return ExitCode.DONE if self._state is RunState.DONE else ExitCode.FAILED

    def _print_report(self) -> None:
        report = Report.read(self._run.path / "report.json")
        self._terminal.print_figures(report)
        for sentence in report.sentences:
            self._terminal.print(self._terminal.words.say(sentence.code, sentence.values))
