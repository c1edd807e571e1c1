"""One JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source

_SAMPLE = 200


class Jsonl:
    """JSON lines: cells are whatever JSON holds."""

    id = "jsonl"
    kind: Kind = "text"

    def rate(self, source: Source) -> float:
        """The share of lines that are objects."""
        lines = [line for line in source.head_lines[:_SAMPLE] if line.strip()]
        objects = [_parse(line)[0] for line in lines]
        share = sum(isinstance(item, dict) for item in objects) / len(lines) if lines else 0.0
        return share if share >= 0.5 else 0.0

    def read(self, source: Source, findings: Findings) -> Rows:
        """One record a line; a line that is no object is a problem."""
        columns: dict[str, None] = {}
        for line in source.head_lines[:_SAMPLE]:
            found, _ = _parse(line)
            if isinstance(found, dict):
                columns |= dict.fromkeys(map(str, found))
        return Rows(self.id, list(columns), _read_records(source, list(columns), findings))


def _parse(line: str) -> tuple[Any, str]:
    """The value of a line, or None with the reason why there is none."""
    try:
        return json.loads(line), ""
    except (ValueError, RecursionError) as error:
        return None, str(error)


def _read_records(source: Source, columns: list[str], findings: Findings) -> Iterator[Record]:
    missing = dict.fromkeys(columns)
    for number, line in enumerate(source.open_lines(), start=1):
        if not line.strip():
            continue
        found, reason = _parse(line)
        if isinstance(found, dict):
            yield Record(number, missing | found)
        else:
            findings.add("data.not_json", row=number, details=reason or f"{type(found).__name__} instead of object")
