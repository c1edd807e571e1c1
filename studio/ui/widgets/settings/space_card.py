"""How much space the home takes, and the trash to empty."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from studio.contract.places import find_home, measure_size
from studio.contract.storage.trash import empty_trash
from studio.ui.language import Language
from studio.ui.theme.theme import mark
from studio.ui.widgets.card import Card
from studio.ui.workers.chores import Chores

FOLDERS = ("runs", "models", "data", "projects", "cache", "trash")


class SpaceCard(Card):
    """``measured`` carries {folder of the home: bytes} once they are shown, ``failed`` Problems."""

    measured = Signal(object)
    failed = Signal(object)

    def __init__(self, chores: Chores, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._sizes: dict[str, int] = {}
        self._measuring = chores.make(measure_home)
        self._emptying = chores.make(empty_and_measure)
        for chore in (self._measuring, self._emptying):
            chore.done.connect(self.on_measured)
            chore.failed.connect(self.failed)
        self._heading = mark(QLabel(), "heading")
        self._names = {name: QLabel() for name in FOLDERS}
        self._figures = {name: QLabel("…") for name in FOLDERS}
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        for row, name in enumerate(FOLDERS):
            self._figures[name].setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self._names[name], row, 0)
            grid.addWidget(self._figures[name], row, 1)
        self._open, self._empty = QPushButton(), QPushButton()
        self._open.clicked.connect(self.on_open_clicked)
        self._empty.clicked.connect(self.on_empty_clicked)
        buttons = QHBoxLayout()
        buttons.addWidget(self._open)
        buttons.addStretch(1)
        buttons.addWidget(self._empty)
        self.column.addWidget(self._heading)
        self.column.addLayout(grid)
        self.column.addSpacing(8)
        self.column.addLayout(buttons)
        self._retranslate()

    def measure(self) -> None:
        """Measures anew."""
        self._measuring.ask()

    @Slot(object)
    def on_measured(self, sizes: dict[str, int]) -> None:
        """The sizes are known."""
        self._sizes = sizes
        self._retranslate()
        self.measured.emit(sizes)

    @Slot()
    def on_empty_clicked(self) -> None:
        """Deletes for good what lies in the trash."""
        self._empty.setEnabled(False)
        self._emptying.ask()

    @Slot()
    def on_open_clicked(self) -> None:
        """Shows the home in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(find_home())))

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        texts = {
            "runs": self.tr("Runs"),
            "models": self.tr("Models"),
            "data": self.tr("Copies of your data"),
            "projects": self.tr("Projects"),
            "cache": self.tr("Temporary files"),
            "trash": self.tr("Trash"),
        }
        self._heading.setText(self.tr("Space used"))
        for name, text in texts.items():
            self._names[name].setText(text)
        for name, size in self._sizes.items():
            self._figures[name].setText(self._language.say_size(size))
        self._open.setText(self.tr("Open folder"))
        self._empty.setText(self.tr("Empty trash"))
        self._empty.setEnabled(self._sizes.get("trash", 0) > 0)


def measure_home() -> dict[str, int]:
    """The bytes in each folder of the home."""
    return {name: measure_size(find_home() / name) for name in FOLDERS}


def empty_and_measure() -> dict[str, int]:
    """The same after the trash was deleted for good."""
    empty_trash()
    return measure_home()
