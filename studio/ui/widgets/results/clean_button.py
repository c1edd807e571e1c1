"""Clean up: measures what can be freed, lets the user choose, and frees it in a thread."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from studio.contract.storage.space import Spare, find_spare, free
from studio.ui.dialogs.cleaning import CleaningDialog
from studio.ui.language import Language
from studio.ui.theme.theme import mark
from studio.ui.workers.chores import Chores


class CleanButton(QPushButton):
    """``freed`` carries the bytes that were freed, ``failed`` Problems."""

    freed = Signal(object)
    failed = Signal(object)

    def __init__(self, chores: Chores, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "link")
        self._language = language
        self._kinds: list[str] = []
        self.look = chores.make(find_spare)
        self.look.done.connect(self.on_spare_found)
        self._free = chores.make(lambda: free(self._kinds))
        self._free.done.connect(self.freed)
        for chore in (self.look, self._free):
            chore.failed.connect(self.on_failed)
        self.clicked.connect(self.on_clicked)

    @Slot()
    def on_clicked(self) -> None:
        """What can be freed is measured first."""
        self.setEnabled(False)
        self.look.ask()

    @Slot(object)
    def on_spare_found(self, spare: list[Spare]) -> None:
        """The user chooses."""
        self.setEnabled(True)
        dialog = CleaningDialog(spare, self._language, self.window())
        dialog.chosen.connect(self.on_chosen)
        dialog.open()

    @Slot(object)
    def on_chosen(self, kinds: list[str]) -> None:
        """Freed in a thread."""
        self._kinds = kinds
        self._free.ask()

    @Slot(object)
    def on_failed(self, problems: object) -> None:
        """It can be tried again."""
        self.setEnabled(True)
        self.failed.emit(problems)
