"""Fixtures for every test: nothing is written to the user's own folders, nothing is fetched."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")  # the tests run side by side, one on each core
settings.register_profile("studio", deadline=None)  # a busy computer is no fault
settings.load_profile("studio")

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A STUDIO_HOME of this test alone, away from the hub."""
    folder = tmp_path / "home"
    monkeypatch.setenv("STUDIO_HOME", str(folder))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return folder


@pytest.fixture
def studio(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """``studio("train", …)`` in this process: exit code, stdout, stderr."""
    from studio import commands

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = commands.run_command([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run
