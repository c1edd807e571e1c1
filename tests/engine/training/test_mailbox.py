"""Requests are taken once, acknowledged, and only by the attempt they are for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.contract.events import Event, Notice, RunState
from studio.contract.run import RunFolder
from studio.engine.training.mailbox import Mailbox
from tests.engine.training.bench import list_notices, list_states


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(RunFolder(tmp_path), attempt=2)


def obey(mailbox: Mailbox) -> list[Event]:
    return list(mailbox.obey(RunState.TRAINING))


def test_nothing_asked_is_nothing_done(mailbox: Mailbox) -> None:
    assert obey(mailbox) == []
    assert not mailbox.stopped


def test_a_stop_is_acknowledged_by_its_id_and_taken_once(mailbox: Mailbox) -> None:
    request = mailbox.run.ask("stop", for_attempt=2)
    assert mailbox.is_stop_waiting()
    (notice,) = obey(mailbox)
    assert isinstance(notice, Notice)
    assert (notice.code, notice.values["id"], notice.values["kind"]) == ("run.request_taken", request.id, "stop")
    assert notice.text == "Your request to stop was received."
    assert mailbox.stopped
    assert not mailbox.is_stop_waiting()
    assert obey(mailbox) == []


def test_a_request_for_another_attempt_is_ignored(mailbox: Mailbox) -> None:
    mailbox.run.ask("stop", for_attempt=1)
    mailbox.run.ask("pause", for_attempt=3)
    assert obey(mailbox) == []
    assert not mailbox.stopped


def test_a_torn_line_is_read_when_it_is_whole(mailbox: Mailbox) -> None:
    path = mailbox.run.path / "requests.jsonl"
    mailbox.run.ask("stop", for_attempt=2)
    whole = path.read_bytes()
    path.write_bytes(whole[:20])
    assert obey(mailbox) == []
    path.write_bytes(whole)
    assert list_notices(obey(mailbox)) == ["run.request_taken"]


def test_save_now_saves_and_says_so(mailbox: Mailbox) -> None:
    saved: list[int] = []

    def save() -> Iterator[Event]:
        saved.append(1)
        yield from ()

    mailbox.run.ask("save_now", for_attempt=2)
    assert list_notices(mailbox.obey(RunState.TRAINING, save)) == ["run.request_taken", "run.saved"]
    assert saved == [1]


def test_pause_and_resume_return_to_what_it_was(mailbox: Mailbox) -> None:
    mailbox.run.ask("pause", for_attempt=2)
    mailbox.run.ask("resume", for_attempt=2)
    events = list(mailbox.obey(RunState.EVALUATING))
    assert list_states(events) == [RunState.PAUSED, RunState.EVALUATING]


def test_a_stop_ends_a_pause(mailbox: Mailbox) -> None:
    mailbox.run.ask("pause", for_attempt=2)
    stream = mailbox.obey(RunState.TRAINING)
    seen = [next(stream), next(stream)]
    assert list_states(seen) == [RunState.PAUSED]
    mailbox.run.ask("stop", for_attempt=2)
    assert list_notices(stream) == ["run.request_taken"]
    assert mailbox.stopped
