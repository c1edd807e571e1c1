"""A quiet way from what went wrong to the page of the guide about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QPushButton

from studio.ui.context import Context
from studio.ui.dialogs.guide import TROUBLE, GuideDialog
from studio.ui.theme.theme import mark


class GuideLink(QPushButton):
    """Opens the page of the guide."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        mark(self, "link")
        self._context = context
        self.clicked.connect(self.on_clicked)
        self._retranslate()

    @Slot()
    def on_clicked(self) -> None:
        """The guide, over the window."""
        GuideDialog(self._context, self.window(), TROUBLE).open()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setText(self.tr("What happens when things go wrong"))
