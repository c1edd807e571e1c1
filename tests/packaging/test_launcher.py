"""The entry in the menu opens the window of this checkout, whatever its path looks like."""

import configparser
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from setup import launcher

AWKWARD = 'Moore 工作室 100% "a" $HOME `b` c\\d'


def read_entry(text: str) -> configparser.SectionProxy:
    entry = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read_string(text)
    return entry["Desktop Entry"]


def unescape(value: str) -> str:
    """The string behind a value of a desktop file."""
    return value.replace("\\\\", "\\")


def test_linux_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / AWKWARD
    (root / "resources" / "icons").mkdir(parents=True)
    (root / launcher.ICON).touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = launcher.write_launcher(root)
    assert path == tmp_path / "data" / "applications" / "moore-studio.desktop"
    entry = read_entry(path.read_text(encoding="utf-8"))
    # The quoting of Exec is that of a shell's double quotes, once the value itself is read and %% is one %.
    words = ["sh", "-c", "printf '%s\\n' " + unescape(entry["Exec"]).replace("%%", "%")]
    python = root / ".venv" / "bin" / "python"
    assert subprocess.check_output(words, encoding="utf-8").splitlines() == [str(python), "-m", "studio"]
    assert unescape(entry["Path"]) == str(root)
    assert unescape(entry["Icon"]) == str(root / launcher.ICON)
    if shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", path], check=True)


def test_without_a_data_home_it_goes_where_the_standard_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    path = launcher.write_launcher(tmp_path / "checkout")
    assert path == tmp_path / ".local/share/applications/moore-studio.desktop"
    assert "Icon" not in read_entry(path.read_text(encoding="utf-8"))


def test_mac_command_runs_in_a_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / AWKWARD
    program = root / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\npwd\necho "$@"\n')
    program.chmod(0o755)
    (tmp_path / "Desktop").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "darwin")
    path = launcher.write_launcher(root)
    assert path.stat().st_mode & stat.S_IXUSR
    assert subprocess.check_output([path], text=True).splitlines() == [str(root), "-m studio"]
    assert os.access(path, os.X_OK)
