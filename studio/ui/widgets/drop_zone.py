"""A place to drop, pick or paste data."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.ui.dialogs.dataset import DatasetDialog
from studio.ui.dialogs.files import pick_data_files, pick_data_folder
from studio.ui.theme.theme import Theme, mark


class DropZone(QFrame):
    """``files_given`` carries a list of paths (folders too), ``text_given`` pasted or dropped text.

    ``dataset_given`` carries the name of a data set of the hub.
    """

    files_given = Signal(object)
    text_given = Signal(str)
    dataset_given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_over = False
        self._icon, self._title, self._hint = QLabel(), mark(QLabel(), "heading"), mark(QLabel(), "muted")
        self._formats = mark(QLabel(), "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addStretch(1)
        for label in (self._icon, self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(label is not self._icon)
            column.addWidget(label)
        self.folder, self.dataset = mark(QPushButton(), "link"), mark(QPushButton(), "link")
        self.folder.clicked.connect(self.pick_folder)
        self.dataset.clicked.connect(self.ask_dataset)
        links = QHBoxLayout()
        links.setSpacing(12)
        links.addStretch(1)
        for button in (self.folder, self.dataset):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            links.addWidget(button)
        links.addStretch(1)
        column.addLayout(links)
        column.addStretch(1)
        self._formats.setWordWrap(True)
        self._formats.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._formats)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._restyle)
        self._retranslate()

    def pick(self) -> None:
        """Asks for files."""
        if paths := pick_data_files(self):
            self.files_given.emit(paths)

    def pick_folder(self) -> None:
        """Asks for a folder."""
        if (path := pick_data_folder(self)) is not None:
            self.files_given.emit([path])

    def ask_dataset(self) -> None:
        """Asks for a data set of the hub."""
        dialog = DatasetDialog(self.window())
        dialog.chosen.connect(self.dataset_given)
        dialog.open()

    def paste(self) -> None:
        """Takes what is on the clipboard: files or text."""
        content: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if content is not None:
            self.take(content)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click picks."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter pick."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pick()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and text may come in."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()
            self._is_over = True
            self._restyle()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped."""
        self._is_over = False
        self._restyle()

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes it."""
        event.acceptProposedAction()
        self._is_over = False
        self._restyle()
        self.take(event.mimeData())

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def take(self, content: QMimeData) -> None:
        """Files or text that came from elsewhere."""
        paths = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
        if paths:
            self.files_given.emit(paths)
        elif content.hasText() and content.text().strip():
            self.text_given.emit(content.text())

    def _retranslate(self) -> None:
        keys = QKeySequence(QKeySequence.StandardKey.Paste).toString(QKeySequence.SequenceFormat.NativeText)
        self._title.setText(self.tr("Open my own data"))
        self._hint.setText(self.tr("Drop files here, click to pick some, or paste text with {keys}").format(keys=keys))
        self.folder.setText(self.tr("Open a folder"))
        self.dataset.setText(self.tr("From the hub"))
        self.dataset.setToolTip(self.tr("A data set of the hub, by its name"))
        self._formats.setText("CSV · Excel · JSON · CoNLL · Parquet · brat · zip")
        self.setAccessibleName(self.tr("Open my own data"))
        self.setAccessibleDescription(self._hint.text())
        self._restyle()

    def _restyle(self) -> None:
        mark(self, "drop_over" if self._is_over else "drop")
        self._icon.setPixmap(self._theme.pixmap("upload", "accent" if self._is_over else "muted", 32))
