"""What the columns of a file hold, seen on its first records."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeGuard

from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.tagging.schemes import look_like_tags
from studio.engine.data.tagging.spans import read_span

Kind = Literal["text", "number", "strings", "tags", "spans", "other", "empty"]
Roles = Mapping[str, str]

_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
_COUNT = re.compile(r"[-+]?\d+([-.,]\d+)?")
"""How words are counted: 1, 1-2 (CoNLL-U, WebAnno), 1.1."""
_MOSTLY = 0.8
"""A column keeps its kind though some of its cells are broken: each of those is named when it is read."""


class Valued(Protocol):
    """Whatever has a cell for each column, as a record has."""

    @property
    def values(self) -> Mapping[str, Any]:
        """The cells by column."""
        ...


@dataclass(frozen=True)
class Column:
    """One column: what it holds, how many cells are filled, how many differ, and their mean length in characters.

    Of lists ``distinct`` counts the items that differ, and there is no length.
    """

    name: str
    kind: Kind
    filled: int
    distinct: int
    length: float
    whole: bool = True
    """Whether all numbers are whole ones."""
    is_numbered: bool = False
    """Whether lists hold nothing but numbers, as the first column of CoNLL-U does."""

    @property
    def is_constant(self) -> bool:
        """Whether all of several cells hold the same."""
        return self.filled > 1 and self.distinct == 1


def profile_columns(names: Sequence[str], records: Sequence[Valued]) -> list[Column]:
    """What each column holds, in the order of the file."""
    return [_profile(name, [record.values.get(name) for record in records]) for name in names]


def find_column(columns: Sequence[Column], asked: str, role: str, file: str) -> str:
    """The column called ``asked``, or the one of that number. Raises ``StudioError`` that lists what there is."""
    names = [column.name for column in columns]
    for name in (asked, f"column {asked}"):
        if name in names:
            return name
    values = {"name": asked, "known": ", ".join(names), "role": role, "file": file.rsplit("/", 1)[-1]}
    place = Place(file=file, column=asked, field=f"data.columns.{role}")
    raise StudioError(Problem(code="data.column_absent", values=values, place=place))


def is_missing(cell: Any) -> bool:
    """Whether a cell holds nothing to read."""
    return cell is None or cell == [] or (isinstance(cell, str) and not cell.strip())


def are_strings(cell: Any) -> TypeGuard[list[str]]:
    """Whether a cell is a list of texts, such as tokens or tags."""
    return isinstance(cell, list) and all(isinstance(item, str) for item in cell)


def _profile(name: str, cells: Sequence[Any]) -> Column:
    filled = [cell for cell in cells if not is_missing(cell)]
    kind = _find_kind(filled)
    if kind not in ("text", "number"):
        lists = [cell for cell in filled if isinstance(cell, list)] if kind in ("strings", "tags") else []
        different = {item for item in itertools.chain.from_iterable(lists) if isinstance(item, str)}
        numbered = kind == "strings" and all(map(_COUNT.fullmatch, different))
        return Column(name, kind, len(filled), len(different), 0.0, is_numbered=numbered)
    shown = [str(cell) for cell in filled]
    length = sum(map(len, shown)) / len(shown)
    whole = kind == "number" and all("." not in cell and "," not in cell for cell in shown)
    return Column(name, kind, len(filled), len(set(shown)), length, whole)


def _find_kind(cells: Sequence[Any]) -> Kind:
    if not cells:
        return "empty"
    texts = [cell for cell in cells if isinstance(cell, str)]
    numbers = sum(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells)
    if len(texts) + numbers >= _MOSTLY * len(cells):
        return "text" if any(not _NUMBER.fullmatch(text) for text in texts) else "number"
    lists = [cell for cell in cells if isinstance(cell, list)]
    if len(lists) < _MOSTLY * len(cells):
        return "other"
    items = [item for cell in lists for item in cell]
    strings = [item for item in items if isinstance(item, str)]
    if len(strings) >= _MOSTLY * len(items):
        return "tags" if look_like_tags(strings) else "strings"
    return "spans" if sum(read_span(item) is not None for item in items) >= _MOSTLY * len(items) else "other"
