"""Draws every page in its important states, in both languages and themes, into PNG files.

    python -m tests.screens [OUT] [--only home,data-loaded] [--languages en,zh_CN,stretched] [--themes light,dark]

The language "stretched" makes every text of the window half as long again.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop, QObject, QPoint, QTimer, QTranslator
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from studio.ui.context import Context
from studio.ui.window import Window
from tests.ui.scenes import Prepare, collect_scenes

ROOT = Path(__file__).resolve().parents[1]
SETTLE_MILLISECONDS = 250
LOOK_MILLISECONDS = 50
PATIENCE_MILLISECONDS = 60_000


class Stretched(QTranslator):
    """Every text half as long again."""

    def isEmpty(self) -> bool:
        """It has an answer for everything."""
        return False

    def translate(self, context: str, source: str, note: str | None = None, count: int = -1) -> str:
        """The text itself, and half of it once more."""
        return (source + " " + source[: len(source) // 2]).replace("%n", str(count))


def wait(milliseconds: int, ready: Callable[[], bool] | None = None) -> bool:
    """Lets the window live for a while, or until it is ready; False where it never is."""
    loop, timer, end = QEventLoop(), QTimer(interval=LOOK_MILLISECONDS), QTimer(singleShot=True, interval=milliseconds)
    if ready is not None:
        timer.timeout.connect(lambda: loop.quit() if ready() else None)
    end.timeout.connect(lambda: loop.exit(1))
    timer.start()
    end.start()
    return loop.exec() == 0


def list_dialogs(window: Window) -> list[QDialog]:
    """The dialogs over a window."""
    return [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]


def grab(window: Window) -> QPixmap:
    """A window with the dialog over it, as a desktop would show them."""
    picture = window.grab()
    painter = QPainter(picture)
    for dialog in list_dialogs(window):
        painter.fillRect(window.rect(), QColor(0, 0, 0, 90))
        painter.drawPixmap(QPoint((window.width() - dialog.width()) // 2, (window.height() - dialog.height()) // 2),
                           dialog.grab())  # fmt: skip
    painter.end()
    return picture


def bring(name: str, window: Window, prepare: Prepare) -> None:
    """Brings a window into the state of a scene."""
    ready = prepare(window)
    if ready is not None and not wait(PATIENCE_MILLISECONDS, ready):
        print(f"{name} was never ready")


def draw(name: str, scene: tuple[str, Prepare], languages: list[str], themes: list[str], out: Path) -> None:
    """One scene in every language and theme."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory(prefix="screens-") as folder:
        os.environ["STUDIO_HOME"] = folder
        owner = QObject()
        context = Context.build(application, owner)
        window = Window(context)
        window.resize(1280, 800)
        window.show()
        page, prepare = scene
        window.show_page(page)
        bring(name, window, prepare)
        stretched = Stretched()
        for language in languages:
            context.settings.set("language", language if language != "stretched" else "en")
            if language == "stretched":
                application.installTranslator(stretched)
            if list_dialogs(window):  # a dialog keeps the language it was opened in
                for dialog in list_dialogs(window):
                    dialog.close()
                bring(name, window, prepare)
            for theme in themes:
                context.settings.set("theme", theme)
                wait(SETTLE_MILLISECONDS)
                grab(window).save(str(out / f"{name}-{language}-{theme}.png"))
            application.removeTranslator(stretched)
        window.hide()
        window.deleteLater()
        wait(LOOK_MILLISECONDS)
        context.close()
        owner.deleteLater()
        wait(LOOK_MILLISECONDS)


def main() -> int:
    """See the module's text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--languages", default="en,zh_CN")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / "screens", help="a folder for the pictures")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    QApplication(sys.argv[:1])
    wanted = [part for part in asked.only.split(",") if part]
    for name, scene in collect_scenes().items():
        if not wanted or any(name.startswith(part) for part in wanted):
            draw(name, scene, asked.languages.split(","), asked.themes.split(","), asked.out)
            print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
