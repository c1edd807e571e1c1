"""What a run is asked to do while it works: requests.jsonl, looked at after each small piece of work."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator

from studio.contract.attempts.telling import tell
from studio.contract.events import Event, RunState, State
from studio.contract.run import Request, RunFolder

PAUSE_SECONDS = 0.1
"""How often a paused run looks whether it may go on."""


class Mailbox:
    """The requests for one attempt. A look costs one file size (microseconds) until there is something new."""

    def __init__(self, run: RunFolder, attempt: int) -> None:
        self.run = run
        self.attempt = attempt
        self.stopped = False
        self._path = run.path / "requests.jsonl"
        self._size = 0
        self._asked: list[Request] = []
        self._taken: set[str] = set()

    def obey(self, state: RunState, save: Callable[[], Iterator[Event]] | None = None) -> Generator[Event, None, bool]:
        """Does what is newly asked and acknowledges it; True once a stop is asked for.

        ``state`` is what the run is in and returns to after a pause; ``save`` writes a checkpoint where there is
        something to save.
        """
        paused = False
        while True:
            for request in self._take_new():
                self.stopped = self.stopped or request.kind == "stop"
                yield tell("run.request_taken", id=request.id, kind=request.kind)
                if request.kind == "save_now" and save:
                    yield from save()
                    yield tell("run.saved")
                if request.kind in ("pause", "resume") and paused != (request.kind == "pause"):
                    paused = not paused
                    yield State(state=RunState.PAUSED if paused else state, attempt=self.attempt)
            if self.stopped or not paused:
                return self.stopped
            time.sleep(PAUSE_SECONDS)

    def is_stop_waiting(self) -> bool:
        """Whether a stop is asked for; leaves it to :meth:`obey` to take it."""
        return any(request.kind == "stop" for request in self._find_new())

    def _take_new(self) -> list[Request]:
        new = self._find_new()
        self._taken.update(request.id for request in new)
        return new

    def _find_new(self) -> list[Request]:
        try:
            size = self._path.stat().st_size
        except FileNotFoundError:
            return []
        if size != self._size:
            self._size = size
            self._asked = [request for request in self.run.requests() if request.for_attempt == self.attempt]
        return [request for request in self._asked if request.id not in self._taken]
