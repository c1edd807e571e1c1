"""What a run says of itself: seven frozen events, one JSON line each, and the states a run goes through."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import TypeAdapter


class RunState(StrEnum):
    """The states of a run; ``lost`` is never written, a reader concludes it."""

    CREATED = "created"
    QUEUED = "queued"
    PREPARING = "preparing"
    TRAINING = "training"
    EVALUATING = "evaluating"
    SAVING = "saving"
    PAUSED = "paused"
    STOPPING = "stopping"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"
    LOST = "lost"

    @property
    def is_final(self) -> bool:
        """No attempt goes on: stopped, done, failed or lost."""
        return self in FINAL

    @property
    def is_waiting(self) -> bool:
        """No attempt has begun yet: created or queued."""
        return self in (RunState.CREATED, RunState.QUEUED)

    def may_become(self, other: RunState) -> bool:
        """Whether ``other`` may follow this state within the rules of the contract."""
        if self.is_final:
            return other in (RunState.QUEUED, RunState.PREPARING)
        if self.is_waiting:
            return other in (RunState.QUEUED, RunState.PREPARING, *FINAL)
        if self is RunState.STOPPING:
            return other in (RunState.EVALUATING, RunState.SAVING, *FINAL)
        return other is not RunState.CREATED


FINAL = frozenset({RunState.STOPPED, RunState.DONE, RunState.FAILED, RunState.LOST})


@dataclass(frozen=True, kw_only=True)
class Event:
    """Common to all: ``seq`` counts from 0 without gaps, ``time`` is UTC in ISO 8601; both set on append."""

    type: ClassVar[str]
    seq: int = -1
    time: str = ""


@dataclass(frozen=True, kw_only=True)
class State(Event):
    """The run changed its state. ``from_step`` comes with preparing."""

    type: ClassVar[str] = "state"
    state: RunState
    attempt: int
    from_step: int | None = None


@dataclass(frozen=True, kw_only=True)
class Progress(Event):
    """How far: steps are optimizer steps, tokens are real (unpadded)."""

    type: ClassVar[str] = "progress"
    step: int
    total_steps: int
    epoch: float
    seconds_left: float | None = None
    tokens_per_second: float | None = None
    samples_per_second: float | None = None


@dataclass(frozen=True, kw_only=True)
class Metric(Event):
    """Figures of one split at one step; a value may be NaN or infinite."""

    type: ClassVar[str] = "metric"
    step: int
    split: str
    values: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Resource(Event):
    """Memory in bytes, load 0–1, power in watts; None where unknown."""

    type: ClassVar[str] = "resource"
    gpu_memory: int | None = None
    memory: int | None = None
    gpu_load: float | None = None
    power: float | None = None


@dataclass(frozen=True, kw_only=True)
class Notice(Event):
    """Something worth a sentence; ``text`` is its English rendering, for scripts."""

    type: ClassVar[str] = "notice"
    level: str = "info"
    code: str
    values: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    details: str = ""


@dataclass(frozen=True, kw_only=True)
class Error(Event):
    """Why the attempt fails; what, why and fix are the English rendering."""

    type: ClassVar[str] = "error"
    code: str
    values: dict[str, Any] = field(default_factory=dict)
    place: dict[str, Any] = field(default_factory=dict)
    what: str = ""
    why: str = ""
    fix: str = ""
    details: str = ""


@dataclass(frozen=True, kw_only=True)
class Done(Event):
    """The result: ``report`` and ``model`` are paths in the run folder."""

    type: ClassVar[str] = "done"
    report: str
    model: str
    seconds: float
    best_step: int


EVENTS: dict[str, type[Event]] = {c.type: c for c in (State, Progress, Metric, Resource, Notice, Error, Done)}

_ADAPTERS: dict[str, TypeAdapter[Any]] = {name: TypeAdapter(kind) for name, kind in EVENTS.items()}
_TO_TEXT = {math.inf: "Infinity", -math.inf: "-Infinity"}


def stamp_now() -> str:
    """Now in UTC with milliseconds, as events carry it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def encode(event: Event) -> str:
    """One line of JSON without its line feed; non-finite numbers become strings, as does what JSON does not know."""
    content = {"seq": event.seq, "time": event.time, "type": event.type, **asdict(event)}
    return json.dumps(_without_non_finite(content), ensure_ascii=False, allow_nan=False, default=str)


def decode(line: str | bytes) -> Event | None:
    """The event of one line; None for an unknown type or a line that is none (readers skip both)."""
    try:
        content = json.loads(line)
        event: Event = _ADAPTERS[content["type"]].validate_python(content)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return event


def _without_non_finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return _TO_TEXT.get(value, "NaN")
    if isinstance(value, dict):
        return {k: _without_non_finite(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_without_non_finite(v) for v in value]
    return value
