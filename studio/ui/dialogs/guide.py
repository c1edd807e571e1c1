"""A page of the guide, read from a file that comes with the application; nothing is fetched."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt, QUrl, Slot
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextList,
    QTextTable,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from studio.contract.places import find_resources
from studio.ui.context import Context
from studio.ui.dialogs.help import HelpDialog
from studio.ui.theme.theme import Theme, mark

DATA, TROUBLE = "getting-your-data-in.md", "when-things-go-wrong.md"
PAGES = (DATA, TROUBLE)
WIDTH, HEIGHT = 940, 740


class GuideDialog(QDialog):
    """Follows the language; links lead to other headings of the page only."""

    def __init__(self, context: Context, parent: QWidget | None = None, page: str = DATA) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._page = page
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
        context.theme.changed.connect(self.on_theme_changed)
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

    @Slot()
    def on_theme_changed(self) -> None:
        """Links and lines follow the theme; the reader stays where they are."""
        place = self.text.verticalScrollBar().value()
        self._show()
        self.text.verticalScrollBar().setValue(place)

    def changeEvent(self, event: QEvent) -> None:
        """The guide follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)

    def _show(self) -> None:
        folder = find_resources() / "help" / self._context.language.name
        text = (folder / self._page).read_text(encoding="utf-8")
        title = text.partition("\n")[0].removeprefix("# ")
        self.setWindowTitle(title)
        self.text.setAccessibleName(title)
        self.keys.setText(self.tr("Keys"))
        self.shut.setText(self.tr("Close"))
        self.text.setSearchPaths([str(folder)])
        self.text.setMarkdown(text)
        space_out(self.text.document(), self._context.theme)


def space_out(document: QTextDocument, theme: Theme) -> None:
    """Gives headings, paragraphs, code and tables of Markdown the room to breathe that Qt leaves out."""
    document.setDocumentMargin(12)
    block = document.begin()
    while block.isValid():
        _space_block(block)
        block = block.next()
    for begin, end in reversed(_find_code(document)):
        cursor = QTextCursor(document)
        cursor.setPosition(begin)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        frame = QTextFrameFormat()
        frame.setBackground(theme.colour("hover"))
        frame.setPadding(12)
        frame.setBottomMargin(8)
        cursor.insertFrame(frame)
    for child in document.rootFrame().childFrames():
        if isinstance(child, QTextTable):
            _line_table(child, theme)


def _space_block(block: QTextBlock) -> None:
    """The room around a heading, a paragraph, an item of a list, or a picture."""
    style = block.blockFormat()
    level = style.headingLevel()
    is_item = isinstance(block.textList(), QTextList)
    is_tight = QTextCursor(block).currentTable() is not None or _is_code(block)
    style.setTopMargin(24 if level > 1 else 0)
    style.setBottomMargin(0 if is_tight else 8 if level or not is_item else 4)
    if "\ufffc" not in block.text():  # a picture is a line as high as itself
        style.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    QTextCursor(block).setBlockFormat(style)


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeLanguage.value)


def _find_code(document: QTextDocument) -> list[tuple[int, int]]:
    """Where runs of lines of code begin and end."""
    runs: list[tuple[int, int]] = []
    block = document.begin()
    while block.isValid():
        begin, end = block.position(), block.position() + block.length() - 1
        if _is_code(block):
            is_next = bool(runs) and runs[-1][1] + 1 == begin
            runs[-1:] = [(runs[-1][0], end)] if is_next else [*runs[-1:], (begin, end)]
        block = block.next()
    return runs


def _line_table(table: QTextTable, theme: Theme) -> None:
    """A line under each row, and none else."""
    look = table.format()
    look.setBorder(0)
    look.setCellSpacing(0)
    look.setCellPadding(8)
    look.setTopMargin(4)
    look.setBottomMargin(16)
    table.setFormat(look)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            style = cell.format().toTableCellFormat()
            style.setBottomBorder(1)
            style.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            style.setBottomBorderBrush(theme.colour("hairline"))
            cell.setFormat(style)


def name_heading(text: str) -> str:
    """How a link names a heading: in small letters, with hyphens."""
    return re.sub(r"[^\w-]", "", text.strip().lower().replace(" ", "-"))
