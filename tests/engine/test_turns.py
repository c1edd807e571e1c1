"""Whose turn it is on a device."""

import json
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest

from studio.engine import turns
from studio.engine.turns import name_device, wait_for_turn


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LOOK_SECONDS", 0.005)
    monkeypatch.setattr(turns, "TELL_SECONDS", 0.0)


class Waiter(threading.Thread):
    """A keeper that waits in its own thread, holds the device until told, and says what happened."""

    def __init__(self, order: list[str], name: str, queued: str) -> None:
        super().__init__(name=name, daemon=True)
        self.waits: list[int] = []
        self.is_waiting, self.may_end, self.cancelled = threading.Event(), threading.Event(), threading.Event()
        self.told = threading.Event()
        """More than once."""
        self._order, self._queued = order, queued
        self.start()

    def run(self) -> None:
        def note(ahead: int) -> None:
            self.waits.append(ahead)
            (self.told if self.is_waiting.is_set() else self.is_waiting).set()

        with wait_for_turn("cpu", self._queued, Path("/runs", self.name), self.cancelled.is_set, note) as came:
            self._order.append(self.name if came else f"{self.name} left")
            self.is_waiting.set()
            self.may_end.wait(30)

    def end(self) -> None:
        self.may_end.set()
        self.join(30)


def begin(order: list[str], *names: str) -> list[Waiter]:
    waiters: list[Waiter] = []
    for name in names:
        waiters.append(Waiter(order, name, f"2026-11-23T12:00:0{len(waiters)}.000Z"))
        assert waiters[-1].is_waiting.wait(30)
    return waiters


def test_one_at_a_time_in_the_order_of_the_queue(home: Path) -> None:
    order: list[str] = []
    first, second, third = begin(order, "z", "y", "x")
    assert order == ["z"]
    assert (second.waits, third.waits) == ([1], [2])
    for waiter in (first, second, third):
        waiter.end()
    assert order == ["z", "y", "x"]
    assert sorted(path.name for path in (home / "queue" / "cpu").iterdir()) == ["device.lock"]


def test_who_leaves_the_queue_holds_nobody_up() -> None:
    order: list[str] = []
    first, second, third = begin(order, "a", "b", "c")
    second.cancelled.set()
    second.end()
    assert order == ["a", "b left"]
    first.end()
    third.end()
    assert order == ["a", "b left", "c"]


def test_the_ticket_of_a_dead_keeper_is_swept_away(home: Path) -> None:
    folder = home / "queue" / "cpu"
    folder.mkdir(parents=True)
    stale = folder / "20200101000000000-dead.ticket"
    stale.touch()
    stale.with_suffix(".turn").touch()
    order: list[str] = []
    (waiter,) = begin(order, "a")
    assert order == ["a"]
    assert not stale.exists()
    assert not stale.with_suffix(".turn").exists()
    waiter.end()


def test_an_earlier_run_that_comes_late_waits_for_who_is_at_it() -> None:
    order: list[str] = []
    (first,) = begin(order, "a")
    late = Waiter(order, "late", "2020-01-01T00:00:00.000Z")
    assert late.is_waiting.wait(30)
    assert late.waits == [1]
    first.end()
    late.end()
    assert order == ["a", "late"]


def reorder(home: Path, *names: str) -> None:
    """Tickets of these waiters, in this order."""
    folder = home / "queue" / "cpu"
    tickets = {path.stem.partition("-")[2]: path.stem for path in folder.glob("*.ticket")}
    (folder / "order.json").write_text(json.dumps([tickets[name] for name in names]))


def test_a_new_order_is_obeyed_while_they_wait(home: Path) -> None:
    order: list[str] = []
    first, second, third, fourth = begin(order, "a", "b", "c", "d")
    reorder(home, "d", "b")
    for waiter in (first, fourth, second, third):
        waiter.end()
    assert order == ["a", "d", "b", "c"]


def test_who_has_the_device_is_never_displaced(home: Path) -> None:
    order: list[str] = []
    first, second, third = begin(order, "a", "b", "c")
    reorder(home, "c", "b", "a")
    assert third.told.wait(30)
    assert (third.waits, order) == ([2, 1], ["a"])
    for waiter in (first, third, second):
        waiter.end()
    assert order == ["a", "c", "b"]


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", '{"a": "b"}', '["a"', "\udcff"])
def test_a_damaged_order_is_none(home: Path, text: str) -> None:
    order: list[str] = []
    first, second, third = begin(order, "a", "b", "c")
    (home / "queue" / "cpu" / "order.json").write_bytes(text.encode(errors="surrogateescape"))
    for waiter in (first, second, third):
        waiter.end()
    assert order == ["a", "b", "c"]


def test_how_many_are_ahead_is_told_when_it_changes_and_not_more_often_than_that(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    first, second, third, fourth = begin(order, "a", "b", "c", "d")
    second.cancelled.set()
    second.end()
    assert fourth.told.wait(30)
    assert fourth.waits == [3, 2]
    monkeypatch.setattr(turns, "TELL_SECONDS", 3600.0)
    reorder(home, "d", "c")
    third.cancelled.set()
    third.end()
    first.end()
    fourth.end()
    assert fourth.waits == [3, 2]
    assert order == ["a", "b left", "c left", "d"]


def test_other_devices_are_other_queues() -> None:
    def never() -> bool:
        return False

    def wait(ahead: int) -> None:
        pytest.fail("nobody is ahead")

    with ExitStack() as stack:
        for device in ("cpu", "cuda-0", "cuda-1"):
            assert stack.enter_context(wait_for_turn(device, "2026", Path("/runs/run"), never, wait))


@pytest.mark.parametrize(
    ("asked", "found", "platform", "machine", "name"),
    [
        ("cpu", "/usr/bin/nvidia-smi", "linux", "x86_64", "cpu"),
        ("cuda", None, "linux", "x86_64", "cuda-0"),
        ("cuda:1", None, "linux", "x86_64", "cuda-1"),
        ("mps", None, "darwin", "arm64", "mps"),
        (None, "/usr/bin/nvidia-smi", "linux", "x86_64", "cuda-0"),
        ("auto", None, "linux", "x86_64", "cpu"),
        ("auto", None, "darwin", "arm64", "mps"),
        ("auto", None, "darwin", "x86_64", "cpu"),
    ],
)
def test_the_queue_of_a_device(
    monkeypatch: pytest.MonkeyPatch, asked: str | None, found: str | None, platform: str, machine: str, name: str
) -> None:

    monkeypatch.setattr("shutil.which", lambda program: found)
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr("platform.machine", lambda: machine)
    assert name_device(asked) == name
