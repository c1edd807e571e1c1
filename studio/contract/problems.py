"""What can be wrong, as data: a code, the values of its sentence, and the place it was found.

The sentences themselves (what, why, what to do) are Fluent messages, see :mod:`studio.contract.words`.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Level = Literal["look", "stop"]


class ExitCode(IntEnum):
    """What the ``studio`` commands return to the shell."""

    DONE = 0
    DEFECT = 1
    USAGE = 2
    STOPPED = 3
    FAILED = 4
    OWNED = 5
    COMPUTER = 6


EXIT_CODES: Mapping[str, ExitCode] = {
    "defect": ExitCode.DEFECT,
    "usage": ExitCode.USAGE,
    "recipe": ExitCode.USAGE,
    "data": ExitCode.USAGE,
    "training": ExitCode.FAILED,
    "run": ExitCode.USAGE,
    "run.owned": ExitCode.OWNED,
    "run.not_started": ExitCode.FAILED,
    "run.lost_memory": ExitCode.FAILED,
    "run.lost_signal": ExitCode.FAILED,
    "run.lost_crash": ExitCode.FAILED,
    "run.lost_exit": ExitCode.FAILED,
    "run.lost_restart": ExitCode.FAILED,
    "run.lost_unwatched": ExitCode.FAILED,
    "run.lost_elsewhere": ExitCode.FAILED,
    "run.lost_unknown": ExitCode.FAILED,
    "project": ExitCode.USAGE,
    "computer": ExitCode.COMPUTER,
    "model": ExitCode.COMPUTER,
}
"""A code's exit code: that of the code itself if listed, else of its wing (the part before the dot)."""


_SYSTEM_CODES: Mapping[int, str] = {
    errno.ENOSPC: "computer.disk_full",
    errno.EDQUOT: "computer.disk_full",
    errno.EROFS: "computer.read_only",
    errno.EACCES: "computer.read_only",
    errno.EPERM: "computer.read_only",
    errno.ENOMEM: "computer.no_memory",
}


class Place(BaseModel):
    """Where a problem lies: ``row`` and ``column`` count from 1 as an editor shows them."""

    model_config = ConfigDict(frozen=True)

    file: str | None = None
    row: int | None = None
    column: str | None = None
    field: str | None = None


class Problem(BaseModel):
    """One finding. ``stop`` forbids training, ``look`` deserves a look.

    ``count`` is how many rows share it (``place`` is the first of them). ``details`` is for copying into a
    mail to support and never translated.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    level: Level = "stop"
    values: dict[str, Any] = {}
    place: Place = Place()
    count: int = 1
    details: str = ""

    @property
    def exit_code(self) -> ExitCode:
        """The shell's exit code when this problem ends a command."""
        wing = self.code.split(".", 1)[0]
        return EXIT_CODES.get(self.code, EXIT_CODES.get(wing, ExitCode.DEFECT))


class StudioError(Exception):
    """An understood failure: carries every problem found, never only the first."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = [problems] if isinstance(problems, Problem) else list(problems)
        super().__init__("; ".join(f"{p.code} {p.values}" for p in self.problems))

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of the first problem that stops, else of the first."""
        return next((p for p in self.problems if p.level == "stop"), self.problems[0]).exit_code


def explain_os_error(error: OSError | MemoryError) -> Problem:
    """What the system refused, as a Problem: disk full, no permission, no memory, or a file in trouble."""
    if isinstance(error, MemoryError):
        return Problem(code="computer.no_memory", details=str(error))
    file = str(error.filename) if error.filename else None
    code = _SYSTEM_CODES.get(error.errno or 0, "computer.file_trouble")
    values = {"file": file or "none", "needed": 0, "free": 0}
    return Problem(code=code, values=values, place=Place(file=file), details=str(error))


class Cancelled(Exception):
    """The user asked for the end of this work: nothing to show."""
