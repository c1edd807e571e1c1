"""The window killed while something is going on: the next one is as the last one was."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, time
from typing import Any

import pytest

from studio.contract.events import Metric, RunState
from studio.contract.project import Project, list_projects
from studio.contract.run import RunFolder
from tests.proofs.conftest import Place

RECORDED = Path(__file__).parents[1] / "runs" / "done"
SECONDS = 90
Seen = dict[str, Any]


class Window:
    """The program in a process of its own, and what it says can be seen."""

    def __init__(self, place: Place, *act: str) -> None:
        command = [sys.executable, "-m", "tests.proofs.driving", *act]
        self.process = subprocess.Popen(
            command, cwd=place.path, env=place.environment, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def say(self) -> Iterator[Seen]:
        """What it says, line by line; ends with the process, and fails after a while."""
        assert self.process.stdout is not None
        until = monotonic() + SECONDS
        for line in self.process.stdout:
            assert monotonic() < until, line
            yield json.loads(line)

    def wait(self, is_it: Callable[[Seen], object]) -> Seen:
        """The first state for which that is so."""
        last: Seen = {}
        for last in self.say():
            if is_it(last):
                return last
        raise AssertionError(f"the window ended, last seen: {last}")

    def kill(self) -> list[Seen]:
        """SIGKILL: nothing can be saved any more. What it had still said."""
        self.process.kill()
        rest = list(self.say())
        assert self.process.wait() == -signal.SIGKILL
        assert self.process.stdout is not None
        self.process.stdout.close()
        return rest


@pytest.fixture
def open_window(place: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Window]]:
    """Starts the program in the place; what is left of it goes with the test."""
    monkeypatch.setenv("STUDIO_HOME", str(place.home))
    opened: list[Window] = []

    def open_one(*act: str) -> Window:
        opened.append(Window(place, *act))
        return opened[-1]

    yield open_one
    for window in opened:
        if window.process.poll() is None:
            window.kill()


def test_while_editing_at_most_the_last_second_is_lost(place: Place, open_window: Callable[..., Window]) -> None:
    place.cut_sample("news_en", "conll")
    window = open_window("edit", str(place.path / "train.conll"))
    typed: list[Seen] = []
    for seen in window.say():
        typed += [seen] if "typed" in seen else []
        if len(typed) > 1 and typed[-1]["time"] - typed[0]["time"] > 2.5:
            break
    killed = time()
    typed += [seen for seen in window.kill() if "typed" in seen]
    [project] = list_projects()
    kept = project.draft()
    lost = [one for one in typed if one["typed"] > kept.get("seed", 0) and one["time"] < killed - 1]
    assert lost == [], f"kept {kept.get('seed')}, typed up to {typed[-1]}"
    assert (kept["epochs"], kept["model"]) == (7, "scratch-tiny")

    again = open_window().wait(lambda seen: seen["ready"])
    assert again["page"] == "train"
    assert again["title"] == "train"
    assert again["values"] == {
        "epochs": 7,
        "model": "scratch-tiny",
        "seed": kept["seed"],
        "data.train": str(place.path / "train.conll"),
    }
    assert again["dialogs"] == 0


def test_while_training_the_run_goes_on_and_its_curve_is_there_again(
    place: Place, open_window: Callable[..., Window]
) -> None:
    place.cut_sample("news_en", "conll")
    files = [str(place.path / f"{split}.conll") for split in ("train", "validation", "test")]
    window = open_window("train", *files)
    before = window.wait(lambda seen: seen.get("points", 0) > 3)
    window.kill()
    run = RunFolder(place.home / "runs" / before["run"])
    assert not run.state().is_final

    again = open_window()
    seen = again.wait(lambda seen: seen.get("points", 0) > before["points"])
    assert (seen["page"], seen["title"], seen["run"]) == ("train", before["title"], before["run"])
    assert not RunState(seen["state"]).is_final
    assert seen["dialogs"] == 0
    run.ask("stop")
    seen = again.wait(lambda seen: seen.get("state") == RunState.STOPPED)
    steps = [event.step for event in run.events() if isinstance(event, Metric) and event.split == "train"]
    assert seen["points"] == len(steps)
    assert run.attempt() == 1
    assert (run.path / "model" / "model.safetensors").exists()


def test_while_a_report_is_open_it_is_open_again(place: Place, open_window: Callable[..., Window]) -> None:
    """The older one of a project's two: so that it is not just the newest that comes back."""
    project = Project.create("Names", {"epochs": 3})
    for name in ("older", "the newest"):
        card = Path(shutil.copytree(RECORDED, place.home / "runs" / name)) / "run.json"
        card.write_text(json.dumps(json.loads(card.read_text()) | {"id": name, "project": project.id}))
    window = open_window("report", "older")
    before = window.wait(lambda seen: "report" in seen)
    assert before["wrong"] > 0
    window.kill()
    assert before["title"] == "Names"
    again = open_window().wait(lambda seen: seen.get("report") == before["report"])
    assert again == before
