"""What holds for every page in each of its states: it fits, nothing is cut, everything has a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.context import Context
from studio.ui.window import Window
from tests.ui.scenes import collect_scenes
from tests.ui.scenes.health import ONLY_DRAWN

SCENES = {name: scene for name, scene in collect_scenes().items() if name not in ONLY_DRAWN}


@pytest.fixture(params=SCENES)
def scene(request: pytest.FixtureRequest, open_window: Callable[[], Window], qtbot: QtBot) -> Window:
    """A window in one of the states, at the size that every laptop has."""
    window = open_window()
    window.resize(1280, 800)
    page, prepare = SCENES[request.param]
    window.show_page(page)
    ready = prepare(window)
    if ready is not None:
        qtbot.waitUntil(ready, timeout=60_000)
    return window


def test_it_fits_nothing_is_cut_in_either_language_and_everything_has_a_name(scene: Window, context: Context) -> None:
    for language in ("en", "zh_CN"):
        context.settings.set("language", language)
        for _ in ("texts", "layouts"):
            QApplication.sendPostedEvents()
        least = scene.minimumSizeHint()
        assert (least.width() <= 1280, least.height() <= 800) == (True, True), (language, least)
        cut = [text for text in map(find_cut_text, scene.findChildren(QWidget)) if text]
        assert cut == [], language
    assert find_nameless(scene) == []


def find_nameless(scene: Window) -> list[str]:
    """What can be pressed or filled and says to a screen reader nothing of what it is."""
    nameless = []
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for widget in scene.findChildren(kind):
            inside = isinstance(widget.parentWidget(), QComboBox | QLineEdit | QAbstractSpinBox)
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            if widget.isVisible() and not inside and not text and not widget.accessibleName():
                nameless.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return nameless


def find_cut_text(widget: QWidget) -> str:
    """The text of a label or button that does not have the space it needs; "" where all can be read."""
    if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton) or not widget.text():
        return ""
    size = widget.size()
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.text() if widget.heightForWidth(size.width()) > size.height() + 1 else ""
    if "…" in widget.text() and widget.toolTip() and widget.toolTip() == widget.accessibleName():
        return ""  # cut on purpose: a label can be of any length, and the tip has all of it
    needed = widget.sizeHint()
    return widget.text() if needed.width() > size.width() + 1 or needed.height() > size.height() + 8 else ""
