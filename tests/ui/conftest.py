"""The real window for every test of it, and the watch on what it leaves behind."""

from __future__ import annotations

import gc
import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.contract.places import find_folder
from studio.contract.problems import Problem
from studio.contract.run import RunFolder
from studio.ui.context import Context
from studio.ui.window import PAGES, Window
from tests.ui.watchdog import Watchdog

import_module("pyqtgraph")  # as in the application, where both are ready before the first visit
for page in PAGES:
    import_module(f"studio.ui.pages.{page}")
OFFSCREEN = "This plugin does not support"
RECORDED = Path(__file__).parents[1] / "runs"
Shown = list[tuple[list[Problem], str]]
Until = Callable[..., AbstractContextManager[Any]]
AnyPage = TypeVar("AnyPage", bound=QWidget)


@pytest.fixture(autouse=True, scope="session")
def little_to_look_through() -> None:
    """What the engine's tests left in this process (torch and all it brings) is no garbage: looking through it takes
    the collector half a second within any slot. The window's own process has none of it.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def quiet(qtlog: Any, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails on any warning of Qt (but for what the offscreen screen cannot do) or of a logger."""
    yield
    complaints = [str(record.message) for record in qtlog.records if OFFSCREEN not in record.message]
    complaints += [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert not complaints, complaints


@pytest.fixture(autouse=True)
def no_leaks(qapp: QApplication) -> Iterator[None]:
    """Fails on a window, thread or child process that is left when the test has ended."""
    before = set(threading.enumerate())
    yield
    free_deleted()
    widgets = [repr(widget) for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    threads = [thread.name for thread in set(threading.enumerate()) - before if not thread.daemon]
    _, alive = psutil.wait_procs(psutil.Process().children(), timeout=10)
    children = [child.cmdline() for child in alive]
    assert (widgets, threads, children) == ([], [], [])


@pytest.fixture(autouse=True)
def watchdog() -> Iterator[Watchdog]:
    """Fails on a slot that computes for more than 100 ms, by its name."""
    watch = Watchdog()
    yield watch
    watch.stop()
    assert not watch.stalls


@pytest.fixture
def context(qapp: QApplication, home: Path) -> Iterator[Context]:
    """Everything a page is given, in a home of its own and in English."""
    owner = QObject()
    made = Context.build(qapp, owner)
    made.settings.set("language", "en")
    made.language.choose("en")
    yield made
    made.close()
    owner.deleteLater()
    free_deleted()


@pytest.fixture
def open_window(context: Context) -> Iterator[Callable[[], Window]]:
    """Opens windows as a start of the application does; they go before what they stand on."""
    made: list[Window] = []

    def open_one() -> Window:
        made.append(Window(context))
        made[-1].show()
        return made[-1]

    yield open_one
    for window in made:
        window.hide()
        window.deleteLater()
    free_deleted()


@pytest.fixture
def window(qtbot: QtBot, open_window: Callable[[], Window]) -> Window:
    """The real window, shown, on its home page."""
    made = open_window()
    with qtbot.waitExposed(made):
        pass
    return made


def open_page(window: Window, name: str, kind: type[AnyPage]) -> AnyPage:
    """A page of the real window, shown."""
    window.show_page(name)
    page = window.page
    assert isinstance(page, kind)
    return page


@pytest.fixture
def alerts(context: Context) -> Shown:
    """What was shown to the user: (problems, where), in order."""
    shown: Shown = []
    context.alerts.shown.connect(lambda problems, where: shown.append((problems, where)))
    return shown


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    """``with until(signal, when=predicate):`` do something, then wait for it; the predicate sees the arguments."""

    def wait(signal: Any, when: Callable[..., bool] | None = None) -> AbstractContextManager[Any]:
        waiting: AbstractContextManager[Any] = qtbot.waitSignal(signal, timeout=60_000, check_params_cb=when)
        return waiting

    return wait


@pytest.fixture
def recorded_run(home: Path) -> Callable[[str], RunFolder]:
    """A run folder of tests/runs as if it had been trained here."""

    def copy(name: str) -> RunFolder:
        target = find_folder("runs") / name
        shutil.copytree(RECORDED / name, target)
        return RunFolder(target)

    return copy


def free_deleted() -> None:
    """What was given to deleteLater goes now."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
