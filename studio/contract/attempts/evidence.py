"""Why a run was lost: what its keeper and its process left behind, as a Problem."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.contract.problems import Place, Problem
from studio.contract.run import RunFolder

_LAST_BYTES = 4000
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
    """What ended a run that is lost, by exit code, signal, kernel figures, faulthandler and last words."""
    end = read_exit(run.path)
    if end is None or end.attempt != run.attempt():
        return _complain(run, "run.lost_unknown")
    values: dict[str, Any] = {"code": end.code if end.code is not None else -1, "signal": end.signal or ""}
    if end.oom_kills and end.signal == "SIGKILL":
        return _complain(run, "run.lost_memory", peak=round((end.peak_memory or 0) / 1e9, 1))
    if end.signal in _CRASHES:
        return _complain(run, "run.lost_crash", **values)
    return _complain(run, "run.lost_signal" if end.signal else "run.lost_exit", **values)


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


def _complain(run: RunFolder, code: str, /, **values: Any) -> Problem:
    parts = [read_last_words(run.path / name) for name in ("faults.txt", "log.txt")]
    last = next(reversed(run.events()), None)
    if last is not None:
        parts.insert(0, f"last event: {last}")
    details = "\n\n".join(filter(None, parts))
    return Problem(code=code, values=values, place=Place(file=str(run.path)), details=details)
