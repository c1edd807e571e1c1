"""Who waits for a device, and in which order: on disk, so that it outlives keepers, window and computer.

``queue/<device>/`` in the home holds for each run that waits a ticket, which its keeper locks for as long as it
lives (:mod:`studio.engine.turns`), and a card that says where the run lies; and, once somebody has moved one,
``order.json``: the names of the tickets. Without it, or where it is damaged, runs go in the order in which they
were queued. The run folder alone says whether a run still waits.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from studio.contract.attempts.ownership import KEEPER_LOCK, LOOK_SECONDS, is_kept, is_locked
from studio.contract.events import RunState, State
from studio.contract.places import find_folder, write_atomically
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.run import RunFolder

Move = Literal["first", "earlier", "later"]
ORDER = "order.json"
LOCK_SECONDS = 10.0
NAME_LENGTH = 40

_NAMES = TypeAdapter(list[str])


class Card(BaseModel):
    """Where a run lies, and when it was queued."""

    model_config = ConfigDict(frozen=True)

    run: str
    queued: str


class Waiting(BaseModel):
    """One run that waits: ``place`` counts from 1; ``is_kept`` is False where its keeper is gone, until it is woken."""

    model_config = ConfigDict(frozen=True)

    run: str
    device: str
    queued: str
    place: int
    is_kept: bool

    @property
    def id(self) -> str:
        """The run's id."""
        return Path(self.run).name


class DeviceQueue:
    """The queue of one device (``cpu``, ``cuda-0`` …). Safe to use from several processes."""

    def __init__(self, device: str) -> None:
        self.device = device
        self.folder = find_folder("queue") / device
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self._order: list[str] = []

    def ticket(self, name: str) -> Path:
        """The file that the run's keeper locks."""
        return self.folder / f"{name}.ticket"

    def join(self, run: Path, queued: str) -> str:
        """Puts a run into the queue, queued at that moment (ISO 8601); gives the name of its ticket.

        The same run queued at the same moment has the same name, and so its place, however often it joins.
        """
        name = f"{re.sub('[^0-9]', '', queued)}-{run.name[:NAME_LENGTH]}"
        self._turn(name).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # a full disk costs the run its line in the list, not its turn
            write_atomically(self._card(name), Card(run=str(run.absolute()), queued=queued).model_dump_json())
        return name

    def come(self, name: str) -> None:
        """Says that it is this one's turn: from now on no other comes before it."""
        with contextlib.suppress(OSError):  # whoever holds the device holds it, whether said or not
            self._turn(name).touch(mode=0o600)

    def leave(self, name: str) -> None:
        """Takes a run out of the queue: for its keeper, which has let go of the ticket."""
        for path in (self._turn(name), self.ticket(name), self._card(name)):
            with contextlib.suppress(OSError):  # a system that keeps a file while somebody looks at it: swept later
                path.unlink(missing_ok=True)

    def tear(self, name: str) -> None:
        """Takes away a ticket that nobody holds. The card stays: the run may still wait, for a new keeper."""
        ticket = self.ticket(name)
        with contextlib.suppress(OSError), FileLock(ticket, timeout=0):  # held: a new keeper has come to it
            self._turn(name).unlink(missing_ok=True)
            ticket.unlink(missing_ok=True)

    def list_tickets(self) -> list[str]:
        """The names of all tickets, locked or not, in the order of their turns; who has the device is the first."""
        return self._sort(path.stem for path in self.folder.glob("*.ticket"))

    def list_waiting(self) -> list[Waiting]:
        """The runs that wait, the next one first."""
        return [waiting for _, waiting in self._list()]

    def find_at_work(self) -> Path | None:
        """The folder of the run that has the device, or None."""
        names = [path.stem for path in self.folder.glob("*.turn") if self._has_come(path.stem)]
        cards = [card for card in (_read_card(self._card(name)) for name in names) if card]
        return Path(cards[0].run) if cards else None

    def move(self, run: Path, to: Move) -> None:
        """Puts a waiting run elsewhere in the queue; its keeper sees that at its next look.

        Raises ``StudioError`` with ``run.not_waiting`` where it does not wait here, ``OSError`` where the disk
        refuses.
        """
        with FileLock(self.folder / "order.lock", timeout=LOCK_SECONDS):
            names = {name: waiting.run for name, waiting in self._list()}
            name = next((name for name, path in names.items() if _is_same(path, run)), None)
            if name is None:
                raise _complain(run)
            order = list(names)
            place = order.index(name)
            order.insert({"first": 0, "earlier": max(0, place - 1), "later": place + 1}[to], order.pop(place))
            write_atomically(self.folder / ORDER, json.dumps(order, ensure_ascii=False))

    def sweep(self) -> None:
        """Forgets the cards of runs that no longer wait, have ended otherwise, or are gone, and an order of none."""
        for path in self.folder.glob("*.card"):
            if not _waits(_read_card(path)) and not is_locked(self.ticket(path.stem)):
                path.unlink(missing_ok=True)
        with contextlib.suppress(OSError), FileLock(self.folder / "order.lock", timeout=LOCK_SECONDS):
            if not any(self._card(name).exists() for name in self._read_order()):
                (self.folder / ORDER).unlink(missing_ok=True)  # refused: it is in the way of nothing

    def _list(self) -> list[tuple[str, Waiting]]:
        found: list[tuple[str, Waiting]] = []
        for name in self._sort(path.stem for path in self.folder.glob("*.card")):
            card = _read_card(self._card(name))
            if card is not None and _waits(card) and not self._has_come(name):
                kept, place = is_kept(Path(card.run)), len(found) + 1
                waiting = Waiting(run=card.run, device=self.device, queued=card.queued, place=place, is_kept=kept)
                found.append((name, waiting))
        return found

    def _sort(self, names: Iterable[str]) -> list[str]:
        """Who has come, then those of the order, then the others by the time at which they were queued."""
        places = {name: place for place, name in enumerate(self._read_order())}
        return sorted(names, key=lambda name: (not self._turn(name).exists(), places.get(name, len(places)), name))

    def _read_order(self) -> list[str]:
        """The order in force: none where the file is damaged, the one known where it cannot be read just now."""
        try:
            self._order = _NAMES.validate_json((self.folder / ORDER).read_bytes())
        except (FileNotFoundError, ValidationError):
            self._order = []
        except OSError:
            return self._order
        return self._order

    def _has_come(self, name: str) -> bool:
        return self._turn(name).exists() and is_locked(self.ticket(name))

    def _card(self, name: str) -> Path:
        return self.folder / f"{name}.card"

    def _turn(self, name: str) -> Path:
        return self.folder / f"{name}.turn"


def list_queues() -> list[DeviceQueue]:
    """The queue of each device for which some run has ever waited."""
    return [DeviceQueue(folder.name) for folder in sorted(find_folder("queue").iterdir()) if folder.is_dir()]


def list_waiting() -> list[Waiting]:
    """All runs that wait, device by device, the next one first."""
    return [waiting for queue in list_queues() for waiting in queue.list_waiting()]


def move(run: Path, to: Move) -> None:
    """Puts a waiting run elsewhere in the queue of its device.

    Raises ``StudioError`` with ``run.not_waiting`` where it does not wait, ``OSError`` where the disk refuses.
    """
    waiting = next((one for one in list_waiting() if _is_same(one.run, run)), None)
    if waiting is None:
        raise _complain(run)
    DeviceQueue(waiting.device).move(run, to)


def cancel(run: RunFolder) -> None:
    """Takes a waiting run out of the queue; it is stopped, and can be queued again.

    Where it has just come to its turn it stops as any training does. Raises ``StudioError``: ``run.not_waiting``
    where it does not wait, ``run.owned`` where a process holds it.
    """
    state = run.last_state()
    if state is None or state.state is not RunState.QUEUED:
        raise _complain(run.path)
    run.ask("stop", state.attempt)
    with contextlib.suppress(Timeout), FileLock(run.path / KEEPER_LOCK, timeout=2 * LOOK_SECONDS):
        # No keeper is there to see the request, and none begins meanwhile.
        if run.last_state() == state:
            run.record(State(state=RunState.STOPPED, attempt=state.attempt))


def _waits(card: Card | None) -> bool:
    state = RunFolder(Path(card.run)).last_state() if card else None
    return card is not None and state is not None and (state.state, state.time) == (RunState.QUEUED, card.queued)


def _read_card(path: Path) -> Card | None:
    try:
        return Card.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _is_same(path: str, run: Path) -> bool:
    return Path(path).resolve() == run.resolve()


def _complain(run: Path) -> StudioError:
    return StudioError(Problem(code="run.not_waiting", values={"run": run.name}, place=Place(file=str(run))))
