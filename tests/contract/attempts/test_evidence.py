"""Why a run was lost: from what is left behind."""

import pytest

from studio.contract.attempts.evidence import Exit, explain_loss, name_signal, read_exit, read_last_words
from studio.contract.events import Metric, RunState, State
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


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ({"signal": "SIGKILL", "oom_kills": 1, "peak_memory": 8_000_000_000}, "run.lost_memory"),
        ({"signal": "SIGKILL", "oom_kills": 0}, "run.lost_signal"),
        ({"signal": "SIGKILL", "oom_kills": None}, "run.lost_signal"),
        ({"signal": "SIGSEGV", "oom_kills": 2}, "run.lost_crash"),
        ({"code": 1}, "run.lost_exit"),
        ({"code": 1, "attempt": 0}, "run.lost_unknown"),
        (None, "run.lost_unknown"),
    ],
)
def test_the_cause_follows_from_the_evidence(lost: RunFolder, end: dict[str, object] | None, code: str) -> None:
    (lost.path / "log.txt").write_text("last words of the library")
    (lost.path / "faults.txt").write_text("Fatal Python error: Segmentation fault")
    if end is not None:
        facts = {"attempt": 1, "time": "", "code": None, "signal": None, "peak_memory": None, "oom_kills": None} | end
        (lost.path / "exit.json").write_text(Exit.model_validate(facts).model_dump_json())
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
