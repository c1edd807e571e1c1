"""``python -m tests.proofs.driving [ACT…]``: the real program, with a hand in it and a mouth.

It runs what ``python -m studio`` runs, does ACT once its window is shown, and prints a line of JSON ten times a second
that says what can be seen. Killing it is the test's part.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import time
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from studio.__main__ import main
from studio.ui.app import Studio
from studio.ui.dialogs.problems import ProblemDialog
from studio.ui.pages.report import ReportPage
from studio.ui.pages.train import TrainPage

TELL_MILLISECONDS = 100
TYPE_MILLISECONDS = 60
Act = Callable[..., None]


def edit(studio: Studio, file: str) -> None:
    """Opens a file, then types without a pause: the seed counts up, each number said when it is typed."""
    studio.context.session.open_files([Path(file)])
    studio.window.show_page("train")
    draft = studio.context.draft
    draft.set_many({"epochs": 7, "model": "scratch-tiny"})

    def type_one() -> None:
        number = (draft.get("seed") or 0) + 1
        draft.set("seed", number)
        print(json.dumps({"typed": number, "time": time()}), flush=True)

    typing = QTimer(studio, interval=TYPE_MILLISECONDS)
    typing.timeout.connect(type_one)
    typing.start()


def train(studio: Studio, *files: str) -> None:
    """Opens files and clicks Train as soon as that is possible."""
    studio.context.session.open_files([Path(file) for file in files])
    studio.context.draft.set_many({"epochs": 1000, "model": "scratch-tiny", "early_stopping": 0})
    studio.window.show_page("train")
    page = studio.window.page
    assert page is not None
    timer = QTimer(studio, interval=TELL_MILLISECONDS)

    def click() -> None:
        if page.primary.isEnabled():
            page.primary.click()
            timer.stop()

    timer.timeout.connect(click)
    timer.start()


def read_report(studio: Studio, run_id: str) -> None:
    """Opens the report of a run as soon as the library knows it."""
    studio.context.library.loaded.connect(
        lambda: studio.window.show_page(f"report:{run_id}"), Qt.ConnectionType.SingleShotConnection
    )


ACTS: dict[str, Act] = {"edit": edit, "train": train, "report": read_report}


def describe(studio: Studio) -> dict[str, Any]:
    """What the user sees."""
    context, page = studio.context, studio.window.page
    seen: dict[str, Any] = {
        "page": page.id if page else "",
        "title": context.session.title,
        "values": {name: context.draft.get(name) for name in ("epochs", "model", "seed", "data.train")},
        "ready": context.draft.is_ready,
        "dialogs": sum(isinstance(widget, ProblemDialog) for widget in QApplication.topLevelWidgets()),
    }
    if isinstance(page, TrainPage) and page.view.isVisible() and page.view.worker is not None:
        points = page.view.plot.curves.curve("train", "loss").steps
        seen |= {"run": page.view.worker.id, "state": page.view.state, "points": len(points)}
    if isinstance(page, ReportPage) and page.shown is not None:
        seen |= {"report": page.shown.run.path.name, "wrong": len(page.shown.wrong)}
    return seen


def drive(act: str = "", *arguments: str) -> int:
    """The program; returns its exit code."""
    show = Studio.show

    def show_and_act(studio: Studio) -> None:
        show(studio)
        if act:
            QTimer.singleShot(0, lambda: ACTS[act](studio, *arguments))
        teller = QTimer(studio, interval=TELL_MILLISECONDS)
        teller.timeout.connect(lambda: print(json.dumps(describe(studio)), flush=True))
        teller.start()

    setattr(Studio, "show", show_and_act)  # noqa: B010 - the one place where a test reaches into the program
    return main([])


if __name__ == "__main__":
    sys.exit(drive(*sys.argv[1:]))
