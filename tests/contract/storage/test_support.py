"""The support file: it helps, and carries nothing of the data."""

import json
import zipfile
from pathlib import Path

import pytest

from studio.contract.events import Error, Metric, Notice, RunState, State
from studio.contract.problems import StudioError
from studio.contract.run import RunFolder
from studio.contract.storage import support
from studio.contract.storage.support import write_support_file

SECRET = "Mrs Woodhouse has measles"


def read(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_everything_useful_and_nothing_private(run: RunFolder, home: Path, tmp_path: Path) -> None:
    trace = f"Traceback:\n  File \"{home}/x.py\", line 3, in read\nValueError: cannot read '{SECRET}'"
    (run.path / "log.txt").write_text(trace)
    (run.path / "resolved.yaml").write_text(
        "task: token-classification\ndata: {train: Woodhouse.csv}\nmeasured: {micro_batch: 8}\n"
        "values: {epochs: {value: 3, why: advice.asked}, model: {value: /home/woodhouse/model, why: advice.asked}}\n"
    )
    with run.own() as attempt:
        run.append(State(state=RunState.TRAINING, attempt=attempt))
        run.append(Metric(step=1, split="train", values={"loss": 0.5}))
        run.append(Notice(code="data.odd", values={"text": SECRET, "row": 3}, text=SECRET, details=trace))
        place = {"file": f"{SECRET}.csv"}
        run.append(Error(code="data.bad", values={"label": SECRET}, place=place, what=SECRET, details=trace))
    out = write_support_file(run, tmp_path / "support.zip")
    content = read(out)
    assert set(content) == {"computer.json", "log.txt", "events.jsonl", "settings.json"}
    assert "oodhouse" not in "".join(content.values())
    assert str(home) not in "".join(content.values())
    events = [json.loads(line) for line in content["events.jsonl"].splitlines()]
    assert [event["type"] for event in events] == ["state", "state", "metric", "notice", "error"]
    assert events[3]["values"] == {"row": 3}
    assert 'File "STUDIO_HOME/x.py", line 3' in events[4]["details"]
    settings = json.loads(content["settings.json"])
    assert settings["resolved"] == {"epochs": 3}
    assert settings["measured"] == {"micro_batch": 8}
    computer = json.loads(content["computer.json"])
    assert computer["memory"] > 0
    assert "torch" in computer["versions"]


def test_without_a_run_the_computer_is_described(home: Path, tmp_path: Path) -> None:
    assert set(read(write_support_file(None, tmp_path / "a.zip"))) == {"computer.json"}


def test_a_run_that_never_began_or_is_unreadable_has_one_too(
    run: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(support, "_LIBRARIES", ("no such library",))
    first = read(write_support_file(run, tmp_path / "a.zip"))
    assert json.loads(first["settings.json"]) == {"recipe": json.loads(first["settings.json"])["recipe"]}
    assert json.loads(first["computer.json"])["versions"] == {}
    (run.path / "recipe.yaml").unlink()
    assert "unreadable" in read(write_support_file(run, tmp_path / "b.zip"))["settings.json"]


def test_nothing_is_replaced_without_being_asked_and_nothing_half_is_left(run: RunFolder, tmp_path: Path) -> None:
    out = tmp_path / "a.zip"
    out.write_text("mine")
    with pytest.raises(StudioError) as caught:
        write_support_file(run, out)
    assert caught.value.problems[0].code == "usage.file_exists"
    assert out.read_text() == "mine"
    assert read(write_support_file(run, out, force=True))
    with pytest.raises(OSError, match="No such file"):
        write_support_file(run, tmp_path / "missing" / "a.zip")
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["a.zip"]
