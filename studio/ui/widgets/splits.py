"""Which share of the examples trains, is watched during training, and judges at the end: one bar, dragged."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.language import Language
from studio.ui.theme.theme import Theme, make_font

SPLITS = ("train", "validation", "test")
GRIP = 6
SMALLEST, LARGEST = 0.02, 0.4
STEP = 0.01
BAR = 32


class SplitsBar(QWidget):
    """``dragged`` carries the shares (validation, test) when a border was let go; fixed where files decide."""

    dragged = Signal(float, float)

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = language
        self._sizes: dict[str, int] = {}
        self._shares = [0.8, 0.1, 0.1]
        self._movable = False
        self._border: int | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_sizes(self, sizes: Mapping[str, int], movable: bool) -> None:
        """Examples of each split; ``movable`` where they are shares of one file."""
        self._sizes = {name: sizes.get(name, 0) for name in SPLITS}
        total = sum(self._sizes.values()) or 1
        self._shares = [self._sizes[name] / total for name in SPLITS]
        self._movable = movable
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if movable else Qt.FocusPolicy.NoFocus)
        self._retranslate()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(300, BAR)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes the border under the mouse."""
        self._border = self._find_border(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Moves it."""
        x = event.position().x()
        if self._border is not None:
            self._move(self._border, x / max(1, self.width()))
        near = self._find_border(x) is not None
        self.setCursor(Qt.CursorShape.SplitHCursor if near else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets it go: the data are split anew."""
        if self._border is not None:
            self._border = None
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move the first border, with Shift the second."""
        steps = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._movable:
            super().keyPressEvent(event)
            return
        border = 1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0
        self._move(border, sum(self._shares[: border + 1]) + step)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Three segments with what they are and how many."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(make_font("small"))
        metrics = QFontMetricsF(painter.font())
        left = 0.0
        if not any(self._sizes.values()):
            self._draw_waiting(painter)
            return
        for index, share in enumerate(self._shares):
            width = share * self.width()
            box = QRectF(left, 0, width, BAR).adjusted(1 if index else 0, 0, -1, 0)
            painter.setPen(QPen(self._theme.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("hairline" if index else "accent_soft"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1) if self.hasFocus() else box, 4, 4)
            if index and self._movable:
                self._draw_grip(painter, left)
            painter.setPen(self._theme.colour("text"))
            text = self._say(index)
            if metrics.horizontalAdvance(text) > width - 20:
                text = self._language.locale.toString(self._sizes.get(SPLITS[index], 0)) if share else ""
            painter.drawText(box.adjusted(12, 0, -3, 0), Qt.AlignmentFlag.AlignVCenter, text)
            left += width

    def _draw_waiting(self, painter: QPainter) -> None:
        """All rows have to be read before they are divided."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("hover"))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setPen(self._theme.colour("muted"))
        text = self.tr("Divided into training, validation and test once all rows are read")
        painter.drawText(QRectF(self.rect()).adjusted(12, 0, -3, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_grip(self, painter: QPainter, x: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("border"))
        painter.drawRoundedRect(QRectF(x - 2, 8, 4, BAR - 16), 2, 2)

    def _retranslate(self) -> None:
        self.setAccessibleName(", ".join(self._say(index) for index in range(3)))
        hint = self.tr("Drag a border, or use the arrow keys (with Shift for the second), to change the shares.")
        fixed = self.tr("Your files say which examples are for what.")
        self.setToolTip(hint if self._movable else fixed)
        self.setAccessibleDescription(self.toolTip())

    def _say(self, index: int) -> str:
        name = SPLITS[index]
        return f"{self._language.words.say(f'split-{name}')} {self._language.locale.toString(self._sizes.get(name, 0))}"

    def _find_border(self, x: float) -> int | None:
        borders = (self._shares[0] * self.width(), (self._shares[0] + self._shares[1]) * self.width())
        near = [index for index, border in enumerate(borders) if abs(border - x) <= GRIP]
        return near[0] if near and self._movable else None

    def _move(self, border: int, place: float) -> None:
        train, validation, _ = self._shares
        if border == 0:
            validation = min(max(train + validation - place, SMALLEST), LARGEST)
            test = self._shares[2]
        else:
            test = min(max(1 - place, SMALLEST), LARGEST)
        self._shares = [1 - validation - test, validation, test]
        total = sum(self._sizes.values())
        counts = [round(total * share) for share in self._shares]
        self._sizes = dict(zip(SPLITS, counts, strict=True))
        self._retranslate()
        self.update()

    def _tell(self) -> None:
        self.dragged.emit(round(self._shares[1], 3), round(self._shares[2], 3))
