"""Reading a growing events.jsonl: forward as lines come, backward for the last of a kind."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studio.contract.events import Event, decode

_BLOCK = 1 << 16


@dataclass
class Follower:
    """Reads a growing events.jsonl from where it stopped; keeps a torn last line for the next time."""

    path: Path
    from_seq: int = 0
    offset: int = 0
    tail: bytes = b""

    def read_new(self) -> list[Event]:
        """All whole new events in order; lines that do not decode are skipped."""
        try:
            with self.path.open("rb") as file:
                file.seek(self.offset)
                fresh = file.read()
        except FileNotFoundError:
            return []
        self.offset += len(fresh)
        *lines, self.tail = (self.tail + fresh).split(b"\n")
        events = map(decode, lines)
        return [event for event in events if event is not None and event.seq >= self.from_seq]


def read_backwards(path: Path) -> Iterator[bytes]:
    """The parts between line feeds, the last first: that one is empty unless the file ends in a torn line.

    Nothing where there is no file.
    """
    if not path.exists():
        return
    with path.open("rb") as file:
        start, rest = file.seek(0, os.SEEK_END), b""
        while start > 0:
            size = min(_BLOCK, start)
            start -= size
            file.seek(start)
            first, *lines = (file.read(size) + rest).split(b"\n")
            yield from reversed(lines)
            rest = first
        yield rest


def read_seq(line: bytes) -> int | None:
    """The ``seq`` of a line, of whatever type its event is; None where it has none."""
    try:
        seq = json.loads(line)["seq"]
    except (ValueError, KeyError, TypeError):
        return None
    return seq if isinstance(seq, int) else None
