"""Asking a child from the command line: its answer, its problems, and children that misbehave."""

import sys

import pytest

from studio import asking
from studio.asking import ask
from studio.contract.calls import CallProgress, ListModels
from studio.contract.problems import Cancelled, StudioError

READ = "import json, sys\nquestion = json.loads(sys.stdin.readline())\n"


def answer_with(monkeypatch: pytest.MonkeyPatch, *lines: str, end: str = "") -> None:
    """A stand-in for the child, which reads the question, prints these lines, and does ``end``."""
    script = READ + "".join(f"print({line!r}, flush=True)\n" for line in lines) + end
    monkeypatch.setattr(asking, "child_command", lambda server: [sys.executable, "-c", script])


def test_progress_is_passed_on_before_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(
        monkeypatch,
        '{"id": 0, "answer": {"seconds": 0.1}}',
        '{"id": 1, "progress": {"fraction": 0.5, "code": "progress.reading"}}',
        '{"id": 1, "answer": {"models": []}}',
        end="sys.stdin.read()",
    )
    told: list[CallProgress] = []
    assert ask(ListModels(), told.append).models == []
    assert told == [CallProgress(fraction=0.5, code="progress.reading")]


def test_problems_and_cancellation_are_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, '{"id": 1, "problems": [{"code": "model.absent"}]}')
    with pytest.raises(StudioError) as caught:
        ask(ListModels(), print)
    assert caught.value.problems[0].code == "model.absent"
    answer_with(monkeypatch, '{"id": 1, "cancelled": true}')
    with pytest.raises(Cancelled):
        ask(ListModels(), print)


def test_a_child_that_dies_is_told_with_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, end="sys.exit('no such library')")
    with pytest.raises(StudioError) as caught:
        ask(ListModels(), print)
    problem = caught.value.problems[0]
    assert (problem.code, problem.values["code"]) == ("defect.child_ended", 1)
    assert "no such library" in problem.details


def test_a_child_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "END_SECONDS", 0.05)
    answer_with(monkeypatch, '{"id": 1, "answer": {"models": []}}', end="import threading; threading.Event().wait()")
    assert ask(ListModels(), print).models == []
