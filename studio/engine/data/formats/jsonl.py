"""One JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source
from studio.engine.data.layouts import arrange
from studio.engine.data.layouts.arrangement import is_wrapper
from studio.engine.data.layouts.stream import BLANKS, Parser

_SAMPLE = 1000
_LONG_LINES = 4
_LONGEST = 1 << 28


class Jsonl:
    """JSON lines: cells are whatever JSON holds."""

    id = "jsonl"
    kind: Kind = "text"

    def rate(self, source: Source) -> float:
        """The share of lines that are objects; one line alone may be a whole document."""
        lines = _list_lines(source)
        parser = Parser()
        items = [parser.parse_line(line)[0] for line in lines]
        share = sum(isinstance(item, dict) for item in items) / len(lines) if lines else 0.0
        if len(lines) == 1 and isinstance(items[0], dict) and is_wrapper(items[0]):
            return 0.5
        return share if share >= 0.5 else 0.0

    def read(self, source: Source, findings: Findings) -> Rows:
        """One record a line, as the tool laid it out; a line that is no object is a problem."""
        parser = Parser()
        sample = [parser.parse_line(line)[0] for line in _list_lines(source)]
        arranged = arrange([item for item in sample if isinstance(item, dict)], source.spec.format)
        found = arranged.list_values(_read_items(source, findings), findings)
        records = (Record(row, values) for row, values in found if arranged.columns)
        return Rows(arranged.name or self.id, arranged.columns, records)


def _list_lines(source: Source) -> list[str]:
    """The first lines that are not empty."""
    lines = source.head_lines
    if not any(map(str.strip, lines)) and not source.whole and source.head.lstrip(BLANKS).startswith("{"):
        lines = _list_long_lines(source)
    filled = [line for line in lines[: 2 * _SAMPLE] if line.strip()]
    return filled[:_SAMPLE]


@lru_cache(maxsize=1)
def _list_long_lines(source: Source) -> list[str]:
    """A few lines of which the first is longer than the head of a file; none where it has no end for too long."""
    with source.path.open(encoding=source.encoding.name, errors=source.encoding.errors, newline="") as file:
        lines = list(islice(iter(lambda: file.readline(_LONGEST), ""), _LONG_LINES))
    return [] if any(len(line) >= _LONGEST for line in lines) else lines


def _read_items(source: Source, findings: Findings) -> Iterator[tuple[int, dict[str, Any]]]:
    parser = Parser()
    for number, line in enumerate(source.open_lines(), start=1):
        if not line.strip(BLANKS):
            continue
        found, reason = parser.parse_line(line)
        parser.tell(number, findings)
        if isinstance(found, dict):
            yield number, found
        else:
            findings.add("data.not_json", row=number, details=reason or f"{type(found).__name__} instead of object")
