"""Points in time as people write them, made into numbers that can be put in order."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Instants = npt.NDArray[np.float64]

_CLOCK = r"(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _CLOCK)
_MONTH_ONLY = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})" + _CLOCK)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})" + _CLOCK)
_CHINESE = re.compile(
    r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?(?:\s*(\d{1,2})[:时点](?:(\d{1,2})(?:[:分](?:(\d{1,2})秒?)?)?)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")


class TimeReader:
    """Sees a column part by part, then says when each of its cells was.

    Dates and plain numbers do not mix: what most cells are decides. A number may be a stamp, a year, or a count.
    """

    def __init__(self) -> None:
        self._parts: list[npt.NDArray[np.float64]] = []

    def add(self, texts: pa.Array) -> None:
        """Takes the next cells into account."""
        encoded = texts.dictionary_encode()
        known = [_read(text.strip()) for text in encoded.dictionary.to_pylist()]
        values = np.array([*known, (np.nan,) * 4], np.float64)
        self._parts.append(values[encoded.indices.fill_null(len(known)).to_numpy()].T)

    def decide(self) -> Instants:
        """One number for each cell, larger for later ones; NaN where it says no point in time."""
        dates, numbers, days_first, months_first = np.concatenate([np.zeros((4, 0)), *self._parts], axis=1)
        is_day, is_month = ~np.isnan(days_first), ~np.isnan(months_first)
        # 03/05/2024 is read one way or the other only where another row shows which comes first.
        if (is_day & ~is_month).any() and not (is_month & ~is_day).any():
            dates = np.where(is_day, days_first, dates)
        elif (is_month & ~is_day).any() and not (is_day & ~is_month).any():
            dates = np.where(is_month, months_first, dates)
        chosen: Instants = numbers if np.isnan(numbers).sum() < np.isnan(dates).sum() else dates
        return chosen


def _read(text: str) -> tuple[float, float, float, float]:
    """What a text says as a date, as a number, and as a date with slashes, the day first or the month first."""
    number = float(text) if _NUMBER.fullmatch(text) else np.nan
    if match := _SLASHED.fullmatch(text):
        one, other, year, *clock = match.groups()
        return np.nan, number, _make(year, other, one, *clock), _make(year, one, other, *clock)
    return _read_date(text), number, np.nan, np.nan


def _read_date(text: str) -> float:
    """Seconds since 1970, or NaN."""
    if match := _YEAR_FIRST.fullmatch(text):
        return _make(*match.groups())
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year, *clock = match.groups()
        return _make(year, month, day, *clock)
    if match := _CHINESE.fullmatch(text):
        return _make(*match.groups())
    if match := _MONTH_ONLY.fullmatch(text):
        return _make(match[1], match[2], "1")
    if match := _COMPACT.fullmatch(text):
        return _make(*match.groups())
    return np.nan


def _make(
    year: str,
    month: str,
    day: str,
    hour: str | None = None,
    minute: str | None = None,
    second: str | None = None,
    part: str | None = None,
    zone: str | None = None,
) -> float:
    """Seconds since 1970 of a date that exists, else NaN; without a zone it counts as universal time."""
    try:
        moment = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=UTC
        )
    except ValueError:
        return np.nan
    seconds = (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() + float(f"0.{part}" if part else 0)
    if zone and zone != "Z":
        offset = int(zone[1:3]) * 3600 + int(zone[-2:]) * 60
        seconds -= offset if zone[0] == "+" else -offset
    return seconds
