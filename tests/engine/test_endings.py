"""How a process ended, from real processes and the kernel's own files."""

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from studio.engine.endings import Ending


def run(script: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.DEVNULL)


@pytest.mark.parametrize(
    ("script", "code", "signal"),
    [
        ("raise SystemExit(4)", 4, None),
        ("import os; os.kill(os.getpid(), 9)", None, "SIGKILL"),
        ("import os; os.abort()", None, "SIGABRT"),
    ],
)
def test_code_or_signal_and_the_peak(script: str, code: int | None, signal: str | None) -> None:
    ending = Ending(run(script))
    assert ending.wait(30)
    end = ending.describe(3)
    assert (end.attempt, end.code, end.signal) == (3, code, signal)
    assert end.peak_memory is not None
    assert end.peak_memory > 1_000_000
    assert end.oom_kills in (0, None)


def test_waiting_is_not_for_ever() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert not Ending(process).wait(0.01)


def test_the_peak_is_that_of_the_process() -> None:
    ending = Ending(run("x = bytearray(300_000_000)"))
    ending.wait(30)
    assert (ending.describe(1).peak_memory or 0) > 300_000_000


def test_kills_meanwhile_are_counted(tmp_path: Path) -> None:
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc" / "vmstat").write_text("oom_kill 3\n")
    ending = Ending(run("pass"), tmp_path)
    (tmp_path / "proc" / "vmstat").write_text("oom_kill 5\n")
    ending.wait(30)
    assert ending.describe(1).oom_kills == 2


def test_on_windows_the_peak_is_read_while_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    class Memory:
        peak_wset = 77

    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        ending = Ending(process)
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(psutil.Process, "memory_info", lambda self: Memory())
        assert not ending.wait(0.01)
        monkeypatch.setattr(psutil.Process, "memory_info", refuse)
        assert not ending.wait(0.01)
        process.kill()
        process.wait()
        assert ending.describe(1).peak_memory == 77


def refuse(process: psutil.Process) -> None:
    raise psutil.AccessDenied(process.pid)
