"""How a process ended: its exit code or signal, its peak memory, and what the kernel ended for lack of memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil

from studio.contract.attempts.evidence import Exit, name_signal
from studio.contract.events import stamp_now
from studio.engine.groups import KERNEL, count_oom_kills


class Ending:
    """Watches one child from its start; ``describe()`` after it has ended."""

    def __init__(self, process: subprocess.Popen[bytes], kernel: Path = KERNEL) -> None:
        self._process = process
        self._kernel = kernel
        self._kills_before = count_oom_kills(kernel)
        self._peak: int | None = None

    def wait(self, seconds: float) -> bool:
        """Waits that long at most; whether the process has ended."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            if sys.platform == "win32":
                self._peak = _read_peak(self._process.pid) or self._peak
            return False
        return True

    def describe(self, attempt: int) -> Exit:
        """The facts for exit.json."""
        code = self._process.returncode
        kills = count_oom_kills(self._kernel)
        known = kills is not None and self._kills_before is not None
        return Exit(
            attempt=attempt,
            time=stamp_now(),
            code=code if code >= 0 else None,
            signal=name_signal(-code) if code < 0 else None,
            peak_memory=self._peak if sys.platform == "win32" else _read_peak_of_children(),
            oom_kills=(kills or 0) - (self._kills_before or 0) if known else None,
        )


def _read_peak(pid: int) -> int | None:
    try:
        return getattr(psutil.Process(pid).memory_info(), "peak_wset", None)
    except psutil.Error:
        return None


def _read_peak_of_children() -> int:
    """The largest of the children waited for so far; a keeper has one."""
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
