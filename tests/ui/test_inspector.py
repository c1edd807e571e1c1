"""What is asked of the reading child, and when: first the beginning, then all; and only what has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from studio.contract.calls import Call, Inspect, Inspection, Preview, PreviewAnswer
from studio.contract.problems import Problem
from studio.ui.inspector import Inspector
from studio.ui.workers.call_worker import CallHandle, Calls

BASE = Path("/data")
FIRST = PreviewAnswer(
    files=[], task="text-classification", columns=[], cells=[], places=[], examples=[], labels=[], rows=7,
    is_whole=False, problems=[],
)  # fmt: skip
ALL = Inspection(
    files=[], task="text-classification", examples=7, columns=[], labels={}, scheme="none", splits={}, problems=[]
)


class Asked(Calls):
    """Keeps the questions instead of asking a child."""

    def __init__(self) -> None:
        super().__init__()
        self.handles: list[CallHandle] = []

    def ask(self, call: Call[Any]) -> CallHandle:
        self.handles.append(CallHandle(len(self.handles), call))
        return self.handles[-1]

    @property
    def kinds(self) -> list[type[Call[Any]]]:
        return [type(handle.call) for handle in self.handles]

    @property
    def last(self) -> CallHandle:
        return self.handles[-1]


@pytest.fixture
def calls(qtbot: QtBot) -> Asked:
    return Asked()


@pytest.fixture
def inspector(calls: Asked) -> Inspector:
    """It has looked at a table, and knows all of it."""
    made = Inspector(calls)
    made.look({"train": "a.csv"}, None, BASE)
    calls.last.answered.emit(FIRST)
    calls.last.answered.emit(ALL)
    return made


def test_the_beginning_comes_first_then_all(qtbot: QtBot, calls: Asked) -> None:
    inspector = Inspector(calls)
    with qtbot.waitSignal(inspector.changed):
        inspector.look({"train": "a.csv"}, None, BASE)
    assert calls.kinds == [Preview]
    assert (inspector.is_busy, inspector.preview, inspector.is_current) == (True, None, False)
    with qtbot.waitSignal(inspector.previewed):
        calls.last.answered.emit(FIRST)
    assert calls.kinds == [Preview, Inspect]
    assert (inspector.is_busy, inspector.preview) == (True, FIRST)
    with qtbot.waitSignal(inspector.changed):
        calls.last.answered.emit(ALL)
    assert (inspector.is_busy, inspector.inspection, inspector.is_current) == (False, ALL, True)


def test_the_same_question_is_asked_once(inspector: Inspector, calls: Asked) -> None:
    inspector.look({"train": "a.csv"}, None, BASE)
    assert len(calls.handles) == 2


@pytest.mark.parametrize(
    ("data", "steps"),
    [
        ({"validation": 0.2}, ""),
        ({"split": {"kind": "random"}}, ""),
        ({}, "another step"),
        ({"steps": "steps.jsonl"}, "another step"),
    ],
)
def test_what_is_done_to_the_rows_needs_no_first_look(
    inspector: Inspector, calls: Asked, data: dict[str, Any], steps: str
) -> None:
    inspector.look({"train": "a.csv"} | data, None, BASE, steps)
    assert calls.kinds == [Preview, Inspect, Inspect]
    assert inspector.is_busy
    assert inspector.is_current, "what is known stands until the answer"
    assert inspector.preview == FIRST


@pytest.mark.parametrize(
    ("data", "task"),
    [
        ({"train": "b.csv"}, None),
        ({"train": "a.csv", "test": "t.csv"}, None),
        ({"train": "a.csv", "read": {"encoding": "gbk"}}, None),
        ({"train": "a.csv", "columns": {"text": "body"}}, None),
        ({"train": "a.csv"}, "token-classification"),
        ({"dataset": "owner/news"}, None),
    ],
)
def test_other_rows_are_looked_at_first(
    inspector: Inspector, calls: Asked, data: dict[str, Any], task: str | None
) -> None:
    inspector.look(data, task, BASE)
    assert calls.kinds == [Preview, Inspect, Preview]
    assert (inspector.preview, inspector.is_current, inspector.inspection) == (None, False, ALL)


def test_without_a_first_look_all_is_read_and_says_why_not(inspector: Inspector, calls: Asked) -> None:
    inspector.look({"train": "b.csv"}, None, BASE)
    calls.last.failed.emit([Problem(code="data.binary")])
    assert calls.kinds[-1] is Inspect
    assert (inspector.is_busy, inspector.problems) == (True, [])
    calls.last.failed.emit([Problem(code="data.empty_file")])
    assert [problem.code for problem in inspector.problems] == ["data.empty_file"]
    assert (inspector.inspection, inspector.is_current, inspector.is_busy) == (None, False, False)


def test_only_the_last_question_counts(inspector: Inspector, calls: Asked) -> None:
    inspector.look({"train": "b.csv"}, None, BASE)
    earlier = calls.last
    inspector.look({"train": "c.csv"}, None, BASE)
    assert earlier.is_cancelled
    assert not calls.last.is_cancelled


def test_no_data_and_broken_data_ask_nothing(inspector: Inspector, calls: Asked) -> None:
    inspector.look({}, None, BASE)
    assert (inspector.inspection, inspector.preview, inspector.problems) == (None, None, [])
    inspector.look({"train": 7}, None, BASE)
    assert [problem.code for problem in inspector.problems] == ["recipe.wrong_type"]
    assert len(calls.handles) == 2


def test_forgotten_data_are_asked_for_again(inspector: Inspector, calls: Asked) -> None:
    inspector.forget()
    assert (inspector.inspection, inspector.preview, inspector.is_current) == (None, None, False)
    inspector.look({"train": "a.csv"}, None, BASE)
    assert calls.kinds == [Preview, Inspect, Preview]
