"""The guide "Getting your data in", read from a file that comes with the application; nothing is fetched."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCursor, QTextDocument, QTextFormat, QTextList, QTextTable
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from studio.contract.places import find_resources
from studio.ui.context import Context
from studio.ui.dialogs.help import HelpDialog
from studio.ui.theme.theme import mark

PAGE = "getting-your-data-in.md"
WIDTH, HEIGHT = 940, 740


class GuideDialog(QDialog):
    """Follows the language; links lead to other headings of the page only."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.anchorClicked.connect(self.on_link_clicked)
        self.keys, self.shut = QPushButton(), mark(QPushButton(), "primary")
        self.keys.clicked.connect(self.on_keys_clicked)
        self.shut.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.keys)
        row.addStretch(1)
        row.addWidget(self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        self.resize(WIDTH, HEIGHT)
        self._show()

    @Slot(QUrl)
    def on_link_clicked(self, link: QUrl) -> None:
        """To the heading that it names."""
        wanted = link.fragment(QUrl.ComponentFormattingOption.FullyDecoded)
        block = self.text.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and name_heading(block.text()) == wanted:
                self.text.setTextCursor(QTextCursor(self.text.document().lastBlock()))
                self.text.setTextCursor(QTextCursor(block))  # from below, so that it stands on top
                return
            block = block.next()

    @Slot()
    def on_keys_clicked(self) -> None:
        """What has a key."""
        HelpDialog(self._context.actions, self).open()

    def changeEvent(self, event: QEvent) -> None:
        """The guide follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)

    def _show(self) -> None:
        self.setWindowTitle(self.tr("Getting your data in"))
        self.text.setAccessibleName(self.tr("Getting your data in"))
        self.keys.setText(self.tr("Keys"))
        self.shut.setText(self.tr("Close"))
        folder = find_resources() / "help" / self._context.language.name
        self.text.setSearchPaths([str(folder)])
        self.text.setMarkdown((folder / PAGE).read_text(encoding="utf-8"))
        space_out(self.text.document(), self._context.theme.colour("hairline"))


def space_out(document: QTextDocument, line: QColor) -> None:
    """Gives headings, paragraphs and tables of Markdown the room to breathe that Qt leaves out."""
    document.setDocumentMargin(12)
    block = document.begin()
    while block.isValid():
        style = block.blockFormat()
        level = style.headingLevel()
        is_item = isinstance(block.textList(), QTextList)
        in_table = QTextCursor(block).currentTable() is not None
        style.setTopMargin(24 if level > 1 else 0)
        style.setBottomMargin(0 if in_table else 8 if level or not is_item else 4)
        style.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if style.hasProperty(QTextFormat.Property.BlockCodeFence) or style.nonBreakableLines():
            style.setLeftMargin(24)
            style.setBottomMargin(0)
        QTextCursor(block).setBlockFormat(style)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            look = frame.format()
            look.setBorderBrush(line)
            look.setBorderCollapse(True)
            look.setCellPadding(6)
            look.setTopMargin(4)
            look.setBottomMargin(12)
            frame.setFormat(look)


def name_heading(text: str) -> str:
    """How a link names a heading: in small letters, with hyphens."""
    return re.sub(r"[^\w-]", "", text.strip().lower().replace(" ", "-"))
