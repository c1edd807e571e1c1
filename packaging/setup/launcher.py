"""An entry in the desktop's menu that opens the window of this checkout."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from setup.scripts import WINDOWS, find_python

NAME = "Moore Studio"
ICON = Path("resources", "icons", "app.svg")

SHORTCUT = """
$link = (New-Object -ComObject WScript.Shell).CreateShortcut($env:LINK)
$link.TargetPath = $env:TARGET
$link.Arguments = '-m studio'
$link.WorkingDirectory = $env:ROOT
$link.Save()
"""


def write_launcher(root: Path) -> Path:
    """An entry for this user in the menu (Linux, Windows) or on the desk (macOS); returns its file.

    Raises ``OSError`` or ``subprocess.CalledProcessError`` where the system refuses.
    """
    if WINDOWS:
        return _write_shortcut(root)
    if sys.platform == "darwin":
        path = Path.home() / "Desktop" / f"{NAME}.command"
        path.write_text(f"#!/bin/sh\ncd {shlex.quote(str(root))} && exec .venv/bin/python -m studio\n")
        path.chmod(0o755)
        return path
    data = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()
    path = data / "applications" / "moore-studio.desktop"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(describe_entry(root), encoding="utf-8")
    return path


def describe_entry(root: Path) -> str:
    """The text of a .desktop file that opens the window of this checkout."""
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        f"Name={NAME}",
        "Comment=Fine-tune language models on your own texts",
        "Comment[zh_CN]=用自己的文本微调语言模型",
        f"Exec={quote_program(find_python(root / '.venv'))} -m studio",
        f"Path={_escape(str(root))}",
        *([f"Icon={_escape(str(root / ICON))}"] if (root / ICON).exists() else []),
        "Terminal=false",
        "Categories=Education;Science;",
        "StartupWMClass=moore-studio",
    ]
    return "\n".join(lines) + "\n"


def quote_program(path: Path) -> str:
    """A path as the first word of ``Exec=``: quoted as the Desktop Entry Specification asks."""
    quoted = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in str(path))
    return _escape(f'"{quoted}"').replace("%", "%%")


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\")


def _write_shortcut(root: Path) -> Path:
    path = Path(os.environ["APPDATA"], "Microsoft", "Windows", "Start Menu", "Programs", f"{NAME}.lnk")
    target = find_python(root / ".venv").with_name("pythonw.exe")
    named = {"LINK": str(path), "TARGET": str(target), "ROOT": str(root)}
    command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", SHORTCUT]
    subprocess.run(command, env=os.environ | named, check=True, capture_output=True)
    return path
