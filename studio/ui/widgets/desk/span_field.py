"""A sentence whose entities are put right: words are selected by dragging or with the keyboard, then marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.contract.entities import Entity
from studio.ui.theme.theme import Theme
from studio.ui.theme.tokens import RADIUS
from studio.ui.widgets.spans import Piece, SpanLayout, mark_spans

WORDS = 600
"""More of a text is not shown, nor changed."""
INSET = 8.0


class SpanField(QWidget):
    """``entities`` count in words. ``changed`` follows what the user marked or cleared; ``selected`` the selection.

    ``digit_pressed`` carries 1 to 9.
    """

    changed = Signal()
    selected = Signal()
    digit_pressed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._offsets: list[tuple[int, int]] = []
        self._labels: Sequence[str] = ()
        self.entities: list[Entity] = []
        self._anchor: int | None = None
        self._cursor = 0
        self._layouts: dict[int, SpanLayout] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._renew)

    def show_text(
        self, text: str, offsets: Sequence[tuple[int, int]], entities: Sequence[Entity], labels: Sequence[str]
    ) -> None:
        """Another sentence with its words and entities; ``labels`` in the order that gives them their colours."""
        if text != self._text:
            self._anchor, self._cursor = None, 0
        self._offsets = list(offsets[:WORDS])
        self._text = text[: self._offsets[-1][1]] if len(offsets) > WORDS else text
        self._labels = labels
        self.entities = sorted(entities)
        self._renew()

    @property
    def selection(self) -> tuple[int, int] | None:
        """The selected words: the first, and the one after the last."""
        if self._anchor is None:
            return None
        return min(self._anchor, self._cursor), max(self._anchor, self._cursor) + 1

    def select(self, first: int, last: int) -> None:
        """Selects words, both ends included."""
        most = len(self._offsets) - 1
        self._anchor, self._cursor = max(0, min(first, most)), max(0, min(last, most))
        self._tell_selection()

    def mark_selection(self, label: str) -> None:
        """The selected words are one entity with this label, "" for none; what it lies over gives way."""
        if self.selection is None:
            return
        start, end = self.selection
        kept = [entity for entity in self.entities if entity.end <= start or entity.start >= end]
        wanted = sorted([*kept, Entity(start, end, label)] if label else kept)
        if wanted != self.entities:
            self.entities = wanted
            self._renew()
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows select words, with Shift more of them; digits mark, Backspace clears."""
        key, extends = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        moves = {
            Qt.Key.Key_Left: self._cursor - 1,
            Qt.Key.Key_Right: self._cursor + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._offsets) - 1,
        }
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.digit_pressed.emit(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.mark_selection("")
        elif key == Qt.Key.Key_Escape and self._anchor is not None:
            self._anchor = None
            self._tell_selection()
        elif key in moves and self._offsets:
            target = moves[Qt.Key(key)] if self._anchor is not None else self._cursor
            self.select(self._anchor if extends and self._anchor is not None else target, target)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On an entity: all of it; else the word."""
        if event.button() != Qt.MouseButton.LeftButton or not self._offsets:
            return
        word = self._find_word(event.position())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._anchor is not None:
            self.select(self._anchor, word)
            return
        entity = next((entity for entity in self.entities if entity.start <= word < entity.end), None)
        self.select(*((entity.start, entity.end - 1) if entity else (word, word)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragging selects more words."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._anchor is not None:
            word = self._find_word(event.position())
            if word != self._cursor:
                self.select(self._anchor, word)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """With the keyboard one begins at the first word."""
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and self._anchor is None and self._offsets:
            self.select(self._cursor, self._cursor)

    def hasHeightForWidth(self) -> bool:
        """Text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As tall as the wrapped text."""
        return int(self._lay_out(width).height + 2 * INSET) + 1

    def sizeHint(self) -> QSize:
        """As tall as it is now wide."""
        width = self.width() or 400
        return QSize(width, self.heightForWidth(width))

    def find_top(self) -> float:
        """How far down the word lies where the keyboard is."""
        start = self._offsets[self._cursor][0] if self._offsets else 0
        return self._lay_out().find_top(start) + INSET

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sentence, its entities, what is selected, and the ring of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS - 2, RADIUS - 2)
        selected = None
        if self.selection is not None and self._offsets:
            start, end = self.selection
            selected = (self._offsets[start][0], self._offsets[end - 1][1])
        self._lay_out().draw(painter, QPointF(INSET, INSET), selected)

    def _tell_selection(self) -> None:
        said = ""
        if self.selection is not None:
            start, end = self.selection
            said = self._text[self._offsets[start][0] : self._offsets[end - 1][1]]
        self.setAccessibleDescription(said)
        self.update()
        self.selected.emit()

    def _find_word(self, at: QPointF) -> int:
        """The word at a place, or the one before it."""
        point = self._lay_out().find_point(at - QPointF(INSET, INSET))
        before = [index for index, (start, _) in enumerate(self._offsets) if start <= point]
        return before[-1] if before else 0

    def _renew(self) -> None:
        self._layouts = {}
        spoken = (f"{piece.text} ({piece.label})" if piece.label else piece.text for piece in self._cut())
        self.setAccessibleName("".join(spoken))
        self.updateGeometry()
        self.update()

    def _cut(self) -> list[Piece]:
        shown = [entity for entity in self.entities if entity.end <= len(self._offsets)]
        spans = [(self._offsets[one.start][0], self._offsets[one.end - 1][1], one.label) for one in shown]
        return mark_spans(self._text, spans)

    def _lay_out(self, width: int = 0) -> SpanLayout:
        """Laid out once for each width, as long as nothing changes."""
        wanted = width or self.width()
        if wanted not in self._layouts:
            self._layouts[wanted] = SpanLayout(self._cut(), self._labels, wanted - 2 * INSET, self._theme, "lead")
        return self._layouts[wanted]
