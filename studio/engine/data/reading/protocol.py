"""The half of a task that reads: which columns it needs, and how a record becomes an example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from studio.engine.data.columns import Column
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Record
from studio.engine.data.wordrule import Span, WordRule


@dataclass(slots=True)
class Example:
    """One example. ``tokens``, ``offsets`` and IOB2 tags in ``gold``, or a text with its one label in ``gold``.

    Before :meth:`Reader.finish` the text may be missing ("" with tokens) and ``gold`` is as in the file.
    """

    row: int
    text: str = ""
    tokens: list[str] = field(default_factory=list)
    offsets: list[Span] = field(default_factory=list)
    gold: list[str] = field(default_factory=list)


class Reader(Protocol):
    """Reads all examples of one data set: first each one as it comes, then, knowing all, finishes each."""

    @property
    def scheme(self) -> str:
        """The tagging scheme of the source, "none" where there are no tags; known once all is read."""
        ...

    @property
    def words(self) -> WordRule:
        """How text becomes words; known once all is read."""
        ...

    def read(self, record: Record, roles: Mapping[str, str], learn: bool, findings: Findings) -> Example | None:
        """The example in a record, or None with a finding why there is none. ``learn`` for the training data."""
        ...

    def finish(self, example: Example, findings: Findings) -> Example:
        """The example with text, tokens, offsets, and IOB2 tags or label."""
        ...

    def conclude(self, findings: Findings) -> None:
        """Says what holds for all of the data, once it is all read."""
        ...


class Reading(Protocol):
    """The reading half of a task."""

    @property
    def id(self) -> str:
        """The task's."""
        ...

    def guess(self, columns: Sequence[Column], asked: Mapping[str, str]) -> dict[str, str] | None:
        """Which column has which role, for those not ``asked`` by role; None where this is no data for the task."""
        ...

    def complain(self, columns: Sequence[Column], asked: Mapping[str, str]) -> str:
        """The code of the problem that keeps these columns from being data for the task."""
        ...

    def begin(self, scheme: str | None) -> Reader:
        """A reader; ``scheme`` is the one asked for, None to find it. Raises ``StudioError`` for an unknown one."""
        ...

    def list_labels(self, gold: Iterable[str]) -> list[str]:
        """The labels to count of one example: its class, or the type of each of its entities."""
        ...

    def list_kinds(self, gold: Iterable[str]) -> set[str]:
        """The different labels of one example whose ``gold`` is still as in the file."""
        ...
