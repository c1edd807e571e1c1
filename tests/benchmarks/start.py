"""Cold start: from the process's start to a window that has been painted and answers.

``python -m tests.benchmarks.start [--times 10]``: a fresh process each time, files in the system's cache, offscreen.
Also says whether torch, transformers or datasets were loaded by then (they must not be).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

GOAL_SECONDS = 1.0

PROBE = """
import json, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from studio.ui.app import Studio
application = QApplication(sys.argv)
studio = Studio(application)
studio.show()
def answer():
    heavy = [name for name in ("torch", "transformers", "datasets") if name in sys.modules]
    print(json.dumps({"ready": time.time(), "heavy": heavy}), flush=True)
    QTimer.singleShot(200, application.quit)
QTimer.singleShot(0, answer)
application.exec()
studio.close()
"""


def start_once(home: str) -> tuple[float, list[str]]:
    """Seconds until the window answers, and the heavy libraries loaded by then."""
    environment = os.environ | {"STUDIO_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
    began = time.time()
    ended = subprocess.run(
        [sys.executable, "-c", PROBE], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    said = json.loads(ended.stdout.splitlines()[0])
    return said["ready"] - began, said["heavy"]


def main() -> int:
    """Prints one row of a table; 0 where the goal is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        start_once(home)
        found = [start_once(home) for _ in range(asked.times)]
    seconds = [taken for taken, _ in found]
    heavy = sorted({name for _, names in found for name in names})
    median = statistics.median(seconds)
    figures = f"{median:.2f} s (range {min(seconds):.2f} to {max(seconds):.2f} s, {asked.times} starts)"
    print(f"| start to interactive window, median | {figures} | ≤ {GOAL_SECONDS:.1f} s |")
    print(f"| heavy libraries loaded by then | {', '.join(heavy) or 'none'} | none |")
    return 0 if median <= GOAL_SECONDS and not heavy else 1


if __name__ == "__main__":
    sys.exit(main())
