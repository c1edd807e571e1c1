"""Icons: monochrome SVG files of resources/icons, drawn in the colour of a token at every size a screen asks for."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from studio.contract.places import find_resources

SIZES = (16, 20, 24, 32, 48, 64, 96)


def draw_icon(name: str, colour: str, disabled: str | None = None) -> QIcon:
    """The icon called ``name`` in one colour; ``disabled`` is its colour on a disabled button.

    Raises ``FileNotFoundError`` for a name without a file.
    """
    icon = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled or colour)):
        renderer = _load(name, ink)
        for size in SIZES:
            icon.addPixmap(_render(renderer, size), mode)
    return icon


def draw_pixmap(name: str, colour: str, size: int, ratio: float = 2.0) -> QPixmap:
    """The icon as a picture of ``size`` px, sharp on a screen of this pixel ratio."""
    pixmap = _render(_load(name, colour), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _load(name: str, colour: str) -> QSvgRenderer:
    text = (find_resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))


def _render(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
