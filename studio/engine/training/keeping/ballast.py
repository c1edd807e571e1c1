"""Events on a full disk: a little room is held ready, so that a run can still say why it waits."""

from __future__ import annotations

import contextlib
import time

from studio.contract.events import Event, RunState, State
from studio.contract.run import RunFolder
from studio.engine.training.keeping.room import LOOK_SECONDS, is_full, tell_full

BALLAST = ".ballast"
_BYTES = 1 << 16


class Chronicle:
    """Appends the events of one attempt, each of them, however full the disk is meanwhile."""

    def __init__(self, run: RunFolder, attempt: int) -> None:
        self._run = run
        self._attempt = attempt
        self._path = run.path / BALLAST
        self._state: RunState | None = None

    def __enter__(self) -> Chronicle:
        """Takes the room; where the disk is full already, the first event says so."""
        with contextlib.suppress(OSError):
            self._load()
        return self

    def __exit__(self, *_: object) -> None:
        """Gives the room back."""
        self._path.unlink(missing_ok=True)

    def append(self, event: Event) -> None:
        """Writes the event; where there is no room it says so with the last of it, and waits.

        Raises ``OSError`` where the disk refuses for another reason, or a stop is asked for meanwhile.
        """
        if not self._try(event):
            self._path.unlink(missing_ok=True)
            self._say(State(state=RunState.PAUSED, attempt=self._attempt))
            self._say(tell_full(self._run.path))
            while not self._try(event):
                self._wait()
            if self._state and not isinstance(event, State):
                self._say(State(state=self._state, attempt=self._attempt))
        if isinstance(event, State):
            self._state = event.state

    def _try(self, event: Event) -> bool:
        try:
            self._run.append(event)
        except OSError as error:
            if not is_full(error):
                raise
            return False
        return True

    def _say(self, event: Event) -> None:
        with contextlib.suppress(OSError):  # another program took the room that was held
            self._run.append(event)

    def _wait(self) -> None:
        """Until there is room for what was held; it is free again for what is to be written."""
        while True:
            try:
                self._load()
            except OSError as error:
                if not is_full(error) or self._is_stopped():
                    raise
                time.sleep(LOOK_SECONDS)
            else:
                return

    def _is_stopped(self) -> bool:
        return any(asked.kind == "stop" and asked.for_attempt == self._attempt for asked in self._run.requests())

    def _load(self) -> None:
        if not self._path.exists():
            try:
                self._path.write_bytes(bytes(range(256)) * (_BYTES // 256))  # some disks keep zeros for nothing
            except OSError:
                self._path.unlink(missing_ok=True)
                raise
