"""What ``studio queue`` shows: the runs that wait, each with its place, behind the one that has the device."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from studio.contract.attempts.ownership import is_kept
from studio.contract.attempts.queue import cancel, list_queues
from studio.contract.events import RunState
from studio.contract.places import find_folder
from studio.contract.problems import StudioError
from studio.contract.run import RunFolder
from studio.printing import Terminal

LOOK_SECONDS = 0.05
PATIENCE_SECONDS = 5.0


class Line(BaseModel):
    """One run of a queue: its id, or its folder where it lies outside the library.

    Place 0 has the device. ``kept`` is False for one whose keeper is gone, until the queue is woken.
    """

    model_config = ConfigDict(frozen=True)

    place: int
    run: str
    title: str
    device: str
    state: RunState
    kept: bool


def print_queue(terminal: Terminal, as_json: bool) -> None:
    """The queue of each device, the next run first."""
    lines = list(_read_lines())
    if as_json:
        content = {"queue": [line.model_dump(mode="json") for line in lines]}
        terminal.print(json.dumps(content, ensure_ascii=False, indent=1))
        return
    for line in lines:
        state = terminal.words.say(f"state-{line.state}")
        terminal.say("commands-queue_line", **line.model_dump(exclude={"state", "kept"}), state=state)
    if not lines:
        terminal.say("commands-queue_empty")
    if not all(line.kept for line in lines):
        terminal.say("commands-queue_asleep")


def take_out(run: RunFolder) -> None:
    """Takes a run out of the queue, and waits until its keeper has said so. Raises ``StudioError``."""
    cancel(run)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while run.state() is RunState.QUEUED and time.monotonic() < deadline:
        time.sleep(LOOK_SECONDS)


def _read_lines() -> Iterator[Line]:
    for queue in list_queues():
        working = queue.find_at_work()
        if working is not None:
            yield _describe(0, working, queue.device)
        for waiting in queue.list_waiting():
            yield _describe(waiting.place, Path(waiting.run), queue.device)


def _describe(place: int, path: Path, device: str) -> Line:
    run = RunFolder(path)
    try:
        title = run.card().title
    except StudioError:
        title = path.name
    name = path.name if path.parent == find_folder("runs") else str(path)
    return Line(place=place, run=name, title=title, device=device, state=run.state(), kept=is_kept(path))
