"""Asking for files with the system's own dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget


def pick_data_files(parent: QWidget) -> list[Path]:
    """Files to learn from; none where the user thinks better of it."""
    title = QCoreApplication.translate("actions", "Open my own data")
    paths, _ = QFileDialog.getOpenFileNames(parent, title)
    return [Path(path) for path in paths]
