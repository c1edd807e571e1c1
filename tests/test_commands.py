"""The commands with real training: one small run carried through, and runs that are stopped, killed and resumed."""

import csv
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from studio.contract.attempts.evidence import read_exit
from studio.contract.attempts.ownership import read_owner
from studio.contract.events import Done, Event, Progress, RunState, State
from studio.contract.places import PACKAGE
from studio.contract.problems import ExitCode
from studio.contract.report import Report
from studio.contract.run import RunFolder

LINES = {
    "praise": ["lovely work", "thank you so much", "great service today", "I am delighted", "five stars from me"],
    "complaint": ["this is broken", "it never arrived", "I am furious", "worst service ever", "nobody answers me"],
}
RECIPE = """\
task: text-classification
model: starter
data: {{train: train.csv, validation: 0.2, test: 0.2}}
epochs: {epochs}
batch_size: 4
max_length: 16
device: cpu
"""


def write_recipe(folder: Path, epochs: int) -> Path:
    """A recipe with forty short texts beside it."""
    with (folder / "train.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        writer.writerows([f"{line}, number {i}", label] for i in range(4) for label in LINES for line in LINES[label])
    path = folder / "recipe.yaml"
    path.write_text(RECIPE.format(epochs=epochs))
    return path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all of this file, with a STUDIO_HOME in it."""
    return tmp_path_factory.mktemp("commands 命令")


@pytest.fixture(scope="module")
def environment(place: Path) -> dict[str, str]:
    paths = {"STUDIO_HOME": str(place / "home"), "PYTHONPATH": str(PACKAGE.parent)}
    return os.environ | paths | {"LC_ALL": "C.UTF-8", "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}


Studio = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def studio(environment: dict[str, str]) -> Studio:
    """``studio("train", …)`` as a user types it."""

    def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "studio", *map(str, arguments)]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=240
        )

    return run


@contextmanager
def train_in_terminal(
    place: Path, environment: dict[str, str], *arguments: str | Path
) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "studio", "train", *map(str, arguments)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True, encoding="utf-8") as process:
        yield process
        process.kill()


def wait_for(run: RunFolder, process: "subprocess.Popen[str]", is_it: Callable[[Event], bool]) -> None:
    """Returns when such an event has come."""
    follower = run.follow()
    while not any(map(is_it, follower.read_new())):
        assert process.poll() is None, process.communicate()
        psutil.wait_procs([psutil.Process(process.pid)], timeout=0.05)


def is_progress(event: Event) -> bool:
    return isinstance(event, Progress)


@pytest.fixture(scope="module")
def stopped(place: Path, environment: dict[str, str]) -> tuple[RunFolder, str]:
    """A run that Ctrl+C stopped in its first steps, and what its terminal showed; no more is done to it."""
    run = RunFolder(place / "stopped run")
    with train_in_terminal(place, environment, write_recipe(place, 3), "--run", run.path) as process:
        wait_for(run, process, is_progress)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (ExitCode.STOPPED, "")
    return run, out


@pytest.fixture(scope="module")
def trained(stopped: tuple[RunFolder, str], place: Path, studio: Studio) -> tuple[RunFolder, str]:
    """A copy of the stopped run that was resumed and is done, and what its terminal showed."""
    run = RunFolder(Path(shutil.copytree(stopped[0].path, place / "trained run")))
    found = studio("train", "--run", run.path, "--resume")
    assert found.returncode == ExitCode.DONE, found.stderr
    return run, found.stdout


def test_a_stop_leaves_a_model_and_says_how_to_go_on(stopped: tuple[RunFolder, str]) -> None:
    run, printed = stopped
    assert "Stopping; the best model so far is being kept." in printed
    assert f"studio train --run {run.path} --resume" in printed
    assert run.state() is RunState.STOPPED
    assert (run.path / "model" / "model.safetensors").exists()
    assert Report.read(run.path / "report.json").stopped_early


def test_training_says_what_it_does_and_leaves_a_whole_folder(trained: tuple[RunFolder, str]) -> None:
    run, printed = trained
    assert [line for line in ("Preparing", "Training", "Done") if line not in printed.splitlines()] == []
    assert "Figures on the test examples (8):" in printed
    assert "Overall (micro)" in printed
    assert f"Model: {run.path}/model" in printed
    assert run.state() is RunState.DONE
    assert isinstance(run.events()[-2], Done)
    end = read_exit(run.path)
    assert end is not None
    assert (end.code, end.attempt) == (0, 2)
    begun = [event for event in run.events() if isinstance(event, State) and event.from_step is not None]
    assert [(event.attempt, event.from_step == 0) for event in begun] == [(1, True), (2, False)]
    for name in ("run.json", "resolved.yaml", "model/model.safetensors", "predictions.parquet", "log.txt"):
        assert (run.path / name).exists(), name
    assert [file for file in run.path.rglob("*") if file.stat().st_mode & 0o077] == []
    assert Report.read(run.path / "report.json").examples == 8


def test_a_whole_file_is_labelled_and_nothing_is_replaced(
    trained: tuple[RunFolder, str], studio: Studio, place: Path
) -> None:
    run, _ = trained
    source, out = place / "texts.csv", place / "labelled.csv"
    source.write_text("id,text\n1,thank you\n2,=HYPERLINK()\n3,\n")
    found = studio("predict", run.path, source, "--out", out)
    assert (found.returncode, found.stdout) == (ExitCode.DONE, f"Written: {out}\n")
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["predicted"] in LINES
    before = out.read_bytes()
    found = studio("predict", run.path, source, "--out", out)
    assert found.returncode == ExitCode.USAGE
    assert found.stderr.splitlines()[0].endswith(f"{out.name} exists already.")
    assert out.read_bytes() == before


def test_the_report_is_one_page(trained: tuple[RunFolder, str], studio: Studio, place: Path) -> None:
    out = place / "report.html"
    assert studio("report", trained[0].path, "--out", out).returncode == ExitCode.DONE
    page = out.read_text(encoding="utf-8")
    assert "praise" in page
    assert "http://" not in page.replace("http://www.w3.org/", "")


def test_a_killed_training_is_explained_and_the_next_run_waits_its_turn(
    place: Path, environment: dict[str, str], studio: Studio
) -> None:
    run = RunFolder(place / "killed")
    with train_in_terminal(place, environment, write_recipe(place, 200), "--run", run.path) as process:
        wait_for(run, process, is_progress)
        queued = studio("train", write_recipe(place, 200), "--queue", "--run", place / "queued")
        assert queued.returncode == ExitCode.DONE
        assert "Queued." in queued.stdout
        waiting = RunFolder(place / "queued")
        assert waiting.state() is RunState.QUEUED
        assert studio("train", "--run", run.path, "--resume").returncode == ExitCode.OWNED
        assert studio("train", "--run", waiting.path, "--resume").returncode == ExitCode.OWNED
        owner = read_owner(run.path)
        assert owner is not None
        waiting.ask("stop")
        wait_for(waiting, process, lambda event: isinstance(event, State) and event.state is RunState.STOPPED)
        os.kill(owner.pid, signal.SIGKILL)
        _, err = process.communicate(timeout=60)
    assert process.returncode == ExitCode.FAILED
    assert err.startswith("The training was ended from outside.\n  Something ended its program (signal SIGKILL)")
    assert "last event" in err
    assert run.state() is RunState.LOST
    end = read_exit(run.path)
    assert end is not None
    assert end.signal == "SIGKILL"
