"""Asking for files with the system's own dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.contract.cards import FormatCard, read_cards


def pick_data_files(parent: QWidget) -> list[Path]:
    """Files to learn from; none where the user thinks better of it."""
    title = QCoreApplication.translate("actions", "Open my own data")
    paths, _ = QFileDialog.getOpenFileNames(parent, title, filter=list_filters())
    return [Path(path) for path in paths]


def pick_data_folder(parent: QWidget) -> Path | None:
    """A folder of files to learn from; None where the user thinks better of it."""
    path = QFileDialog.getExistingDirectory(parent, QCoreApplication.translate("actions", "Open a folder"))
    return Path(path) if path else None


def list_filters() -> str:
    """Every known end of a name, then everything: what a file holds is found out from its content."""
    ends = sorted({suffix.lstrip(".") for card in read_cards(FormatCard) for suffix in card.suffixes})
    known = QCoreApplication.translate("actions", "Data files")
    every = QCoreApplication.translate("actions", "All files")
    return f"{known} ({' '.join(f'*.{end}' for end in ends)});;{every} (*)"
