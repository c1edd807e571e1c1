"""Text with its labels: entities as soft coloured spans with a solid left edge, labels as chips."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.theme.theme import Theme, make_font

BREAKS = re.compile(r"[\t\n\v\f\r\u0085\u2028\u2029]")
LINE_SPACE = 1.45
EDGE = 3.0
THIN = "\u202f"  # narrow, and never the end of a line


@dataclass(frozen=True)
class Piece:
    """A stretch of text; ``label`` "" where nothing is marked. ``note`` (a probability) follows the label."""

    text: str
    label: str = ""
    note: str = ""


@dataclass(frozen=True)
class Mark:
    """One label within a laid-out text: first position, the one after its end, and its label."""

    start: int
    end: int
    label: str


class _Run(NamedTuple):
    """A stretch of the text in a layout: where it begins there in units, its first code point, and itself."""

    start: int
    point: int
    text: str


def cut_pieces(text: str, tags: Sequence[str], offsets: Sequence[Any]) -> list[Piece]:
    """A row of the Arrow copy or of predictions.parquet as pieces.

    ``tags`` are IOB2, one for each of ``offsets`` (pairs or {start, end} in code points), else labels of all of it.
    """
    if len(tags) != len(offsets) or not all(tag == "O" or tag[:2] in ("B-", "I-") for tag in tags):
        chips = [piece for tag in tags for piece in (Piece(" "), Piece(tag, tag))]
        return [*chips[1:], Piece(f"  {text}")] if tags else [Piece(text)]
    spans: list[tuple[int, int, str]] = []
    goes_on = False
    for tag, place in zip(tags, offsets, strict=True):
        start, end = (place["start"], place["end"]) if isinstance(place, Mapping) else place
        if tag[:2] == "I-" and spans and spans[-1][2] == tag[2:] and goes_on:
            spans[-1] = (spans[-1][0], end, tag[2:])
        elif tag != "O":
            spans.append((start, end, tag[2:]))
        goes_on = tag != "O"
    return mark_spans(text, spans)


def mark_spans(text: str, spans: Sequence[tuple[int, int, str]], notes: Sequence[str] = ()) -> list[Piece]:
    """The text cut at spans (start, end, label) that follow each other."""
    pieces: list[Piece] = []
    done = 0
    for index, (start, end, label) in enumerate(spans):
        if start > done:
            pieces.append(Piece(text[done:start]))
        pieces.append(Piece(text[start:end], label, notes[index] if notes else ""))
        done = end
    return pieces + ([Piece(text[done:])] if done < len(text) else [])


def _count_units(text: str) -> int:
    """Qt counts in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class SpanLayout:
    """Pieces laid out to a width: ``height`` in px, ``draw`` paints it. Labels are numbered by ``labels``."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        labels: Sequence[str],
        width: float,
        theme: Theme,
        size: str = "body",
        lines: int = 0,
    ) -> None:
        self._theme = theme
        self._marks: list[Mark] = []
        self._runs: list[_Run] = []
        self._number = {label: index for index, label in enumerate(labels)}
        text, formats, end, point = "", [], 0, 0
        for piece in pieces:
            start, shown = end, BREAKS.sub(" ", piece.text)
            self._runs.append(_Run(start + 2 * bool(piece.label), point, shown))
            point += len(shown)
            if not piece.label:
                text += shown
                end = start + _count_units(shown)
                continue
            chip = piece.text == piece.label
            tail = "" if chip else f"{THIN}{piece.label}{THIN}{piece.note}".rstrip(THIN)
            shown = f"{THIN}{THIN}{shown}{tail}{THIN}"
            text += shown
            end = start + _count_units(shown)
            self._marks.append(Mark(start, end, piece.label))
            fill = QColor(self._hue(piece.label).fill)
            formats.append(self._make_range(start, end - start, fill))
            if tail:
                small = _count_units(tail + THIN)
                formats.append(self._make_range(end - small, small, fill, caps=True))
        self._layout = QTextLayout(text, make_font(size))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(formats)
        self.line_height = QFontMetricsF(self._layout.font()).height() * LINE_SPACE
        self._cut: QPointF | None = None
        self.height = self._break_lines(width, lines, end)

    def find_point(self, at: QPointF) -> int:
        """The code point of the text nearest to a place."""
        count = self._layout.lineCount()
        if not count or not self._runs:
            return 0
        line = self._layout.lineAt(min(max(int(at.y() // self.line_height), 0), count - 1))
        unit = line.xToCursor(at.x(), QTextLine.CursorPosition.CursorOnCharacter)
        run = next((run for run in reversed(self._runs) if run.start <= unit), self._runs[0])
        inside = run.text.encode("utf-16-le", "surrogatepass")[: 2 * max(unit - run.start, 0)]
        return run.point + len(inside.decode("utf-16-le", "surrogatepass"))

    def find_top(self, point: int) -> float:
        """How far down the line with this code point begins."""
        line = self._layout.lineForTextPosition(self._find_unit(point))
        return line.lineNumber() * self.line_height if line.isValid() else 0.0

    def draw(self, painter: QPainter, origin: QPointF, selected: tuple[int, int] | None = None) -> None:
        """Text, fills and edges; ``selected`` are code points of the text."""
        painter.setPen(self._theme.colour("text"))
        self._layout.draw(painter, origin, self._select(selected) if selected else [])
        if self._cut is not None:
            painter.setFont(self._layout.font())
            painter.drawText(origin + self._cut, "…")
        for mark in self._marks:
            line = self._layout.lineForTextPosition(mark.start)
            if not line.isValid():
                continue
            hue = self._hue(mark.label)
            at: Any = line.cursorToX(mark.start)  # a pair, untyped upstream
            top = origin + QPointF(at[0] + EDGE / 2, line.y())
            pen = QPen(QColor(hue.edge), EDGE, Qt.PenStyle.DotLine if hue.dotted else Qt.PenStyle.SolidLine)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(QLineF(top, top + QPointF(0, line.height())))

    def _find_unit(self, point: int, *, after: int = 0) -> int:
        """Where a code point of the text stands in the layout, or (``after`` 1) where it ends."""
        run = next((run for run in reversed(self._runs) if run.point <= point), None)
        return run.start + _count_units(run.text[: point - run.point + after]) if run else 0

    def _select(self, points: tuple[int, int]) -> list[QTextLayout.FormatRange]:
        style = QTextCharFormat()
        style.setBackground(self._theme.colour("accent"))
        style.setForeground(self._theme.colour("on_accent"))
        made = QTextLayout.FormatRange()
        start, end = self._find_unit(points[0]), self._find_unit(points[1] - 1, after=1)
        made.start, made.length, made.format = start, end - start, style
        return [made]

    def _break_lines(self, width: float, most: int, length: int) -> float:
        """Lays out at most ``most`` lines (0: all) of ``length`` units; what is cut off ends in an ellipsis."""
        metrics = QFontMetricsF(self._layout.font())
        inset = (self.line_height - metrics.height()) / 2
        count, done = 0, 0
        self._layout.beginLayout()
        while (not most or count < most) and (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 40.0))
            line.setPosition(QPointF(0, count * self.line_height + inset))
            done = line.textStart() + line.textLength()
            count += 1
            if count == most and done < length:
                self._cut = QPointF(line.naturalTextWidth(), line.y() + metrics.ascent())
        self._layout.endLayout()
        return count * self.line_height

    def _make_range(self, start: int, length: int, fill: QColor, caps: bool = False) -> QTextLayout.FormatRange:
        style = QTextCharFormat()
        style.setBackground(fill)
        if caps:
            style.setFont(make_font("small", strong=True))
        made = QTextLayout.FormatRange()
        made.start, made.length, made.format = start, length, style
        return made

    def _hue(self, label: str) -> Any:
        return self._theme.tokens.hue(self._number.get(label, 0))


class SpanView(QWidget):
    """One text with its labels, as tall as it needs."""

    def __init__(self, theme: Theme, size: str = "lead", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self._pieces: Sequence[Piece] = ()
        self._labels: Sequence[str] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def show_pieces(self, pieces: Sequence[Piece], labels: Sequence[str]) -> None:
        """Replaces what is shown."""
        self._pieces, self._labels = pieces, labels
        spoken = (f"{piece.text} ({piece.label})" if piece.label else piece.text for piece in pieces)
        self.setAccessibleName("".join(spoken))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As tall as the wrapped text."""
        return int(self._lay_out(width).height) + 1

    def sizeHint(self) -> QSize:
        """As tall as it is now wide."""
        width = self.width() or 400
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The laid-out text."""
        painter = QPainter(self)
        painter.setClipRect(QRectF(self.rect()))
        self._lay_out(self.width()).draw(painter, QPointF(0, 0))

    def _lay_out(self, width: float) -> SpanLayout:
        return SpanLayout(self._pieces, self._labels, width, self._theme, self._size)
