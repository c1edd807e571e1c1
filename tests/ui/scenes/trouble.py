"""What goes wrong while a run trains, and what the train page says of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from studio.contract.attempts.ownership import hold_run, read_owner
from studio.contract.events import Event, Metric, Notice, RunState, State
from studio.contract.places import write_atomically
from studio.contract.run import RunFolder
from studio.ui.pages.train import TrainPage
from studio.ui.window import Window
from tests.ui.scenes import Prepare, Ready, make_run
from tests.ui.scenes.preparing import train

FULL = {"folder": "/home/ann/.local/share/MooreStudio/runs/20261123-141205-3f9a1c/checkpoints", "free": 3}
NEWER = {"reason": "version", "name": "torch", "before": "2.13.0", "now": "2.14.1"}
MORE = {"reason": "cores", "name": "", "before": 2, "now": 8}


def warn(code: str, **values: object) -> Event:
    """What a run says of itself that deserves a look."""
    return Notice(level="warning", code=code, values=values)


def fill_disk(window: Window) -> Ready:
    """A run that waits for room on the disk."""
    return train(window, State(state=RunState.PAUSED, attempt=1), warn("run.disk_full", **FULL))


def go_back(window: Window) -> Ready:
    """The loss was no number any more, and the run went back."""
    points = (Metric(step=step, split="train", values={"loss": 0.34 - step / 1000}) for step in range(51, 58))
    return train(
        window,
        *(Metric(step=60 + more, split="train", values={"loss": loss}) for more, loss in enumerate((0.9, 4.2, 31.0))),
        Metric(step=63, split="train", values={"loss": float("nan")}),
        State(state=RunState.PREPARING, attempt=1, from_step=50),
        warn("run.went_back", step=63, from_step=50),
        State(state=RunState.TRAINING, attempt=1),
        *points,
    )


def halve(window: Window) -> Ready:
    """Memory ran short."""
    return train(window, warn("run.micro_batch_halved", step=61, size=8, before=16))


def checkpoint(window: Window) -> Ready:
    """Memory ran short for a single text."""
    return train(window, warn("run.checkpointing", step=61))


def go_on_elsewhere(window: Window) -> Ready:
    """Gone on with after an update."""
    again = State(state=RunState.PREPARING, attempt=2, from_step=50)
    said = (warn("run.not_exact", **reason) for reason in (MORE, NEWER))
    return train(window, again, *said, State(state=RunState.TRAINING, attempt=2))


def lose_power(window: Window) -> Ready:
    """The computer was started anew since the run was last heard of."""
    run = make_run("Find names in news", None)
    with hold_run(run.path, 1):
        owner = read_owner(run.path)
    assert owner is not None
    before = owner.model_copy(update={"boot": "another", "heartbeat": "2026-11-23T14:12:05.000Z"})
    write_atomically(run.path / "owner.json", before.model_dump_json())
    window.show_page(f"train:{run.path.name}")
    return lambda: window.context.runs.open(run.path).state is RunState.LOST


def ask_in_vain(window: Window) -> Ready:
    """Asked to stop eleven seconds ago, and no answer."""
    train(window)
    page = find_page(window)
    assert page.view.worker is not None
    ask_long_ago(page.view.worker.folder)
    page.view.ending.on_moved()
    return lambda: page.view.ending.is_offered and page.view.state is RunState.TRAINING


def end_now(window: Window) -> Ready:
    """The question before it is ended."""
    ready = ask_in_vain(window)
    page = find_page(window)

    def ask() -> bool:
        if ready():
            page.view.ending.ask()
        return page.view.ending.question is not None

    return ask


def read_guide(window: Window) -> Ready:
    """The guide over the page."""
    ready = fill_disk(window)
    page = find_page(window)

    def open_guide() -> bool:
        if ready() and page.view.guide.isVisible():
            page.view.guide.click()
            return True
        return False

    return open_guide


def find_page(window: Window) -> TrainPage:
    """The train page in front."""
    page = window.page
    assert isinstance(page, TrainPage)
    return page


def ask_long_ago(run: RunFolder, attempt: int | None = None) -> None:
    """A stop that was asked for eleven seconds ago, by another window or a command."""
    request = run.ask("stop", attempt)
    time = (datetime.now(UTC) - timedelta(seconds=11)).isoformat()
    write_atomically(run.path / "requests.jsonl", request.model_copy(update={"time": time}).model_dump_json() + "\n")


SCENES: dict[str, tuple[str, Prepare]] = {
    "train-disk_full": ("train", fill_disk),
    "train-went_back": ("train", go_back),
    "train-halved": ("train", halve),
    "train-checkpointing": ("train", checkpoint),
    "train-not_exact": ("train", go_on_elsewhere),
    "train-lost_restart": ("train", lose_power),
    "train-unanswered": ("train", ask_in_vain),
    "train-end_now": ("train", end_now),
    "train-guide": ("train", read_guide),
}
