"""The guide "Getting your data in", read from a file that comes with the application; nothing is fetched."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from studio.contract.places import find_resources
from studio.ui.context import Context
from studio.ui.theme.theme import mark

PAGE = "getting-your-data-in.md"
WIDTH, HEIGHT = 860, 720


class GuideDialog(QDialog):
    """Follows the language; links lead to other headings of the page only."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self.on_link_clicked)
        self.close_button = mark(QPushButton(), "primary")
        self.close_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        self.resize(WIDTH, HEIGHT)
        self._show()

    @Slot(QUrl)
    def on_link_clicked(self, link: QUrl) -> None:
        """To a heading."""
        if link.isRelative() and link.hasFragment():
            self.text.scrollToAnchor(link.fragment())

    def changeEvent(self, event: QEvent) -> None:
        """The guide follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)

    def _show(self) -> None:
        self.setWindowTitle(self.tr("Getting your data in"))
        self.close_button.setText(self.tr("Close"))
        folder = find_resources() / "help"
        self.text.setSearchPaths([str(folder / "pictures")])
        self.text.setAccessibleName(self.tr("Getting your data in"))
        path = folder / self._context.language.name / PAGE
        self.text.setMarkdown(path.read_text(encoding="utf-8"))
