"""Runs that wait for their turn, on the page of all runs and on that of one of them."""

from __future__ import annotations

from studio.contract.attempts.queue import DeviceQueue
from studio.contract.attempts.telling import tell
from studio.contract.events import RunState, State
from studio.contract.run import RunFolder
from studio.ui.pages.runs import RunsPage
from studio.ui.window import Window
from tests.ui.scenes import RECIPE, Prepare, Ready, make_run

TITLES = ("Find names in news", "Sort customer messages", "三号病房记录")


def queue_up(title: str, at: int, device: str = "cpu") -> RunFolder:
    """A run that waits, as its keeper has left it; ``at`` is the second in which it was queued."""
    run = RunFolder.create(RECIPE.format(task="token-classification") + "device: cpu\n", title=title)
    time = f"2026-11-23T12:00:{at:02d}.000Z"
    run.record(State(state=RunState.QUEUED, attempt=1, time=time))
    run.record(tell("run.waits", count=at + 1))
    DeviceQueue(device).join(run.path, time)
    return run


def show_queue(window: Window) -> Ready:
    """Three runs wait behind one that is done; the second of them is chosen."""
    make_run("Names, first try", RunState.DONE, 0.8312)
    chosen = [queue_up(title, at) for at, title in enumerate(TITLES)][1]
    page = window.page
    assert isinstance(page, RunsPage)
    window.context.library.refresh()

    def choose() -> bool:
        page.table.choose(chosen.path.name)
        actions = window.context.actions
        return page.queue_bar.isVisible() and actions["queue.first"].isEnabled() and actions["queue.later"].isEnabled()

    return choose


def show_waiting_run(window: Window) -> Ready:
    """The page of a run that waits, the third of three."""
    runs = [queue_up(title, at) for at, title in enumerate(TITLES)]
    window.context.runs.open(runs[2].path)
    window.show_page(f"train:{runs[2].path.name}")
    return window.context.actions["queue.first"].isEnabled


SCENES: dict[str, tuple[str, Prepare]] = {
    "runs-queue": ("runs", show_queue),
    "train-waiting": ("train", show_waiting_run),
}
