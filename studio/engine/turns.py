"""Whose turn it is on a device: one run at a time, in the order of the queue."""

from __future__ import annotations

import math
import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from studio.contract.attempts.ownership import is_locked
from studio.contract.attempts.queue import DeviceQueue

LOOK_SECONDS = 0.2
TELL_SECONDS = 2.0


def name_device(asked: str | None) -> str:
    """The queue for a recipe's ``device``: cpu, cuda-0, mps …

    ``auto`` is the device that training most likely picks; asking torch would take this process seconds.
    """
    device = _guess_device() if asked in (None, "auto") else str(asked)
    return "cuda-0" if device == "cuda" else device.replace(":", "-")


@contextmanager
def wait_for_turn(
    device: str, queued: str, run: Path, is_cancelled: Callable[[], bool], on_wait: Callable[[int], None]
) -> Iterator[bool]:
    """Waits, then holds the device; gives False where ``is_cancelled`` came first.

    ``queued`` is when the run was queued (ISO 8601): with what was moved since (:mod:`~.queue` of the contract),
    the order, which outlives restarts. ``on_wait`` is told the number of runs ahead, at first and when it has
    changed, at most every ``TELL_SECONDS``. The ticket of a keeper that is gone is swept away.
    """
    queue = DeviceQueue(device)
    name = queue.join(run, queued)
    lock = FileLock(queue.folder / "device.lock", timeout=0)
    try:
        with FileLock(queue.ticket(name)):
            yield _wait(queue, name, lock, is_cancelled, on_wait)
    finally:
        lock.release()
        queue.leave(name)


def _wait(
    queue: DeviceQueue,
    name: str,
    lock: FileLock,
    is_cancelled: Callable[[], bool],
    on_wait: Callable[[int], None],
) -> bool:
    told, told_at = 0, -math.inf
    while not is_cancelled():
        ahead = _count_ahead(queue, name)
        if not ahead and _take(lock):
            ahead = _count_ahead(queue, name)  # the order may have changed since the look
            if not ahead:
                queue.come(name)
                return True
            lock.release()
        ahead = max(1, ahead)
        if ahead != told and time.monotonic() - told_at >= TELL_SECONDS:
            on_wait(ahead)
            told, told_at = ahead, time.monotonic()
        time.sleep(LOOK_SECONDS)
    return False


def _count_ahead(queue: DeviceQueue, name: str) -> int:
    count = 0
    for other in queue.list_tickets():
        if other == name:
            break
        if is_locked(queue.ticket(other)):
            count += 1
        else:
            queue.tear(other)
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
