"""What a writer is, and what it must know of the rows that it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol, TypeVar

Cell = str | int | float
RowT = TypeVar("RowT")
_Row = TypeVar("_Row", contravariant=True)


class Shape(Protocol[_Row]):
    """How rows of one kind look in each format; ``delimiter`` and ``marked`` (a byte order mark) are for tables."""

    @property
    def delimiter(self) -> str:
        """Between the cells of a CSV; "" where it does not matter."""
        ...

    @property
    def marked(self) -> bool:
        """Whether text files begin with a byte order mark, as spreadsheets want it."""
        ...

    def list_columns(self) -> list[str]:
        """The first row of a table."""
        ...

    def list_cells(self, row: _Row) -> list[Cell]:
        """One row under it."""
        ...

    def describe(self, row: _Row) -> dict[str, Any]:
        """As a JSON object."""
        ...

    def list_words(self, row: _Row) -> tuple[list[str], list[list[str]]]:
        """Comments, and columns with one cell a word."""
        ...

    def show_line(self, row: _Row) -> tuple[str, str]:
        """The text, and what is said of it."""
        ...


Writer = Callable[[Path, Shape[RowT], Iterable[RowT]], int]
"""Writes all rows into a new file; returns how many."""
