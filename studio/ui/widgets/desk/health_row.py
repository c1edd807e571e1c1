"""One line of the health list: what was found, why it matters, what to do, its rows, and buttons that mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.contract.data.health import Finding, HealthLevel, Offer
from studio.ui.theme.theme import Theme, mark
from studio.ui.theme.tips import make_tip

ICONS: dict[HealthLevel, tuple[str, str]] = {
    "stop": ("stop_sign", "bad"),
    "look": ("alert", "caution"),
    "pass": ("check", "good"),
}
OFFERS_SHOWN = 3
BUILD_MILLISECONDS = 6


@dataclass(frozen=True)
class Line:
    """What a row shows, in the present language: rows that show the same are left alone.

    ``spoken`` says the level in words; ``rows_text`` "" where there are no rows to show; ``is_current`` False
    while it is looked at again.
    """

    level: HealthLevel
    title: str
    texts: tuple[str, ...] = ()
    spoken: str = ""
    rows_text: str = ""
    offers: tuple[tuple[str, Offer], ...] = ()
    is_current: bool = True
    is_dark: bool = False
    finding: Finding | None = None


class ElidedButton(QPushButton):
    """A button whose text is cut in the middle where there is no room for it; the tip has all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Another text, plain."""
        self._whole = text
        self.setAccessibleName(text)
        self._elide()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """It can be narrow."""
        return QSize(64, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        cut, whole = self.fontMetrics().horizontalAdvance(self.text()), self._measure()
        hint = super().sizeHint()
        return QSize(hint.width() - cut + whole, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._elide()

    def _measure(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._whole.replace("&", "&&")) + 2

    def _elide(self) -> None:
        room = self.width() - (super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text()))
        whole = " ".join(self._whole.split())
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideMiddle, max(room, 40))
        shown = shown.replace("&", "&&")
        if shown != self.text():
            self.setText(shown)
            self.setToolTip(make_tip(whole) if shown != whole.replace("&", "&&") else "")


class HealthRow(QWidget):
    """``rows_asked`` carries the Finding whose rows are wanted, ``offer_asked`` a Finding and the Offer chosen."""

    rows_asked = Signal(object)
    offer_asked = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line = Line("pass", "")
        self._icon = QLabel()
        self._title = _make_label("strong")
        self._texts: list[QLabel] = []
        self.rows_button = mark(ElidedButton(), "link")
        self.rows_button.clicked.connect(self.on_rows_clicked)
        self.more_button = mark(QPushButton(), "link")
        self.more_button.clicked.connect(self.on_more_clicked)
        self.offer_buttons: list[ElidedButton] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._column.addWidget(self._title)
        self._written = QVBoxLayout()
        self._written.setSpacing(2)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(4)
        self._column.addLayout(self._written)
        self._column.addWidget(self.rows_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(self._buttons)
        self._column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._column, 1)

    @property
    def line(self) -> Line:
        """What is shown."""
        return self._line

    def show_line(self, line: Line, more: str) -> None:
        """Shows something else; ``more`` names the button that shows more offers."""
        self._line = line
        self._icon.setPixmap(self._theme.pixmap(*ICONS[line.level], 18))
        self._icon.setToolTip(line.spoken)
        self._title.setText(line.title)
        while len(self._texts) < len(line.texts):
            self._texts.append(_make_label("small" if self._texts or line.level == "pass" else ""))
            self._written.addWidget(self._texts[-1])
        for index, label in enumerate(self._texts):
            label.setText(line.texts[index] if index < len(line.texts) else "")
            label.setVisible(bool(label.text()))
        self.rows_button.setVisible(bool(line.rows_text))
        self.rows_button.show_text(line.rows_text)
        self.rows_button.setEnabled(line.is_current)
        self.more_button.setText(more)
        self._show_offers(OFFERS_SHOWN)
        self.setAccessibleName(" ".join(filter(None, (line.spoken, line.title, *line.texts))))

    @Slot()
    def on_rows_clicked(self) -> None:
        """Which rows?"""
        self.rows_asked.emit(self._line.finding)

    @Slot()
    def on_more_clicked(self) -> None:
        """All offers."""
        self._show_offers(len(self._line.offers))

    def _show_offers(self, most: int) -> None:
        texts = [text for text, _ in self._line.offers[:most]]
        while len(self.offer_buttons) < len(texts):
            button = ElidedButton()
            button.clicked.connect(self._on_offer_clicked)
            self.offer_buttons.append(button)
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        for index, button in enumerate(self.offer_buttons):
            button.setVisible(index < len(texts))
            button.show_text(texts[index] if index < len(texts) else "")
            button.setEnabled(self._line.is_current)
        self.more_button.setVisible(len(self._line.offers) > most)

    def _on_offer_clicked(self) -> None:
        finding = self._line.finding
        sender: Any = self.sender()
        _, offer = self._line.offers[self.offer_buttons.index(sender)]
        self.offer_asked.emit(finding, offer)


class HealthColumn(QWidget):
    """Rows under each other; ``show_lines`` changes those that differ, a few at a time so that nothing waits."""

    rows_asked = Signal(object)
    offer_asked = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: list[Line] = []
        self._more = ""
        self.rows: list[HealthRow] = []
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.on_turn)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)

    @property
    def is_complete(self) -> bool:
        """Whether everything that is to be shown is shown."""
        return not self._timer.isActive()

    def show_lines(self, lines: list[Line], more: str) -> None:
        """These lines, in this order; ``more`` names the button that shows more offers."""
        self._lines, self._more = lines, more
        self._timer.start()

    @Slot()
    def on_turn(self) -> None:
        """The next rows."""
        watch = QElapsedTimer()
        watch.start()
        for index, line in enumerate(self._lines):
            if index == len(self.rows):
                self._add_row()
            row = self.rows[index]
            if row.line != line:
                row.show_line(line, self._more)
                row.show()
                if watch.elapsed() >= BUILD_MILLISECONDS:
                    self._timer.start()
                    return
        while len(self.rows) > len(self._lines):
            row = self.rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _add_row(self) -> None:
        row = HealthRow(self._theme, self)
        row.rows_asked.connect(self.rows_asked)
        row.offer_asked.connect(self.offer_asked)
        self.rows.append(row)
        self._column.addWidget(row)


def _make_label(role: str) -> QLabel:
    label = mark(QLabel(), role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
