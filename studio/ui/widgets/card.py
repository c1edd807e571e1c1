"""A card: a surface with hairline border; as a choice it is clicked, focused and chosen by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from studio.ui.theme.theme import Theme, mark
from studio.ui.theme.tokens import RADIUS


class Card(QFrame):
    """Holds widgets in its ``column`` (16 px inside)."""

    def __init__(self, parent: QWidget | None = None, *, role: str = "card") -> None:
        super().__init__(parent)
        mark(self, role)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 16, 16, 16)
        self.column.setSpacing(8)


class ChoiceCard(Card):
    """A card that is one button: ``clicked`` by mouse, Space or Enter; a ring when hovered, focused or chosen."""

    clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chosen = False
        self._pressed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def chosen(self) -> bool:
        """Whether it is the chosen one of its group."""
        return self._chosen

    def choose(self, chosen: bool) -> None:
        """Marks it as the chosen one, or not."""
        self._chosen = chosen
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left button goes down."""
        self._pressed = event.button() == Qt.MouseButton.LeftButton

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The left button comes up on the card: a click."""
        if self._pressed and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
        self._pressed = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter click."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The ring follows mouse and focus."""
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface, then the ring."""
        super().paintEvent(event)
        ringed = self._chosen or self.hasFocus()
        if not ringed and not self.underMouse():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if ringed else 1.0
        painter.setPen(QPen(self._theme.colour("accent" if ringed else "border"), width))
        inset = QPointF(width / 2, width / 2)
        box = self.rect().toRectF()
        box.setTopLeft(box.topLeft() + inset)
        box.setBottomRight(box.bottomRight() - inset)
        painter.drawRoundedRect(box, RADIUS - 1, RADIUS - 1)
