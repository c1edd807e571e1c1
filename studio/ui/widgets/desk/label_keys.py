"""The labels one can give: the most frequent as buttons with the digit that does the same, all others in a list.

Those that are given now have a button, however rare they are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QSize, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QPushButton, QWidget

from studio.ui.theme.theme import Theme, mark
from studio.ui.theme.tips import make_tip
from studio.ui.widgets.desk.offers import shorten
from studio.ui.widgets.inputs import ComboBox

KEYS = 9
RARE = 6
SWATCH = 10
SPACE = 4
OTHERS_WIDTH = 160


class LabelKeys(QWidget):
    """``given`` carries the label that was clicked, chosen from the list, or typed: a new one is a label, too."""

    given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._labels: list[str] = []
        self._numbers: dict[str, int] = {}
        self._checked: Collection[str] = ()
        self._shown: list[str] = []
        self._is_dark = theme.tokens.dark
        self.buttons: list[QPushButton] = []
        self.others = ComboBox(self)
        self.others.setEditable(True)
        self.others.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.others.setModel(QStringListModel(self))
        self.others.setFixedWidth(OTHERS_WIDTH)
        self.others.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = QCompleter(self.others.model(), self.others)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.others.setCompleter(completer)
        self.others.textActivated.connect(self.on_typed)
        line = self.others.lineEdit()
        assert line is not None
        line.returnPressed.connect(self.on_returned)
        theme.changed.connect(self._draw)
        self._retranslate()

    def show_labels(self, labels: Sequence[str], numbers: dict[str, int]) -> None:
        """All labels, the most frequent first; ``numbers`` gives each its colour."""
        if list(labels) != self._labels:
            self._labels, self._numbers, self._shown = list(labels), numbers, []
            model = self.others.model()
            assert isinstance(model, QStringListModel)
            model.setStringList(self._labels)
            self.others.setCurrentIndex(-1)
            self.others.clearEditText()
            self._draw()

    def check(self, labels: Collection[str]) -> None:
        """Shows which of them are given now."""
        self._checked = labels
        self._draw()

    def give(self, digit: int) -> None:
        """As if the button with this digit had been clicked."""
        if digit <= min(len(self._labels), KEYS):
            self.given.emit(self._labels[digit - 1])

    @Slot(str)
    def on_typed(self, text: str) -> None:
        """Chosen from the list."""
        if text.strip():
            self.given.emit(text.strip())
        self.others.setCurrentIndex(-1)
        self.others.clearEditText()

    @Slot()
    def on_returned(self) -> None:
        """Typed: also a label that is not in the list."""
        text = self.others.currentText()
        if text.strip() and text not in self._labels:
            self.on_typed(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, perhaps other lines."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _on_clicked(self) -> None:
        for label, button in zip(self._shown, self.buttons, strict=False):
            if button is self.sender():
                button.setChecked(label in self._checked)  # the answer, not the click, decides
                self.given.emit(label)
                return

    def _make_button(self) -> QPushButton:
        button = mark(QPushButton(self), "quiet")
        button.setCheckable(True)
        button.setIconSize(QSize(SWATCH, SWATCH))
        button.clicked.connect(self._on_clicked)
        return button

    def _draw(self) -> None:
        frequent = self._labels[:KEYS]
        shown = frequent + [label for label in self._checked if label not in frequent][:RARE]
        while len(self.buttons) < len(shown):
            self.buttons.append(self._make_button())
        for index, label in enumerate(shown):
            button = self.buttons[index]
            if self._shown[index : index + 1] != [label] or self._is_dark != self._theme.tokens.dark:
                digit = f" {index + 1}  " if index < len(frequent) else ""
                button.setText(f"{digit}{shorten(label)}".replace("&", "&&"))
                button.setAccessibleName(label)
                button.setToolTip(make_tip(label) if shorten(label) != label else "")
                button.setIcon(self._draw_swatch(self._numbers.get(label, 0)))
            button.setChecked(label in self._checked)
            button.show()
        for button in self.buttons[len(shown) :]:
            button.hide()
        self._is_dark = self._theme.tokens.dark
        if shown != self._shown:
            self._shown = shown
            self._arrange()

    def _arrange(self) -> None:
        """Button after button, in as many lines as they need; the list of the others last."""
        left, top, height = 0, 0, self.others.sizeHint().height()
        for widget in (*self.buttons[: len(self._shown)], self.others):
            width = OTHERS_WIDTH if widget is self.others else widget.sizeHint().width()
            if left and left + width > self.width():
                left, top = 0, top + height + SPACE
            widget.setGeometry(left, top, width, height)
            left += width + SPACE
        self.setFixedHeight(top + height)

    def _draw_swatch(self, number: int) -> QIcon:
        picture = QPixmap(2 * SWATCH, 2 * SWATCH)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.hue(number).edge))
        painter.drawRoundedRect(picture.rect(), 5, 5)
        painter.end()
        return QIcon(picture)

    def _retranslate(self) -> None:
        line = self.others.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("Another label"))
        self.others.setAccessibleName(self.tr("Another label"))
