"""One set-up at a time: a lock that the system frees when its holder ends, however it ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from setup.terminal import step

if sys.platform == "win32":
    import msvcrt

    def lock(file: IO[bytes], *, wait: bool) -> bool:
        """Takes the lock; without ``wait`` False where another holds it."""
        while True:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:
                if wait:
                    continue  # LK_LOCK gives up after ten seconds
                return False
            return True
else:
    import fcntl

    def lock(file: IO[bytes], *, wait: bool) -> bool:
        """Takes the lock; without ``wait`` False where another holds it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def take_turn(path: Path) -> Iterator[None]:
    """Holds the lock at ``path``, after waiting for a set-up that is under way, and says so."""
    with path.open("ab") as file:
        if not lock(file, wait=False):
            step("waiting")
            lock(file, wait=True)
        yield
