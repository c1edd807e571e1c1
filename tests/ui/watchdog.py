"""Names the slot that held the event loop up: a thread looks at the GUI thread's stack a hundred times a second."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

LOOK_SECONDS = 0.01
LIMIT_SECONDS = 0.1
WALL_SECONDS = 5.0
WORK_SECONDS = 0.005
"""What ``_work`` takes on the computer that the limit was set for; a slower or busier one is given more time."""

STARTING_AND_ENDING = {
    "Window.__init__", "Studio.__init__", "Studio.close", "Context.build", "Context.close", "Calls.close", "<module>"
}  # fmt: skip


@dataclass
class Watchdog:
    """Measures what the GUI thread computes inside one slot (other programs do not count), and long waits."""

    stalls: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.limit = LIMIT_SECONDS * max(1.0, _work() / WORK_SECONDS)
        self._ended = threading.Event()
        self._watched = threading.main_thread().ident or 0
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the watching."""
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        known, began, began_wall = ("", 0), 0.0, 0.0
        while not self._ended.wait(LOOK_SECONDS):
            slot = _find_slot(sys._current_frames().get(self._watched))
            now, wall = _read_clock(self._watched), time.monotonic()
            if slot != known:
                known, began, began_wall = slot, now, wall
            elif slot[0] and (now - began > self.limit or wall - began_wall > WALL_SECONDS):
                self.stalls[slot[0]] = max(self.stalls.get(slot[0], 0.0), now - began)


def _find_slot(frame: FrameType | None) -> tuple[str, int]:
    """The outermost function of the window that is running, and which call of it; "" while there is none.

    The frame itself is not kept: with it would live what a paint event must let go of.
    """
    found = ("", 0)
    while frame is not None:
        if "/studio/ui/" in Path(frame.f_code.co_filename).as_posix():
            found = (frame.f_code.co_qualname, id(frame))
        frame = frame.f_back
    return ("", 0) if found[0] in STARTING_AND_ENDING else found


def _read_clock(thread: int) -> float:
    """The seconds a thread has computed; where the system does not tell, those of the whole process."""
    if hasattr(time, "pthread_getcpuclockid"):
        return time.clock_gettime(time.pthread_getcpuclockid(thread))
    return time.process_time()


def _work() -> float:
    """How long a little work takes now."""
    began, total = time.thread_time(), 0
    for number in range(100_000):
        total += number * number % 7
    return time.thread_time() - began
