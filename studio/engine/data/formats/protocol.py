"""What a format is: it sees the beginning of a file and says how sure it is; chosen, it reads the file row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Protocol

import pyarrow as pa

from studio.contract.recipe import ReadSpec
from studio.engine.data.encoding import Encoding
from studio.engine.data.findings import Findings

Kind = Literal["text", "binary", "folder"]


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table or one sentence: ``values`` by column; ``row`` is its first line, from 1.

    A cell is text, a number, a list (a sentence's tokens or tags), or what JSON holds; None where it is missing.
    """

    row: int
    values: dict[str, Any]
    step: int = 0
    """1 where each item of a list stands on a line of its own."""
    file: str = ""
    """Which file of a folder it stands in; "" for the file that is read."""


@dataclass
class Rows:
    """A file being read: its columns in order, its records as they come, and how it was taken apart.

    ``name`` is what people call such a file (csv, tsv, xlsx, …).
    """

    name: str
    columns: list[str]
    records: Iterable[Record]
    delimiter: str = ""
    sheet: str = ""
    sheets: Sequence[str] = ()
    header: bool | None = None
    batches: Callable[[], Iterator[pa.RecordBatch]] | None = None
    """For large tables: the same records from the first one, as columns of text with their numbers in ``# row``.

    None where the format knows no faster way than its records.
    """


@dataclass(frozen=True)
class Source:
    """A file to be read. ``head`` is its first text ("" where the file is binary, or a folder)."""

    path: Path
    name: str
    size: int
    magic: bytes
    head: str
    whole: bool
    encoding: Encoding
    spec: ReadSpec = field(default_factory=ReadSpec)

    @property
    def suffix(self) -> str:
        """The end of the file's name in small letters, such as ".csv"."""
        return self.path.suffix.lower()

    @cached_property
    def head_lines(self) -> list[str]:
        """The lines of ``head``; without the last one where it may be cut."""
        lines = self.head.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return lines if self.whole and lines[-1] else lines[:-1]

    def open_lines(self) -> Iterator[str]:
        """The file's lines, decoded, with their ends as they are (``\\n``, ``\\r\\n`` or ``\\r``)."""
        with self.path.open(encoding=self.encoding.name, errors=self.encoding.errors, newline="") as file:
            yield from file


class Format(Protocol):
    """One file format, for training data and for texts to be labelled.

    ``kind`` is what it is asked about: "text" for files that are text, "binary" for those that are not, "folder".
    """

    id: str

    @property
    def kind(self) -> Kind:
        """What it reads."""
        ...

    def rate(self, source: Source) -> float:
        """How sure the content looks like this format: 0 (no) to 1 (nothing else does)."""
        ...

    def read(self, source: Source, findings: Findings) -> Rows:
        """The records of the file; what is wrong with one of them goes to ``findings`` as it is met.

        Raises ``StudioError`` where the file as a whole cannot be read.
        """
        ...
