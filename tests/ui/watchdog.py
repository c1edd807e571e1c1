"""Names the slot that held the event loop up: a thread looks at the GUI thread's stack a hundred times a second."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass, field
from types import FrameType

LOOK_SECONDS = 0.01
LIMIT_SECONDS = 0.1
WALL_SECONDS = 2.0
STARTING_AND_ENDING = tuple(
    f" {name}"
    for name in ("Window.__init__", "Studio.__init__", "Studio.close", "Context.build", "Context.close", "Calls.close")
)


@dataclass
class Watchdog:
    """Measures what the GUI thread computes inside one slot (other programs do not count), and long waits."""

    stalls: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ended = threading.Event()
        self._watched = threading.main_thread().ident or 0
        self._clock = time.pthread_getcpuclockid(self._watched)
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the watching."""
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        known, began, began_wall = "", 0.0, 0.0
        while not self._ended.wait(LOOK_SECONDS):
            slot = _name_slot(sys._current_frames().get(self._watched))
            now, wall = time.clock_gettime(self._clock), time.monotonic()
            if not slot or slot != known:
                known, began, began_wall = slot, now, wall
            elif now - began > LIMIT_SECONDS or wall - began_wall > WALL_SECONDS:
                name = slot.split(" ", 1)[1]
                self.stalls[name] = max(self.stalls.get(name, 0.0), now - began)


def _name_slot(frame: FrameType | None) -> str:
    """The outermost function of the window that is running, with its frame's identity; "" while there is none."""
    found = ""
    while frame is not None:
        if "/studio/ui/" in frame.f_code.co_filename:
            found = f"{id(frame)} {frame.f_code.co_qualname}"
        frame = frame.f_back
    return "" if found.endswith((*STARTING_AND_ENDING, "<module>")) else found
