"""How long the window is held up while ten million examples are scrolled through.

``python -m tests.benchmarks.scrolling [--rows 10000000] [--seconds 10]``: writes an Arrow file of made-up examples,
shows it in the list of the data page, throws the scroll bar about, and measures each repaint, how late the event
loop is, and what the window's memory grows by.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.ipc as ipc
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from studio.contract.table import Table
from studio.ui.context import Context
from studio.ui.models.examples_model import ExamplesModel
from studio.ui.widgets.examples_list import ExamplesList
from tests.benchmarks.responsiveness import Meter, wait_for

BATCH = 100_000
LABELS = ("delivery", "praise", "refund")
GOALS = {"open": 1000.0, "p99": 16.0}
MEMORY_GOAL = 300.0
SCROLL_MILLISECONDS = 15


def write_examples(path: Path, rows: int) -> None:
    """An Arrow file of short made-up texts with one label each."""
    schema = pa.schema(
        [
            ("row", pa.int64()),
            ("text", pa.string()),
            ("gold", pa.list_(pa.string())),
            ("offsets", pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))),
        ]
    )
    with ipc.new_file(str(path), schema) as writer:
        for start in range(0, rows, BATCH):
            numbers = range(start, min(start + BATCH, rows))
            columns = {
                "row": list(numbers),
                "text": [f"Where is my parcel number {number}?" for number in numbers],
                "gold": [[LABELS[number % 3]] for number in numbers],
                "offsets": [[]] * len(numbers),
            }
            writer.write_table(pa.table(columns, schema=schema))


class Thrower(QObject):
    """Moves the scroll bar as an impatient hand does: mostly a little, at times far away."""

    def __init__(self, view: ExamplesList) -> None:
        super().__init__(view)
        self.paints: list[float] = []
        self._view = view
        self._chance = random.Random(7)
        self._timer = QTimer(self, interval=SCROLL_MILLISECONDS)
        self._timer.timeout.connect(self.on_tick)
        self._timer.start()

    def on_tick(self) -> None:
        """One move, painted at once."""
        bar, far = self._view.verticalScrollBar(), self._chance.random() < 0.2
        place = self._chance.randrange(bar.maximum()) if far else bar.value() + self._chance.randrange(-200, 400)
        began = time.perf_counter()
        bar.setValue(place)
        self._view.viewport().repaint()
        self.paints.append((time.perf_counter() - began) * 1000)


def main() -> int:
    """Prints rows of a table; 0 where the goals are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--seconds", type=float, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"STUDIO_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        application = QApplication(sys.argv[:1])
        owner = QObject()
        context = Context.build(application, owner)
        path = Path(home) / "train.arrow"
        write_examples(path, asked.rows)
        Table(path).rows(0, 1)  # pyarrow is there long before, in the window
        before, began = psutil.Process().memory_info(), time.perf_counter()
        model, view = ExamplesModel(owner, context.chores), ExamplesList(context.theme)
        model.show_table(Table(path))
        view.resize(700, 480)
        view.show_model(model, LABELS)
        view.show()
        view.grab()
        opened = (time.perf_counter() - began) * 1000
        thrower, meter = Thrower(view), Meter(owner)
        meter.start()
        wait_for(asked.seconds)
        after = psutil.Process().memory_info()
        paints, late = sorted(thrower.paints), sorted(meter.late)
        view.close()
        view.deleteLater()
        context.close()
    mapped = getattr(after, "shared", 0) - getattr(before, "shared", 0)  # of the file, the system's to take back
    grown = (after.rss - before.rss - mapped) / 2**20
    paint, lag = paints[int(0.99 * (len(paints) - 1))], late[int(0.99 * (len(late) - 1))]
    print(f"| {asked.rows:,} rows in the list | {opened:.0f} ms | ≤ {GOALS['open']:.0f} ms |")
    figures = f"p99 {paint:.1f}, max {paints[-1]:.1f} ms ({len(paints)} moves); event loop late p99 {lag:.1f} ms"
    print(f"| one move of the scroll bar through them | {figures} | p99 ≤ {GOALS['p99']:.0f} ms |")
    print(f"| memory while scrolling | + {grown:.0f} MiB | ≤ {MEMORY_GOAL:.0f} MiB |")
    return 0 if opened <= GOALS["open"] and paint <= GOALS["p99"] and grown <= MEMORY_GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
