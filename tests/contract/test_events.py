"""Events: one JSON line each, and the states between them."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.contract.events import (
    EVENTS,
    Done,
    Error,
    Event,
    Metric,
    Notice,
    Progress,
    Resource,
    RunState,
    State,
    decode,
    encode,
    stamp_now,
)

EXAMPLES = [
    State(state=RunState.PREPARING, attempt=2, from_step=120),
    Progress(step=1, total_steps=10, epoch=0.1, seconds_left=2.5),
    Metric(step=3, split="train", values={"loss": 0.5}),
    Resource(memory=12, gpu_load=0.5),
    Notice(code="run.request_taken", values={"id": "a", "实体": [1, None]}),
    Error(code="data.label_missing", values={"row": 3}, place={"file": "a.csv"}, what="x"),
    Done(report="report.json", model="model", seconds=1.5, best_step=40),
]


def test_every_event_type_has_an_example() -> None:
    assert {type(event) for event in EXAMPLES} == set(EVENTS.values())


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: event.type)
def test_an_event_survives_its_line(event: Event) -> None:
    line = encode(event)
    assert "\n" not in line
    assert json.loads(line)["type"] == event.type
    assert decode(line) == event
    assert decode(line.encode()) == event


@given(st.dictionaries(st.text(), st.floats()))
def test_any_metric_is_valid_json_and_comes_back(values: dict[str, float]) -> None:
    line = encode(Metric(step=1, split="train", values=values))
    json.loads(line, parse_constant=lambda name: pytest.fail(f"bare {name}"))
    back = decode(line)
    assert isinstance(back, Metric)
    assert all(
        a == b or (math.isnan(a) and math.isnan(b)) for a, b in zip(values.values(), back.values.values(), strict=True)
    )


def test_non_finite_numbers_are_the_agreed_strings() -> None:
    values = {"a": math.nan, "b": math.inf, "c": -math.inf}
    written = json.loads(encode(Metric(step=1, split="train", values=values)))["values"]
    assert written == {"a": "NaN", "b": "Infinity", "c": "-Infinity"}


def test_what_json_does_not_know_is_written_as_text() -> None:
    event = decode(encode(Notice(code="x.y", values={"number": 1 + 2j, "list": (math.nan, 1)})))
    assert isinstance(event, Notice)
    assert event.values == {"number": "(1+2j)", "list": ["NaN", 1]}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "no json",
        "[1]",
        "7",
        '{"type": "metric"}',
        '{"type": "from the future", "seq": 1}',
        '{"seq": 3}',
        '{"type": ["state"]}',
        '{"type": "state", "state": "dancing", "attempt": 1}',
        '{"type": "metric", "step": 1, "split": "train", "values": {"loss": "low"}}',
        '{"type": "metric", "step": 1, "split": "train", "values": [1]}',
        '{"type": "metric", "step": [1], "split": "train", "values": {}}',
        b'\xff\xfe{"type": "state"',
    ],
)
def test_a_line_that_is_no_event_is_none(line: str | bytes) -> None:
    assert decode(line) is None


def test_fields_of_a_newer_version_are_ignored() -> None:
    line = encode(State(state=RunState.DONE, attempt=1, seq=4)).replace("{", '{"mood": "good", ', 1)
    assert decode(line) == State(state=RunState.DONE, attempt=1, seq=4)


def test_time_is_utc_with_milliseconds() -> None:
    stamp = stamp_now()
    assert len(stamp) == len("2026-11-23T12:00:00.000Z")
    assert stamp.endswith("Z")


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("created", "queued", True),
        ("queued", "stopped", True),
        ("created", "training", False),
        ("training", "paused", True),
        ("paused", "training", True),
        ("training", "created", False),
        ("stopping", "training", False),
        ("stopping", "saving", True),
        ("done", "training", False),
        ("stopped", "preparing", True),
        ("lost", "queued", True),
    ],
)
def test_which_state_may_follow(before: str, after: str, allowed: bool) -> None:
    assert RunState(before).may_become(RunState(after)) is allowed


def test_final_and_waiting_states() -> None:
    final = {state for state in RunState if state.is_final}
    assert final == {RunState.STOPPED, RunState.DONE, RunState.FAILED, RunState.LOST}
    assert {state for state in RunState if state.is_waiting} == {RunState.CREATED, RunState.QUEUED}


def test_events_cannot_be_changed() -> None:
    event: Any = EXAMPLES[0]
    with pytest.raises(AttributeError):
        event.attempt = 3
