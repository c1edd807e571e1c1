"""Whose turn it is on a device: one run at a time, in the order in which they were queued."""

from __future__ import annotations

import platform
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from studio.contract.attempts.ownership import is_locked
from studio.contract.places import find_folder

LOOK_SECONDS = 0.2


def name_device(asked: str | None) -> str:
    """The queue for a recipe's ``device``: cpu, cuda-0, mps …

    ``auto`` is the device that training most likely picks; asking torch would take this process seconds.
    """
    device = _guess_device() if asked in (None, "auto") else str(asked)
    return "cuda-0" if device == "cuda" else device.replace(":", "-")


@contextmanager
def wait_for_turn(
    device: str, queued: str, run_id: str, is_cancelled: Callable[[], bool], on_wait: Callable[[int], None]
) -> Iterator[bool]:
    """Waits, then holds the device; gives False where ``is_cancelled`` came first.

    ``queued`` is when the run was queued (ISO 8601): the order, which outlives restarts. ``on_wait`` is called
    once, with the number of runs ahead, where there is a wait. The queue is one folder of ticket files, each
    locked by its keeper; a ticket that nobody holds is swept away.
    """
    folder = find_folder("queue") / device
    folder.mkdir(mode=0o700, exist_ok=True)
    ticket = folder / f"{re.sub('[^0-9]', '', queued)}-{run_id}.ticket"
    lock = FileLock(folder / "device.lock", timeout=0)
    try:
        with FileLock(ticket):
            yield _wait(ticket, lock, is_cancelled, on_wait)
    finally:
        lock.release()
        ticket.unlink(missing_ok=True)


def _wait(ticket: Path, lock: FileLock, is_cancelled: Callable[[], bool], on_wait: Callable[[int], None]) -> bool:
    told = False
    while not is_cancelled():
        ahead = _count_ahead(ticket)
        if not ahead and _take(lock):
            return True
        if not told:
            on_wait(max(1, ahead))
            told = True
        time.sleep(LOOK_SECONDS)
    return False


def _count_ahead(ticket: Path) -> int:
    count = 0
    for other in sorted(ticket.parent.glob("*.ticket")):
        if other == ticket:
            break
        if is_locked(other):
            count += 1
        else:
            other.unlink(missing_ok=True)
    return count


def _take(lock: FileLock) -> bool:
    try:
        lock.acquire()
    except Timeout:
        return False
    return True


def _guess_device() -> str:
    if shutil.which("nvidia-smi"):
        return "cuda"
    return "mps" if sys.platform == "darwin" and platform.machine() == "arm64" else "cpu"
