"""The run folder: the one thing window, command line, training process and strangers exchange."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, ValidationError

from studio.contract.attempts.kept import keep_steps
from studio.contract.attempts.log import EventLog, Follower, read_backwards
from studio.contract.attempts.ownership import Owner, hold_run, is_owned, lock_run, read_owner
from studio.contract.events import Event, RunState, State, decode, stamp_now
from studio.contract.places import find_folder, write_atomically
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import Recipe, ResolvedRecipe, parse_recipe, read_text
from studio.contract.storage.migration import CARD, FORMAT, migrate, read_card, read_format, upgrade, write_card

RequestKind = Literal["stop", "pause", "resume", "save_now"]


class Request(BaseModel):
    """What a run is asked to do; one for another attempt is ignored."""

    model_config = ConfigDict(frozen=True)

    id: str
    time: str
    for_attempt: int
    kind: RequestKind


class RunCard(BaseModel):
    """run.json: what a run is, apart from what happened. ``base`` is the folder its recipe's paths start from."""

    model_config = ConfigDict(frozen=True)

    format: int = FORMAT
    id: str
    title: str
    created: str
    project: str | None = None
    parent: str | None = None
    base: str


class RunFolder:
    """One run on disk. Reading never needs a lock; appending events is for the owner alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.log = EventLog(path / "events.jsonl")

    @classmethod
    def create(
        cls,
        recipe: str,
        *,
        title: str = "",
        project: str | None = None,
        parent: str | None = None,
        base: Path | None = None,
        path: Path | None = None,
    ) -> RunFolder:
        """A new run from the text of a recipe, kept byte for byte; from here on nothing can be lost.

        The steps in force that its ``data.steps`` names are kept too, so that later ones do not change the run.
        ``base`` is the folder the recipe's relative paths start from. Raises ``StudioError`` where ``path``
        exists and is not empty, ``OSError`` where the disk refuses.
        """
        stamp = datetime.now(UTC).astimezone().strftime("%Y%m%d-%H%M%S")
        folder = path or find_folder("runs") / f"{stamp}-{uuid.uuid4().hex[:6]}"
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise StudioError(Problem(code="usage.folder_not_empty", values={"file": str(folder)}))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        card = RunCard(
            id=folder.name,
            title=title or folder.name,
            created=stamp_now(),
            project=project,
            parent=parent,
            base=str((base or Path.cwd()).resolve()),
        )
        write_atomically(folder / "recipe.yaml", recipe)
        write_card(folder, card.model_dump())
        run = cls(folder)
        _try_to_keep_steps(run)
        run.append(State(state=RunState.CREATED, attempt=0))
        run.close()
        return run

    def card(self) -> RunCard:
        """run.json, one of an older format as if it were of today's.

        Raises ``StudioError`` where it is missing, broken, or of a newer format.
        """
        try:
            content = read_card(self.path)
            number = read_format(content)
            if number > FORMAT:
                raise StudioError(_complain(self.path, "run.newer_format", CARD, f"format {number}"))
            return RunCard.model_validate(migrate(content, self.path))
        except (OSError, ValueError) as error:
            raise StudioError(_complain(self.path, "run.unreadable", CARD, str(error))) from error

    def rename(self, title: str) -> None:
        """Gives the run another title; its format and all else stay. Raises ``StudioError`` where it is unreadable."""
        self.card()
        write_card(self.path, read_card(self.path) | {"title": title})

    def recipe(self) -> Recipe:
        """The recipe as asked. Raises ``StudioError``."""
        return parse_recipe(read_text(self.path / "recipe.yaml"), "recipe.yaml")

    def resolved(self) -> ResolvedRecipe | None:
        """resolved.yaml, or None before the first attempt resolved it."""
        path = self.path / "resolved.yaml"
        return ResolvedRecipe.load(read_text(path)) if path.exists() else None

    def resolve_inside(self, relative: str) -> Path:
        """A path written in this folder, checked to stay inside it. Raises ``StudioError`` where it does not."""
        strange = not relative or "\\" in relative or re.match(r"^[A-Za-z]:", relative) or Path(relative).is_absolute()
        target = (self.path / relative).resolve()
        if strange or not target.is_relative_to(self.path.resolve()):
            raise StudioError(_complain(self.path, "run.path_outside", relative))
        return target

    # -- events -----------------------------------------------------------------------------------------

    def append(self, event: Event) -> Event:
        """Writes one event as one flushed line, with its ``seq`` and ``time``; returns it so completed."""
        return self.log.append(event)

    def record(self, event: Event) -> Event:
        """Appends one event while nobody owns the run (a keeper's, between attempts).

        Raises ``StudioError`` with code ``run.owned`` where a process holds it.
        """
        with lock_run(self.path):
            try:
                return self.append(event)
            finally:
                self.close()

    def close(self) -> None:
        """Lets go of the log file; the next append opens it again."""
        self.log.close()

    def follow(self, from_seq: int = 0) -> Follower:
        """A reader of what is there and what comes."""
        return Follower(self.log.path, from_seq)

    def events(self) -> list[Event]:
        """All events written so far."""
        return self.follow().read_new()

    # -- requests ---------------------------------------------------------------------------------------

    def ask(self, kind: RequestKind, for_attempt: int | None = None) -> Request:
        """Asks the present (or the given) attempt for something; returns the request as written."""
        attempt = self.attempt() if for_attempt is None else for_attempt
        request = Request(id=str(uuid.uuid4()), time=stamp_now(), for_attempt=attempt, kind=kind)
        path = self.path / "requests.jsonl"
        with FileLock(self.path / "requests.lock"):
            torn = next(read_backwards(path), b"")
            with path.open("ab") as file:
                file.write((b"\n" if torn else b"") + request.model_dump_json().encode() + b"\n")
        return request

    def requests(self) -> list[Request]:
        """All readable requests in order."""
        path = self.path / "requests.jsonl"
        found = []
        for line in path.read_bytes().splitlines() if path.exists() else []:
            try:
                found.append(Request.model_validate_json(line))
            except ValidationError:
                continue
        return found

    # -- state and ownership ----------------------------------------------------------------------------

    def last_state(self) -> State | None:
        """The last state event, or None."""
        lines = read_backwards(self.log.path)
        next(lines, None)  # what follows the last line feed is not whole
        events = (decode(line) for line in lines if b'"state"' in line)
        return next((event for event in events if isinstance(event, State)), None)

    def attempt(self) -> int:
        """The number of the present attempt; 0 before the first."""
        state = self.last_state()
        return state.attempt if state else 0

    def next_attempt(self) -> int:
        """The number of the attempt that a new owner begins: the queued one, else one more than the last."""
        state = self.last_state()
        if state is None:
            return 1
        return state.attempt if state.state is RunState.QUEUED else state.attempt + 1

    def state(self) -> RunState:
        """What the run is in now; ``lost`` where nobody owns it and it did not end."""
        state = self.last_state()
        now = state.state if state else RunState.CREATED
        if now.is_final or now.is_waiting or is_owned(self.path):
            return now
        after = self.last_state()
        return RunState.LOST if after is None or not after.state.is_final else after.state

    def owner(self) -> Owner | None:
        """Who holds the run now, or None."""
        return read_owner(self.path) if is_owned(self.path) else None

    @contextmanager
    def own(self) -> Iterator[int]:
        """Holds the run and begins an attempt, whose number it gives. A card of an older format becomes one of today's.

        Raises ``StudioError`` with code ``run.owned`` where another process holds it.
        """
        attempt = self.next_attempt()
        with hold_run(self.path, attempt):
            with suppress(OSError):  # a full disk: it is read as well as it is, and the next attempt tries again
                upgrade(self.path)
            try:
                yield attempt
            finally:
                self.close()


def _try_to_keep_steps(run: RunFolder) -> None:
    try:
        keep_steps(run.path, run.recipe(), Path(run.card().base))
    except StudioError:
        return  # the first attempt says so, with all else that is wrong


def _complain(folder: Path, code: str, file: str, details: str = "") -> Problem:
    values = {"file": file, "run": folder.name}
    return Problem(code=code, values=values, place=Place(file=str(folder / file)), details=details)


def list_runs(folder: Path | None = None) -> list[RunFolder]:
    """All run folders of the library (or of ``folder``), newest first; whether readable or not."""
    home = folder or find_folder("runs")
    found = [RunFolder(path) for path in home.iterdir() if _is_run(path)]
    return sorted(found, key=lambda run: run.path.name, reverse=True)


def _is_run(path: Path) -> bool:
    """Whether there is a card; a folder that may not be looked into counts, so that it hides no other."""
    try:
        return (path / CARD).exists()
    except OSError:
        return True
