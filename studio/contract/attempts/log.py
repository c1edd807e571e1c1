"""events.jsonl: written line by line, followed as it grows, read backward for the last of a kind."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from studio.contract.events import Event, decode, encode, stamp_now

_BLOCK = 1 << 16


class EventLog:
    """The writing end: one flushed line an event, numbered without gaps over all owners."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO | None = None
        self._next_seq = 0

    def append(self, event: Event) -> Event:
        """Writes one event with its ``seq`` and ``time``; returns it so completed.

        Raises ``OSError`` where the disk refuses; nothing of the event counts then.
        """
        file = self._file or self._open()
        written = replace(event, seq=self._next_seq, time=event.time or stamp_now())
        line = encode(written).encode() + b"\n"
        if file.write(line) != len(line):
            self.close()  # the next append begins behind what is torn
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
        self._next_seq += 1
        return written

    def close(self) -> None:
        """Lets go of the file; the next append opens it again."""
        if self._file:
            self._file.close()
            self._file = None

    def find_next_seq(self) -> int:
        """The ``seq`` of the event that comes next."""
        return next((seq for seq in map(read_seq, read_backwards(self.path)) if seq is not None), -1) + 1

    def _open(self) -> BinaryIO:
        torn = next(read_backwards(self.path), b"") != b""
        self._next_seq = self.find_next_seq()
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        file = os.fdopen(descriptor, "ab", buffering=0)
        if torn:
            try:
                file.write(b"\n")
            except OSError:
                file.close()  # else the next event would end up in the torn line
                raise
        self._file = file
        return file


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
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return seq if isinstance(seq, int) else None
