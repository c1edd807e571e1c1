"""How late the window's event loop is while a real training runs in its child process.

``python -m tests.benchmarks.responsiveness [--seconds 30]``: trains the first template with the starter model, shows
the live plot, and measures how much later than asked a timer of 5 ms fires.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from studio.contract.cards import TemplateCard, read_cards
from studio.contract.events import Progress, RunState
from studio.ui.app import Studio
from studio.ui.pages.train import TrainPage
from studio.ui.workers.run_worker import RunWorker

TICK = 0.005
GOALS = {"p99": 16.0, "max": 100.0}


class Meter(QObject):
    """Collects how late each tick is, in milliseconds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.late: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=int(TICK * 1000), timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.on_tick)

    def start(self) -> None:
        """From now on."""
        self._last = time.perf_counter()
        self._timer.start()

    def on_tick(self) -> None:
        """One tick."""
        now = time.perf_counter()
        self.late.append(max(0.0, now - self._last - TICK) * 1000)
        self._last = now


def wait_for(seconds: float, done: object = None) -> None:
    """Lets the event loop run until ``done()`` holds, looked at every 100 ms, at most so long."""
    loop = QEventLoop()
    end = time.monotonic() + seconds
    looking = QTimer(interval=100)
    looking.timeout.connect(lambda: loop.quit() if time.monotonic() > end or (callable(done) and done()) else None)
    looking.start()
    loop.exec()


def start_training(studio: Studio) -> RunWorker:
    """The first template, trained in the window."""
    context, window = studio.context, studio.window
    wait_for(60, lambda: bool(context.catalogue.models))
    context.session.open_template(read_cards(TemplateCard)[0])
    wait_for(120, lambda: context.draft.is_ready)
    window.show_page("train")
    page = window.page
    assert isinstance(page, TrainPage)
    page.start()
    worker = page.view.worker
    assert worker is not None
    wait_for(300, lambda: any(isinstance(event, Progress) for event in worker.events))
    return worker


def main() -> int:
    """Prints one row of a table; 0 where the goals are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"STUDIO_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        application = QApplication(sys.argv[:1])
        studio = Studio(application)
        studio.show()
        worker = start_training(studio)
        meter = Meter(studio)
        meter.start()
        wait_for(asked.seconds, lambda: worker.state.is_final)
        late = sorted(meter.late)
        worker.ask("stop")
        wait_for(120, lambda: worker.state is not RunState.TRAINING and worker.state.is_final)
        studio.close()
    p50, p95, p99 = (late[int(share * (len(late) - 1))] for share in (0.5, 0.95, 0.99))
    figures = f"p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f}, max {late[-1]:.0f} ms ({len(late)} ticks)"
    print(f"| event loop late while training | {figures} | p99 ≤ {GOALS['p99']:.0f} ms, max ≤ {GOALS['max']:.0f} ms |")
    return 0 if p99 <= GOALS["p99"] and late[-1] <= GOALS["max"] else 1


if __name__ == "__main__":
    sys.exit(main())
