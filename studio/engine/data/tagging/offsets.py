"""Places that say which words they mean: compared with the text, and moved where they count in another unit."""

from __future__ import annotations

from typing import Literal, NamedTuple

How = Literal["", "inclusive", "utf16", "bytes", "moved", "differs"]
"""How a place was understood.

As it is; with its last character included; in UTF-16 units or in bytes of UTF-8; by looking for the words, which stand
in the text just once; or not at all.
"""


class Settled(NamedTuple):
    """Code points ``start`` to ``end``, and how they were found."""

    start: int
    end: int
    how: How


def settle(text: str, start: int, end: int, surface: str) -> Settled:
    """Where ``surface`` stands in the text, given a place that may count something else than code points."""
    for low, high, how in _list_readings(text, start, end):
        if 0 <= low < high <= len(text) and _is_same(text[low:high], surface):
            return Settled(low, high, how)
    if surface.strip() and text.count(surface) == 1:
        found = text.index(surface)
        return Settled(found, found + len(surface), "moved")
    return Settled(start, end, "differs")


def from_utf16(text: str, offset: int) -> int:
    """The code point at an offset in UTF-16 units, as Java and JavaScript count."""
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * max(0, offset)]
    return len(units.decode("utf-16-le", "ignore")) + max(0, offset - _count_units(text))


def _list_readings(text: str, start: int, end: int) -> list[tuple[int, int, How]]:
    readings: list[tuple[int, int, How]] = [(start, end, ""), (start, end + 1, "inclusive")]
    if text.isascii():
        return readings
    if any(char > "\uffff" for char in text):
        readings.append((from_utf16(text, start), from_utf16(text, end), "utf16"))
        readings.append((from_utf16(text, start), from_utf16(text, end + 1), "utf16"))
    readings.append((_from_bytes(text, start), _from_bytes(text, end), "bytes"))
    return readings


def _is_same(one: str, other: str) -> bool:
    """Whether two pieces of text differ in nothing but white space."""
    return one == other or (bool(other.strip()) and one.split() == other.split())


def _count_units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def _from_bytes(text: str, offset: int) -> int:
    coded = text.encode("utf-8", "surrogatepass")
    if offset > len(coded):
        return len(text) + offset - len(coded)
    return len(coded[: max(0, offset)].decode("utf-8", "ignore"))
