"""Spans kept apart: of two that lie over each other the one that was first is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from studio.engine.data.wordrule import Span


def keep_apart(spans: Iterable[Span], taken: list[Span]) -> Iterator[Span]:
    """Those that lie over none of ``taken``, a sorted list that they join once all of them are asked for."""
    covered = bytearray()
    new: list[Span] = []

    def cover(start: int, end: int) -> None:
        if end > len(covered):
            covered.extend(bytes(max(end, 2 * len(covered)) - len(covered)))
        covered[start:end] = b"\1" * (end - start)

    for start, end in taken:
        cover(start, end)
    for start, end in spans:
        if covered.find(1, start, end) < 0:
            cover(start, end)
            new.append((start, end))
            yield start, end
    taken += new
    taken.sort()
