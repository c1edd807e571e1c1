"""A training that is killed under the window: it says what happened, and the next one runs in the same window."""

from __future__ import annotations

import signal
from pathlib import Path

import psutil
import pytest

from studio.contract.attempts.ownership import read_owner
from studio.contract.events import Event, Metric, RunState
from studio.contract.places import find_resources
from studio.ui.context import Context
from studio.ui.pages.train import TrainPage
from studio.ui.window import Window
from studio.ui.workers.run_worker import RunWorker
from tests.ui.conftest import Shown, Until

RECIPE = """
task: text-classification
model: scratch-tiny
device: cpu
max_length: 16
data: {{train: train.csv}}
epochs: {}
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A few of the sample messages."""
    lines = (find_resources() / "samples" / "messages_en" / "train.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "train.csv").write_text("\n".join(lines[:65]) + "\n", encoding="utf-8")
    return tmp_path


def wait_until_it_learns(worker: RunWorker, until: Until, attempt: int) -> None:
    def learns(events: list[Event]) -> bool:
        return worker.folder.attempt() == attempt and any(isinstance(event, Metric) for event in events)

    with until(worker.arrived, when=learns):
        pass


def test_a_crash_is_told_and_the_next_run_works(
    window: Window, context: Context, base: Path, until: Until, alerts: Shown
) -> None:
    window.show_page("train")
    page = window.page
    assert isinstance(page, TrainPage)
    worker = context.runs.begin(RECIPE.format(500), title="News", project="p1", base=base)
    page.open_run(worker.id)
    wait_until_it_learns(worker, until, 1)
    owner = read_owner(worker.folder.path)
    assert owner is not None
    with until(worker.ended, when=lambda state: state is RunState.LOST):
        psutil.Process(owner.pid).send_signal(signal.SIGSEGV)
    [problem] = alerts[-1][0]
    assert problem.code == "run.lost_crash"
    assert "Segmentation fault" in problem.details
    assert page.view.state is RunState.LOST
    assert not page.view.banner.isHidden()

    page.resume()
    again = page.view.worker
    assert again is not None
    wait_until_it_learns(again, until, 2)
    assert page.view.banner.isHidden()
    with until(again.ended, when=lambda state: state is RunState.STOPPED):
        again.ask("stop")

    other = context.runs.begin(RECIPE.format(1), title="News", project="p1", base=base)
    with until(other.ended, when=lambda state: state is RunState.DONE):
        page.open_run(other.id)
    assert context.runs.live == []
