"""One run seen from the window: starts its keeper, follows its events, passes on requests."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QThread, Signal, Slot

from studio.contract.attempts.evidence import wait_for_exit
from studio.contract.attempts.launching import start_keeper
from studio.contract.attempts.ownership import is_kept
from studio.contract.events import Event, RunState, State
from studio.contract.problems import Problem, StudioError
from studio.contract.run import RequestKind, RunFolder

WAKE_UP_SECONDS = 0.05
LOOK_SECONDS = 2.0
KEEPER_SECONDS = 10.0


class RunWorker(QThread):
    """Follows from the first event until the run ends, is lost, or ``close()``.

    ``arrived`` carries one list of events per wake-up, ``ended`` the RunState the attempt ended in; ``moved``
    says that ``state`` changed, with the run's id; ``failed`` carries the Problems of a keeper that did not
    start. ``events`` is all that arrived: who comes late reads it, then connects, both on the GUI thread.
    """

    arrived = Signal(object)
    moved = Signal(str)
    _read = Signal(object)
    _concluded = Signal(object)
    _refused = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, folder: RunFolder, *, launch: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.events: list[Event] = []
        self.state = RunState.CREATED
        self._launch = launch
        self._closed = threading.Event()
        self._read.connect(self.on_read)
        self._concluded.connect(self.on_concluded)
        self._refused.connect(self.on_refused)

    @property
    def is_live(self) -> bool:
        """Whether an attempt goes on or is about to begin."""
        return not self.state.is_final and (self._launch or self.state is not RunState.CREATED)

    @property
    def id(self) -> str:
        """The run's id."""
        return self.folder.path.name

    def ask(self, kind: RequestKind) -> None:
        """Asks the run to stop, pause, resume or save now."""
        self.folder.ask(kind)

    def close(self) -> None:
        """Lets go of the run, which goes on; returns when the thread has ended."""
        self._closed.set()
        self.wait()

    @Slot(object)
    def on_read(self, events: list[Event]) -> None:
        """The thread read something: from here on, on the GUI thread, it has arrived."""
        self.events += events
        states = [event.state for event in events if isinstance(event, State)]
        if states:
            self._move(states[-1])
        self.arrived.emit(events)

    @Slot(object)
    def on_concluded(self, state: RunState) -> None:
        """The thread saw that no attempt goes on."""
        self._move(state)
        self.ended.emit(state)

    @Slot(object)
    def on_refused(self, problems: list[Problem]) -> None:
        """The keeper did not start: nothing goes on."""
        self._launch = False
        self.moved.emit(self.id)
        self.failed.emit(problems)

    def _move(self, state: RunState) -> None:
        if state is not self.state:
            self.state = state
            self.moved.emit(self.id)

    def run(self) -> None:
        """The thread: start, then follow."""
        known = len(self.folder.events()) if self._launch else 0
        if self._launch and not self._start_keeper():
            return
        follower = self.folder.follow()
        seen, quiet, state = 0, 0.0, RunState.CREATED
        while not self._closed.is_set():
            events = follower.read_new()
            if events:
                self._read.emit(events)
                state = next((e.state for e in reversed(events) if isinstance(e, State)), state)
            seen += len(events)
            quiet = 0.0 if events else quiet + WAKE_UP_SECONDS
            if quiet > LOOK_SECONDS:
                quiet = 0.0
                state = self.folder.state()
            if seen > known and state.is_final:
                if state is RunState.LOST:
                    wait_for_exit(self.folder)
                self._concluded.emit(state)
                return
            self._closed.wait(WAKE_UP_SECONDS)

    def _start_keeper(self) -> bool:
        """The keeper of an attempt that has just ended may still be writing how it ended: waits for that."""
        waited = 0.0
        while is_kept(self.folder.path) and self.folder.state().is_final and waited < KEEPER_SECONDS:
            waited += WAKE_UP_SECONDS
            self._closed.wait(WAKE_UP_SECONDS)
        try:
            start_keeper(self.folder)
        except StudioError as error:
            self._refused.emit(error.problems)
            return False
        return True
