"""What a layout is: a way in which some tool lays its examples out in JSON, made into columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from studio.engine.data.findings import Findings

Values = dict[str, Any]
Shape = Callable[[Any, int, Findings], Iterator[Values]]
"""Makes one JSON value, the ``row``-th, into the cells of one example, of several, or of none with a finding why."""


class Layout(Protocol):
    """One layout. ``id`` is its name in a recipe; ``name`` what people call it, "" where it is just JSON.

    ``many`` says that one JSON value may hold several examples; they are numbered one by one then.
    """

    id: str
    name: str
    many: bool

    def rate(self, sample: Sequence[Any]) -> float:
        """How sure the first JSON values look like this layout: 0 (no) to 1."""
        ...

    def begin(self, sample: Sequence[Any], around: Mapping[str, Any]) -> Shape:
        """What makes a value into cells: ``text`` and ``spans``, ``tokens`` and ``tags``, or ``text`` and ``label``.

        ``around`` are the other keys of an object that holds the list of values.
        """
        ...
