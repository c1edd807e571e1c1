"""The important states of every page: shown by tests/screens.py, measured by test_pages.py.

A scene is a page and a function that brings a window into a state. Where that takes a while it returns a
function that tells whether the state is reached.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from studio.contract.events import Metric, Progress, RunState, State
from studio.contract.problems import Problem
from studio.contract.report import Confusion, Overall, Report
from studio.contract.run import RunFolder
from studio.ui.window import PAGES, Window

Ready = Callable[[], bool]
Prepare = Callable[[Window], Ready | None]
RECIPE = "task: {task}\nmodel: starter\ndata:\n  train: train.conll\n"


def leave_empty(window: Window) -> None:
    """As at the very first start."""


def show_earlier_runs(window: Window) -> Ready:
    """Runs of every kind, one of them going on."""
    make_run("Find names in news", RunState.DONE, 0.8312)
    make_run("Sort customer messages", RunState.STOPPED, 0.9021, task="text-classification")
    make_run("A very long title that somebody gave a run so that it would be found again later", RunState.FAILED)
    make_run("三号病房记录", None)
    window.context.library.refresh()
    return lambda: len(window.context.library.records) == 4


def show_live_run(window: Window) -> Ready:
    """A training at the foot of the rail."""
    run = make_run("Find names in news", RunState.TRAINING)
    run.append(Progress(step=42, total_steps=100, epoch=1.3, seconds_left=170))
    run.close()
    worker = window.context.runs.open(run.path)
    return lambda: window.rail.strip.worker is worker


def show_problems(window: Window) -> Ready:
    """More problems than a page shows at once."""
    page = window.page
    assert page is not None
    missing = Problem(code="data.table_unreadable", values={"file": "notes.csv"}, details="no such file")
    page.show_problems([missing, Problem(code="run.live"), Problem(code="computer.no_keyring", level="look")])
    return page.banner.isVisible


def make_run(title: str, state: RunState | None, figure: float | None = None, task: str = "") -> RunFolder:
    """A run folder with a falling loss; ``state`` None leaves it broken off while training."""
    run = RunFolder.create(RECIPE.format(task=task or "token-classification"), title=title)
    run.append(State(state=RunState.PREPARING, attempt=1, from_step=0))
    run.append(State(state=RunState.TRAINING, attempt=1))
    for step in range(60):
        loss = 0.2 + 1.8 * math.exp(-step / 18) + 0.06 * math.sin(step * 1.7)
        run.append(Metric(step=step, split="train", values={"loss": loss}))
    if state is not None and state is not RunState.TRAINING:
        run.append(State(state=state, attempt=1))
    run.close()
    if figure is not None:
        shares = dict.fromkeys(("precision", "recall", "micro_f1", "macro_f1", "weighted_f1", "accuracy"), figure)
        report = Report(
            task=task or "token-classification",
            split="test",
            examples=120,
            overall=Overall.model_validate(shares),
            classes=[],
            confusion=Confusion(labels=[], counts=[]),
        )
        (run.path / "report.json").write_text(report.dump(), encoding="utf-8")
    return run


def collect_scenes() -> dict[str, tuple[str, Prepare]]:
    """All scenes by name, in the order of the pages."""
    found: dict[str, tuple[str, Prepare]] = {f"{page}-empty": (page, leave_empty) for page in PAGES}
    found |= {
        "home-runs": ("home", show_earlier_runs),
        "home-running": ("home", show_live_run),
        "settings-problems": ("settings", show_problems),
    }
    for module in sorted(Path(__file__).parent.glob("[!_]*.py")):
        found |= import_module(f"tests.ui.scenes.{module.stem}").SCENES
    order = list(PAGES)
    return dict(sorted(found.items(), key=lambda item: order.index(item[1][0])))
