"""A full disk: the run pauses, says so, and goes on by itself once there is room again."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from studio.contract.attempts.telling import tell
from studio.contract.events import Event, RunState, State
from studio.engine.training.mailbox import Mailbox

Result = TypeVar("Result")
LOOK_SECONDS = 1.0
"""How often a run that waits for room looks for it."""
_FULL = {errno.ENOSPC, errno.EDQUOT}
_FULL_ON_WINDOWS = {39, 112}
_NO_ROOM = os.strerror(errno.ENOSPC)


def is_full(error: OSError) -> bool:
    """Whether a write failed because the disk, or the user's share of it, is full."""
    return error.errno in _FULL or getattr(error, "winerror", None) in _FULL_ON_WINDOWS


def insist(
    write: Callable[[], Result], mailbox: Mailbox, state: RunState, folder: Path
) -> Generator[Event, None, Result]:
    """Does ``write`` and gives its result, however often the disk of ``folder`` is full meanwhile.

    ``write`` begins anew each time. ``state`` is what the run is in, and is again afterwards. Raises the last
    ``OSError`` where the run is asked to stop, or where it is no lack of room.
    """
    waited = False
    while True:
        try:
            with name_refusals():
                result = write()
        except OSError as error:
            if not is_full(error) or mailbox.stopped:
                raise
            if not waited:
                waited = True
                yield State(state=RunState.PAUSED, attempt=mailbox.attempt)
                yield tell_full(folder)
            time.sleep(LOOK_SECONDS)
            if (yield from mailbox.obey(RunState.PAUSED)):
                raise
        else:
            if waited:
                yield tell("run.disk_free")
                yield State(state=state, attempt=mailbox.attempt)
            return result


@contextmanager
def name_refusals() -> Iterator[None]:
    """What libraries written in other languages say of a disk that refuses, as the ``OSError`` that it is."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        said = re.search(r"\(os error (\d+)\)", str(error))
        number = int(said[1]) if said else errno.ENOSPC if _NO_ROOM in str(error) else 0
        if not number:
            raise
        raise _make_refusal(number, str(error)) from error


def _make_refusal(number: int, said: str) -> OSError:
    """Windows numbers its errors in its own way."""
    return OSError(0, said, None, number) if sys.platform == "win32" else OSError(number, os.strerror(number))


def tell_full(folder: Path) -> Event:
    """The notice that the run waits for room."""
    free = shutil.disk_usage(folder).free if folder.exists() else 0
    return tell("run.disk_full", level="warning", folder=str(folder), free=free // 10**6)
