"""Why a run was lost: what its keeper and its process left behind, as a Problem."""

from __future__ import annotations

import os
import signal
import socket
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.contract.attempts.log import read_backwards
from studio.contract.attempts.ownership import CLOCK_SECONDS, Owner, is_kept, is_this_boot, read_owner
from studio.contract.events import decode
from studio.contract.problems import Place, Problem
from studio.contract.run import RunFolder

_LAST_BYTES = 4000
_FAULT_BYTES = 100_000
_FAULT = "Fatal Python error"
_LOOK_SECONDS = 0.02
_CRASHES = {"SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGABRT", "SIGTRAP"}


class Exit(BaseModel):
    """exit.json: how an attempt's process ended.

    ``code`` is None where a ``signal`` (its name) ended it; ``peak_memory`` in bytes, ``oom_kills`` the processes
    that the kernel ended for lack of memory meanwhile; both None where unknown.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    attempt: int
    time: str
    code: int | None
    signal: str | None
    peak_memory: int | None
    oom_kills: int | None


def read_exit(folder: Path) -> Exit | None:
    """exit.json of a run folder; None where there is none or it is broken."""
    try:
        return Exit.model_validate_json((folder / "exit.json").read_bytes())
    except (OSError, ValidationError):
        return None


def explain_loss(run: RunFolder) -> Problem:
    """What ended a run that is lost, by all that is left: exit code, signal, kernel figures, heartbeat, last words."""
    end = read_exit(run.path)
    if end is None or end.attempt != run.attempt():
        return _explain_unseen(run)
    values: dict[str, Any] = {"code": end.code if end.code is not None else -1, "signal": end.signal or ""}
    if end.oom_kills and end.signal == "SIGKILL":
        return _complain(run, "run.lost_memory", end, peak=round((end.peak_memory or 0) / 1e9, 1))
    if end.signal in _CRASHES:
        return _complain(run, "run.lost_crash", end, **values)
    return _complain(run, "run.lost_signal" if end.signal else "run.lost_exit", end, **values)


def wait_for_exit(run: RunFolder, seconds: float = 5.0) -> None:
    """Returns when a lost attempt's exit.json is there or nobody is left to write it; blocks so long at most.

    A keeper needs a moment between the end of its training and the word of it.
    """
    until = time.monotonic() + seconds
    while is_kept(run.path) and time.monotonic() < until:
        end = read_exit(run.path)
        if end is not None and end.attempt == run.attempt():
            return
        time.sleep(_LOOK_SECONDS)


def _explain_unseen(run: RunFolder) -> Problem:
    """Its keeper did not live to say how it ended: who held the run, and when its heart last beat, remain."""
    owner = _read_last_owner(run)
    if owner is None:
        return _complain(run, "run.lost_unknown")
    if owner.host != socket.gethostname():
        return _complain(run, "run.lost_elsewhere", host=owner.host, heard=_say_time(owner.heartbeat))
    code = "run.lost_unwatched" if is_this_boot(owner.boot) else "run.lost_restart"
    return _complain(run, code, heard=_say_time(owner.heartbeat))


def _read_last_owner(run: RunFolder) -> Owner | None:
    """Who held the last attempt; None where owner.json is of an earlier one, missing or broken."""
    owner = read_owner(run.path)
    return owner if owner is not None and owner.attempt == run.attempt() else None


def name_signal(number: int) -> str:
    """SIGKILL for 9; "signal 77" for one that has no name here."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def read_last_words(path: Path, most: int = _LAST_BYTES) -> str:
    """The end of a log (``most`` bytes), as text; "" where there is none."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - most), os.SEEK_SET)
        return file.read().decode("utf-8", "replace").strip()


def _complain(run: RunFolder, code: str, end: Exit | None = None, /, **values: Any) -> Problem:
    last = next(filter(None, map(decode, read_backwards(run.log.path))), None)
    owner = _read_last_owner(run)
    parts = [
        f"last event: {last}" if last else "",
        _describe_heart(owner, end),
        f"exit.json: {end.model_dump_json()}" if end else "",
        _read_fault(run.path / "faults.txt", owner),
        read_last_words(run.path / "log.txt"),
    ]
    details = "\n\n".join(filter(None, parts))
    return Problem(code=code, values=values, place=Place(file=str(run.path)), details=details)


def _read_fault(path: Path, owner: Owner | None) -> str:
    """What faulthandler wrote of the last crash, from its first line on; "" where that was an earlier attempt's."""
    if not path.exists() or (owner is not None and path.stat().st_mtime < owner.started - CLOCK_SECONDS):
        return ""
    text = read_last_words(path, _FAULT_BYTES)
    return text[max(0, text.rfind(_FAULT)) :][:_LAST_BYTES]


def _describe_heart(owner: Owner | None, end: Exit | None) -> str:
    """When the process last showed that it lives, and how long before its end that was."""
    beat, ended = _parse_time(owner.heartbeat if owner else ""), _parse_time(end.time if end else "")
    if owner is None or beat is None:
        return ""
    age = f", {max(0.0, (ended - beat).total_seconds()):.0f} s before the end" if ended else ""
    return f"last heartbeat: {owner.heartbeat}{age}; process {owner.pid} on {owner.host}"


def _say_time(stamp: str) -> str:
    """A time stamp as a clock here shows it, the same in every language; "?" where it is none."""
    moment = _parse_time(stamp)
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "?"


def _parse_time(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp).astimezone()
    except (ValueError, OverflowError):
        return None
