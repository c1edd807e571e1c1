"""The programs inside an environment: where they lie, how they find it and the checkout, how they are run."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

WINDOWS = sys.platform == "win32"
PROGRAMS = "Scripts" if WINDOWS else "bin"

COMMAND = """#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
PYTHONPATH="$here/../..${PYTHONPATH:+:$PYTHONPATH}" exec "$here/python" -P -m studio "$@"
"""
COMMAND_WINDOWS = """@echo off
setlocal
set "PYTHONPATH=%~dp0..\\..;%PYTHONPATH%"
"%~dp0python.exe" -P -m studio %*
"""


def find_python(environment: Path) -> Path:
    """The Python of an environment."""
    return environment / PROGRAMS / ("python.exe" if WINDOWS else "python")


def point_scripts(environment: Path, final: Path) -> None:
    """Lets the scripts of an environment name the folder it will be renamed to.

    On Windows they are programs with the path inside, so they go: everything is started by ``python -m``.
    """
    now, then = os.fsencode(environment), os.fsencode(final)
    for script in (environment / PROGRAMS).iterdir():
        if WINDOWS and script.suffix == ".exe" and not script.name.startswith("python"):
            script.unlink()
        elif script.is_file() and not script.is_symlink() and now in (text := script.read_bytes()):
            script.write_bytes(text.replace(now, then))


def write_command(environment: Path) -> None:
    """``studio`` beside the environment's Python; it finds the checkout from where it lies."""
    path = environment / PROGRAMS / ("studio.bat" if WINDOWS else "studio")
    path.write_text(COMMAND_WINDOWS if WINDOWS else COMMAND, encoding="ascii")
    path.chmod(0o755)


def name_variables(root: Path) -> dict[str, str]:
    """The variables under which ``-m studio`` finds the checkout from any working folder."""
    paths = [str(root), os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONUTF8": "1"}


def call_child(command: Sequence[str], root: Path, folder: Path | None = None) -> int:
    """Its exit code. Ctrl+C reaches it from the terminal: it ends in its own time and we wait for it."""
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        return subprocess.call(command, env=name_variables(root), cwd=folder)
    finally:
        signal.signal(signal.SIGINT, before)
