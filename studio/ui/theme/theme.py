"""The theme in use: follows the system or the user's choice, and hands out fonts, icons and colours."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from studio.contract.places import find_folder, find_resources, write_atomically
from studio.ui.theme.icons import draw_icon, draw_pixmap
from studio.ui.theme.tokens import DARK, LIGHT, SIZES, Tokens

FAMILIES = {
    "win32": ["Segoe UI", "Microsoft YaHei UI"],
    "darwin": [".AppleSystemUIFont", "PingFang SC"],
    "linux": ["Noto Sans", "Noto Sans CJK SC", "Source Han Sans SC", "Cantarell", "Ubuntu", "DejaVu Sans"],
}
CODE_FAMILIES = ["Cascadia Mono", "SF Mono", "Noto Sans Mono", "DejaVu Sans Mono", "Noto Sans Mono CJK SC"]
MARKS = ("chevron_down", "chevron_up", "check")

W = TypeVar("W", bound=QWidget)


class Theme(QObject):
    """One for the application. ``changed`` comes after colours and style sheet are in place."""

    changed = Signal()

    def __init__(self, application: QApplication, choice: str, owner: QObject | None = None) -> None:
        super().__init__(owner)
        self.choice = choice
        self.tokens: Tokens = LIGHT
        self._application = application
        self._icon = lru_cache(maxsize=256)(draw_icon)
        application.setStyle("Fusion")
        application.setFont(make_font())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.on_scheme_changed)
        self._apply()

    def choose(self, choice: str) -> None:
        """Follows the system (``system``) or stays ``light`` or ``dark``."""
        self.choice = choice
        self._apply()

    def icon(self, name: str, colour: str = "text") -> QIcon:
        """The icon ``name`` in the colour of a token; ask again when the theme changed."""
        colours = self.tokens.colours()
        return self._icon(name, colours[colour], colours["border"])

    def pixmap(self, name: str, colour: str = "text", size: int = 20) -> QPixmap:
        """The icon ``name`` as a picture of ``size`` px, for a label."""
        return draw_pixmap(name, self.tokens.colours()[colour], size, self._application.devicePixelRatio())

    def colour(self, token: str) -> QColor:
        """A token as a colour to paint with."""
        return QColor(self.tokens.colours()[token])

    @Slot(Qt.ColorScheme)
    def on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        """The system went light or dark."""
        if self.choice == "system":
            self._apply()

    def _apply(self) -> None:
        system_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self.choice == "dark" or (self.choice == "system" and system_dark)
        self.tokens = DARK if dark else LIGHT
        self._application.setPalette(_make_palette(self.tokens))
        self._application.setStyleSheet(_fill_style(self.tokens))
        self.changed.emit()


def mark(widget: W, role: str) -> W:
    """Gives a widget a role of style.qss (``title``, ``card``, ``primary``, …) at any time; returns it."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        repolish(widget)
    return widget


def repolish(widget: QWidget) -> None:
    """Looks the style sheet up again after a property changed; before the first showing Qt does so itself."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def make_font(size: str = "body", *, strong: bool = False, code: bool = False) -> QFont:
    """A font of the design's sizes with digits of equal width; ``code`` for what is typed or read as such."""
    font = QFont()
    font.setFamilies(CODE_FAMILIES if code else FAMILIES.get(sys.platform, FAMILIES["linux"]))
    font.setPixelSize(SIZES[size])
    font.setFeature(QFont.Tag("tnum"), 1)
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def _make_palette(tokens: Tokens) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: tokens.background,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.background,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.muted,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.ToolTipBase: tokens.raised,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.Mid: tokens.hairline,
        QPalette.ColorRole.Accent: tokens.accent,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return palette


def _fill_style(tokens: Tokens) -> str:
    sheet = Path(__file__).with_name("style.qss").read_text(encoding="utf-8")
    sizes = {f"size_{name}": f"{size}px" for name, size in SIZES.items()}
    marks = {f"mark_{name}": _tint_mark(name, tokens.muted, tokens.dark) for name in MARKS[:2]}
    marks["mark_check"] = _tint_mark("check", tokens.on_accent, tokens.dark)
    return Template(sheet).substitute(tokens.colours() | sizes | marks)


def _tint_mark(name: str, colour: str, dark: bool) -> str:
    """A style sheet takes pictures only from files: keeps a tinted copy; untinted where nothing can be written."""
    source = find_resources() / "icons" / f"{name}.svg"
    try:
        copy = find_folder("cache") / f"{name}-{'dark' if dark else 'light'}.svg"
        write_atomically(copy, source.read_text(encoding="utf-8").replace("currentColor", colour), durable=False)
    except OSError:
        copy = source
    return copy.as_posix()
