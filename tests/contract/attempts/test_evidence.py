"""Why a run was lost: from what is left behind."""

import json
import os
import threading
from datetime import UTC, datetime

import pytest
from filelock import FileLock

from studio.contract.attempts.evidence import (
    Exit,
    explain_loss,
    name_signal,
    read_exit,
    read_last_words,
    wait_for_exit,
)
from studio.contract.attempts.ownership import KEEPER_LOCK
from studio.contract.events import Metric, RunState, State
from studio.contract.places import write_atomically
from studio.contract.problems import ExitCode
from studio.contract.run import RunFolder
from studio.contract.words import Words


@pytest.fixture
def lost(run: RunFolder) -> RunFolder:
    """A run whose first attempt ended in training."""
    with run.own() as attempt:
        run.append(State(state=RunState.TRAINING, attempt=attempt))
        run.append(Metric(step=40, split="train", values={"loss": 0.5}))
    assert run.state() is RunState.LOST
    return run


def write_exit(run: RunFolder, **end: object) -> None:
    """What the keeper of the first attempt leaves behind."""
    facts = {"attempt": 1, "time": "", "code": None, "signal": None, "peak_memory": None, "oom_kills": None} | end
    write_atomically(run.path / "exit.json", Exit.model_validate(facts).model_dump_json())


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ({"signal": "SIGKILL", "oom_kills": 1, "peak_memory": 8_000_000_000}, "run.lost_memory"),
        ({"signal": "SIGKILL", "oom_kills": 0}, "run.lost_signal"),
        ({"signal": "SIGKILL", "oom_kills": None}, "run.lost_signal"),
        ({"signal": "SIGSEGV", "oom_kills": 2}, "run.lost_crash"),
        ({"code": 1}, "run.lost_exit"),
        ({"code": 1, "attempt": 0}, "run.lost_unwatched"),
        (None, "run.lost_unwatched"),
    ],
)
def test_the_cause_follows_from_the_evidence(lost: RunFolder, end: dict[str, object] | None, code: str) -> None:
    (lost.path / "log.txt").write_text("last words of the library")
    (lost.path / "faults.txt").write_text("Fatal Python error: Segmentation fault")
    if end is not None:
        write_exit(lost, **end)
    problem = explain_loss(lost)
    assert problem.code == code
    assert problem.exit_code is ExitCode.FAILED
    assert "step=40" in problem.details
    assert "last words" in problem.details
    assert "Segmentation fault" in problem.details
    for language in ("en", "zh_CN"):
        said = Words(language).explain(problem)
        assert "{" not in said.what + said.why + said.fix
        assert said.why
    if code == "run.lost_memory":
        assert "8" in Words("en").explain(problem).why


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"boot": "00000000-0000-0000-0000-000000000000"}, "run.lost_restart"),
        ({"host": "another"}, "run.lost_elsewhere"),
        ({}, "run.lost_unwatched"),
        ({"attempt": 0}, "run.lost_unknown"),
        ({"pid": "none"}, "run.lost_unknown"),
    ],
)
def test_where_nobody_saw_the_end_the_last_heartbeat_tells(
    lost: RunFolder, change: dict[str, object], code: str
) -> None:
    card = json.loads((lost.path / "owner.json").read_bytes())
    beat = datetime(2026, 11, 24, 12, 3, 40, tzinfo=UTC)
    (lost.path / "owner.json").write_text(json.dumps(card | {"heartbeat": beat.isoformat()} | change))
    problem = explain_loss(lost)
    assert problem.code == code
    said = Words("en").explain(problem)
    if code == "run.lost_unknown":
        assert "heartbeat" not in problem.details
        return
    assert f"{beat.astimezone():%Y-%m-%d %H:%M}" in said.why
    assert ("another" in said.why) == (code == "run.lost_elsewhere")
    assert f"last heartbeat: {beat.isoformat()}; process {card['pid']}" in problem.details


@pytest.mark.parametrize(
    ("beat", "told"),
    [
        ("2026-11-24T12:00:00.000Z", "2026-11-24T12:00:00.000Z, 37 s before the end"),
        ("2026-11-24T12:00:00.000", "before the end"),
        ("2026-11-24T12:00:59.000Z", "2026-11-24T12:00:59.000Z, 0 s before the end"),
    ],
)
def test_the_age_of_the_heartbeat_is_told(lost: RunFolder, beat: str, told: str) -> None:
    card = json.loads((lost.path / "owner.json").read_bytes())
    (lost.path / "owner.json").write_text(json.dumps(card | {"heartbeat": beat}))
    write_exit(lost, signal="SIGKILL", oom_kills=2, peak_memory=3_000_000_000, time="2026-11-24T12:00:37.000Z")
    details = explain_loss(lost).details
    assert told in details
    assert '"oom_kills":2' in details


@pytest.mark.parametrize("beat", ["", "yesterday", "0001-01-01T00:00:00+23:59"])
def test_a_time_that_is_none_is_no_obstacle(lost: RunFolder, beat: str) -> None:
    card = json.loads((lost.path / "owner.json").read_bytes())
    (lost.path / "owner.json").write_text(json.dumps(card | {"heartbeat": beat}))
    problem = explain_loss(lost)
    assert problem.values["heard"] == "?"
    assert "heartbeat" not in problem.details


def test_of_a_crash_the_first_lines_are_told_and_never_those_of_an_earlier_attempt(lost: RunFolder) -> None:
    path = lost.path / "faults.txt"
    crashes = [f"Fatal Python error: {name}\n" + "  File somewhere\n" * 900 for name in ("Aborted", "Bus error")]
    path.write_text("".join(crashes))
    details = explain_loss(lost).details
    assert "Fatal Python error: Bus error\n  File somewhere" in details
    assert "Aborted" not in details
    assert details.count("somewhere") < 900
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert "Fatal" not in explain_loss(lost).details
    (lost.path / "owner.json").unlink()
    assert "Bus error" in explain_loss(lost).details


def test_the_last_event_of_a_long_log_is_found_behind_a_torn_line(lost: RunFolder) -> None:
    with (lost.path / "events.jsonl").open("ab") as file:
        file.write(b'{"seq": 9, "type": "of tomorrow"}\n{"seq": 10, "ty')
    assert "step=40" in explain_loss(lost).details


def test_how_it_ended_is_waited_for_while_a_keeper_is_there(lost: RunFolder) -> None:
    lock = FileLock(lost.path / KEEPER_LOCK, thread_local=False)
    lock.acquire()
    later = threading.Timer(0.1, write_exit, [lost], {"signal": "SIGSEGV"})
    later.start()
    wait_for_exit(lost)
    assert explain_loss(lost).code == "run.lost_crash"
    wait_for_exit(lost)
    lock.release()
    later.join()
    (lost.path / "exit.json").unlink()
    wait_for_exit(lost)
    assert explain_loss(lost).code == "run.lost_unwatched"


def test_a_keeper_that_never_says_it_is_not_waited_for_for_ever(lost: RunFolder) -> None:
    with FileLock(lost.path / KEEPER_LOCK):
        write_exit(lost, attempt=0, code=1)
        wait_for_exit(lost, seconds=0.05)
    assert explain_loss(lost).code == "run.lost_unwatched"


def test_a_run_without_any_event_has_no_details(lost: RunFolder) -> None:
    (lost.path / "events.jsonl").write_bytes(b"")
    assert explain_loss(lost).details == ""


def test_a_broken_exit_is_none(lost: RunFolder) -> None:
    assert read_exit(lost.path) is None
    (lost.path / "exit.json").write_text("{")
    assert read_exit(lost.path) is None


def test_signals_have_names_where_there_is_one() -> None:
    assert name_signal(9) == "SIGKILL"
    assert name_signal(300) == "signal 300"


def test_only_the_end_of_a_long_log_is_read(run: RunFolder) -> None:
    path = run.path / "log.txt"
    path.write_text("a" * 100 + "中" * 4 + "\n")
    assert read_last_words(path, 8) == "\ufffd中中"
    assert read_last_words(run.path / "none") == ""
