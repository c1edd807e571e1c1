"""The watch itself: it names a slow slot, and lets a quick one pass."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from studio.ui.context import Context
from studio.ui.widgets.sparkline import Sparkline
from tests.ui.watchdog import Watchdog


@pytest.fixture
def watchdog() -> Watchdog:
    """In place of the one that fails the test."""
    return Watchdog()


@pytest.mark.parametrize("slow", [True, False])
def test_a_slow_slot_is_named(watchdog: Watchdog, context: Context, qtbot: QtBot, slow: bool) -> None:
    class Values(list[float]):
        def __iter__(self) -> Iterator[float]:
            end = time.thread_time() + (2 * watchdog.limit if slow else 0.0)
            while time.thread_time() < end:
                pass
            return super().__iter__()

    line = Sparkline(context.theme)
    timer = QTimer(singleShot=True, interval=0)
    timer.timeout.connect(lambda: line.set_values(Values([1.0])))
    with qtbot.waitSignal(timer.timeout):
        timer.start()
    watchdog.stop()
    line.deleteLater()
    assert list(watchdog.stalls) == (["Sparkline.set_values"] if slow else [])
