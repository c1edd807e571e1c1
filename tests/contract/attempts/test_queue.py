"""The queue on disk: its order, what is moved and cancelled, and what damage does to it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from studio.contract.attempts import queue as queues
from studio.contract.attempts.ownership import KEEPER_LOCK
from studio.contract.attempts.queue import DeviceQueue, Move, cancel, list_queues, list_waiting, move
from studio.contract.events import RunState, State
from studio.contract.problems import StudioError
from studio.contract.run import RunFolder
from tests.contract.conftest import RECIPE


def queue_up(name: str, *, at: int, device: str = "cpu", folder: Path | None = None) -> RunFolder:
    """A run that waits, as its keeper has left it; ``at`` is the second in which it was queued."""
    run = RunFolder.create(RECIPE, path=folder / name if folder else None, title=name)
    time = f"2026-11-23T12:00:{at:02d}.000Z"
    run.record(State(state=RunState.QUEUED, attempt=1, time=time))
    DeviceQueue(device).join(run.path, time)
    return run


@pytest.fixture
def three(tmp_path: Path) -> list[RunFolder]:
    """Three runs outside the library, named against the order in which they were queued."""
    return [queue_up(name, at=at, folder=tmp_path) for at, name in enumerate(("c", "b", "a"))]


def list_names() -> list[str]:
    return [waiting.id for waiting in list_waiting()]


@contextmanager
def work_on(run: RunFolder, device: str = "cpu") -> Iterator[str]:
    """The run has the device, in another thread: the lock of a ticket is no matter of processes."""
    state = run.last_state()
    assert state is not None
    queue = DeviceQueue(device)
    name = queue.join(run.path, state.time)
    with FileLock(queue.ticket(name)):
        queue.come(name)
        yield name
    queue.leave(name)


def test_runs_wait_in_the_order_in_which_they_were_queued(three: list[RunFolder]) -> None:
    other = queue_up("other", at=0, device="cuda-1")
    found = list_waiting()
    assert [(one.run, one.device, one.place) for one in found] == [
        (str(three[0].path), "cpu", 1),
        (str(three[1].path), "cpu", 2),
        (str(three[2].path), "cpu", 3),
        (str(other.path), "cuda-1", 1),
    ]
    assert [one.is_kept for one in found] == [False] * 4
    with FileLock(three[1].path / KEEPER_LOCK):
        assert [one.is_kept for one in list_waiting()] == [False, True, False, False]
    assert [queue.device for queue in list_queues()] == ["cpu", "cuda-1"]


def test_a_run_is_moved_and_stays_there(three: list[RunFolder]) -> None:
    c, b, a = (run.path for run in three)
    moves: list[tuple[Path, Move, str]] = [
        (a, "first", "acb"),
        (a, "first", "acb"),
        (a, "later", "cab"),
        (b, "earlier", "cba"),
        (c, "earlier", "cba"),
        (a, "later", "cba"),
        (c, "later", "bca"),
    ]
    for run, to, order in moves:
        move(run, to)
        assert list_names() == list(order)
    assert json.loads((DeviceQueue("cpu").folder / "order.json").read_bytes())[0].endswith("-b")


def test_who_is_queued_later_comes_after_those_that_were_moved(three: list[RunFolder], tmp_path: Path) -> None:
    move(three[2].path, "first")
    queue_up("d", at=30, folder=tmp_path)
    assert list_names() == ["a", "c", "b", "d"]
    three[0].record(State(state=RunState.STOPPED, attempt=1))
    three[0].record(again := State(state=RunState.QUEUED, attempt=2, time="2026-11-23T12:01:00.000Z"))
    DeviceQueue("cpu").join(three[0].path, again.time)
    assert list_names() == ["a", "b", "d", "c"]


def test_a_run_that_joins_again_has_its_place_again(three: list[RunFolder]) -> None:
    move(three[2].path, "first")
    DeviceQueue("cpu").join(three[2].path, "2026-11-23T12:00:02.000Z")
    assert list_names() == ["a", "c", "b"]


def test_who_has_the_device_waits_no_more_and_is_not_moved(three: list[RunFolder]) -> None:
    queue = DeviceQueue("cpu")
    assert queue.find_at_work() is None
    with work_on(three[1]) as name:
        assert queue.find_at_work() == three[1].path
        assert list_names() == ["c", "a"]
        move(three[2].path, "first")
        assert queue.list_tickets() == [name]
        assert list_names() == ["a", "c"]
        with pytest.raises(StudioError) as caught:
            move(three[1].path, "first")
    assert caught.value.problems[0].code == "run.not_waiting"
    assert list_names() == ["a", "c"]


def test_what_waits_elsewhere_is_not_moved_here(three: list[RunFolder]) -> None:
    with pytest.raises(StudioError) as caught:
        DeviceQueue("cuda-0").move(three[0].path, "first")
    assert caught.value.problems[0].values == {"run": "c"}


def test_tickets_are_in_the_order_of_their_turns(three: list[RunFolder]) -> None:
    queue = DeviceQueue("cpu")
    names = [path.stem for path in sorted(queue.folder.glob("*.card"))]
    for name in names:
        queue.ticket(name).touch()
    move(three[2].path, "first")
    assert queue.list_tickets() == [names[2], names[0], names[1]]
    queue.come(names[1])
    assert queue.list_tickets() == [names[1], names[2], names[0]]


@pytest.mark.parametrize("text", [b"", b"{", b"[1]", b'{"a": 1}', b"\xff\xfe", b'["unknown", "unknown"]'])
def test_a_damaged_order_is_the_time_of_queueing(three: list[RunFolder], text: bytes) -> None:
    move(three[2].path, "first")
    path = DeviceQueue("cpu").folder / "order.json"
    path.write_bytes(text)
    assert list_names() == ["c", "b", "a"]
    move(three[2].path, "earlier")
    assert list_names() == ["c", "a", "b"]


@given(st.binary(max_size=80))
def test_no_order_and_no_card_is_too_strange(text: bytes) -> None:
    queue = DeviceQueue("strange")
    (queue.folder / "order.json").write_bytes(text)
    (queue.folder / "20261123120000000-x.card").write_bytes(text)
    assert queue.list_waiting() == []
    assert queue.list_tickets() == []


def test_an_order_that_cannot_be_read_just_now_is_the_one_known(three: list[RunFolder]) -> None:
    queue = DeviceQueue("cpu")
    queue.move(three[2].path, "first")
    assert [one.id for one in queue.list_waiting()] == ["a", "c", "b"]
    path = queue.folder / "order.json"
    path.unlink()
    path.mkdir()
    assert [one.id for one in queue.list_waiting()] == ["a", "c", "b"]
    assert list_names() == ["c", "b", "a"]


def test_what_no_longer_waits_is_swept(three: list[RunFolder], tmp_path: Path) -> None:
    queue = DeviceQueue("cpu")
    (queue.folder / "broken.card").write_text("{")
    move(three[2].path, "first")
    three[0].record(State(state=RunState.STOPPED, attempt=1))
    gone = queue_up("gone", at=9, folder=tmp_path)
    (gone.path / "events.jsonl").unlink()
    with work_on(three[1]) as name:
        three[1].record(State(state=RunState.PREPARING, attempt=1))
        queue.sweep()
        assert sorted(path.stem.partition("-")[2] for path in queue.folder.glob("*.card")) == ["a", "b"]
    assert not queue.ticket(name).exists()
    assert [path.stem.partition("-")[2] for path in queue.folder.glob("*.card")] == ["a"]
    assert (queue.folder / "order.json").exists()
    cancel(three[2])
    queue.sweep()
    assert sorted(path.name for path in queue.folder.iterdir()) == ["order.lock"]


def test_the_ticket_of_a_dead_keeper_is_torn_and_that_of_a_new_one_is_not(three: list[RunFolder]) -> None:
    queue = DeviceQueue("cpu")
    with work_on(three[0]) as name:
        queue.tear(name)
        assert queue.list_tickets() == [name]
    queue.join(three[0].path, "2026-11-23T12:00:00.000Z")
    queue.ticket(name).touch()
    queue.come(name)
    assert list_names() == ["c", "b", "a"]
    queue.tear(name)
    assert queue.list_tickets() == []
    assert list_names() == ["c", "b", "a"]


def test_a_long_name_and_a_full_disk_cost_no_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = queue_up("很长" * 40, at=0, folder=tmp_path)
    assert [one.run for one in list_waiting()] == [str(run.path)]

    def refuse(*arguments: object, **options: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(queues, "write_atomically", refuse)
    queue = DeviceQueue("mps")
    name = queue.join(run.path, "2026")
    monkeypatch.setattr(Path, "touch", refuse)
    queue.come(name)
    assert queue.list_tickets() == []
    assert queue.list_waiting() == []


def test_a_file_that_is_looked_at_does_not_hold_up_who_leaves(
    three: list[RunFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def refuse(self: Path, missing_ok: bool = False) -> None:
        if self.suffix == ".ticket":
            raise PermissionError(13, "in use")
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    queue = DeviceQueue("cpu")
    queue.leave(next(queue.folder.glob("*-c.card")).stem)
    assert list_names() == ["b", "a"]


def test_a_run_without_a_keeper_is_cancelled_at_once(three: list[RunFolder]) -> None:
    cancel(three[1])
    assert list_names() == ["c", "a"]
    state = three[1].last_state()
    assert state is not None
    assert (state.state, state.attempt, three[1].next_attempt()) == (RunState.STOPPED, 1, 2)
    assert [(request.kind, request.for_attempt) for request in three[1].requests()] == [("stop", 1)]
    with pytest.raises(StudioError) as caught:
        cancel(three[1])
    assert caught.value.problems[0].code == "run.not_waiting"


def test_the_keeper_of_a_cancelled_run_says_so_itself(three: list[RunFolder]) -> None:
    with FileLock(three[1].path / KEEPER_LOCK):
        cancel(three[1])
    assert three[1].state() is RunState.QUEUED
    assert [request.kind for request in three[1].requests()] == ["stop"]


def test_a_keeper_that_has_just_said_so_is_not_contradicted(
    three: list[RunFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop_at_once(self: RunFolder, kind: str, attempt: int) -> None:
        self.record(State(state=RunState.STOPPED, attempt=1))

    monkeypatch.setattr(RunFolder, "ask", stop_at_once)
    cancel(three[1])
    assert [event.state for event in three[1].events() if isinstance(event, State)] == [
        RunState.CREATED,
        RunState.QUEUED,
        RunState.STOPPED,
    ]


def test_two_movers_at_once_lose_nobody(three: list[RunFolder]) -> None:
    def jostle(run: RunFolder) -> None:
        for _ in range(10):
            move(run.path, "earlier")
            move(run.path, "later")

    movers = [threading.Thread(target=jostle, args=(run,)) for run in three]
    for mover in movers:
        mover.start()
    for mover in movers:
        mover.join(60)
    assert sorted(list_names()) == ["a", "b", "c"]
    assert len(json.loads((DeviceQueue("cpu").folder / "order.json").read_bytes())) == 3
