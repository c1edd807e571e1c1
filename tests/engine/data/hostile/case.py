"""One hostile file (or folder): how it is made, and what must be true when it is read."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

Item = TypeVar("Item")
Make = Callable[[Path], str | list[str]]
"""Makes the file in a folder; gives the name to read, or several."""
Pair = tuple[str, tuple[str, ...]]
"""Text (or tokens joined by blanks) and gold labels of one example."""


@dataclass(frozen=True)
class Case:
    """What is asked of one file.

    ``examples`` are the exact texts and labels (tokens and tags) that training would see, ``entities`` each text with
    its entities as "label=words", ``table`` the exact cells (the names first).
    Each of ``codes`` (a pattern, alternatives apart by ``|``) must be among the problems, the first of them in
    ``row``. ``either`` accepts the right content without the problems, or the problems without the content. ``more``
    is how many further examples may follow, where a file is cut.
    """

    name: str
    make: Make
    examples: Sequence[Pair] | None = None
    table: Sequence[Sequence[str]] | None = None
    entities: Sequence[Pair] | None = None
    codes: tuple[str, ...] = ()
    row: int | None = None
    either: bool = False
    more: int = 0
    task: str | None = None
    read: dict[str, str] = field(default_factory=dict)


WORDS = ("rain", "bread", "trains", "music", "soup", "paper", "boats", "lamps", "tea", "snow", "doors", "wool")
TALK = tuple(
    (f"{word} was what they spoke about on day {number}", ("praise", "refund")[number % 2])
    for number, word in enumerate(WORDS)
)
"""Texts and labels that are read right wherever nothing is wrong."""
PAIRS: tuple[Pair, ...] = tuple((text, (label,)) for text, label in TALK)
HEAD = ("text", "label")
TABLE = (HEAD, *TALK)


def put(name: str, content: str | bytes) -> Make:
    """A file with this content."""

    def make(folder: Path) -> str:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return name

    return make


def put_all(name: str, contents: dict[str, str | bytes]) -> Make:
    """A folder of this name with these files in it."""

    def make(folder: Path) -> str:
        (folder / name).mkdir(parents=True, exist_ok=True)
        for inner, content in contents.items():
            put(f"{name}/{inner}", content)(folder)
        return name

    return make


def write_csv(
    rows: Iterable[Sequence[str]] = TABLE, delimiter: str = ",", end: str = "\n", quoting: Literal[0, 1, 2, 3] = 0
) -> str:
    """Rows as a careful program writes them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows(rows)
    return out.getvalue()


def swap(items: Sequence[Item], at: int, *new: Item) -> tuple[Item, ...]:
    """The same with another item (or none, or several) at one place."""
    return (*items[:at], *new, *items[at + 1 :])


def cut_places(size: int, count: int, seed: int = 4) -> list[int]:
    """Different places inside a file of this size, always the same ones."""
    return sorted(random.Random(seed).sample(range(1, size), count))
