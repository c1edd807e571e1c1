"""JSON read value by value, so that a long list needs no more memory than its longest value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TextIO

from studio.engine.data.findings import Findings

_CHUNK = 1 << 20
_LONGEST = 1 << 28
_NEAR = 16
BLANKS = " \t\r\n\ufeff\x1e"
"""What may stand around values: white space, byte order marks, the mark before a record (RFC 7464)."""
_SPACE = re.compile(r"[ \t\r\n\ufeff\x1e]*")
_HALF = re.compile(r"[\ud800-\udfff]")
_MOST_BRACKETS = 300
_DEEPEST = 100


class Damage(Exception):
    """What is wrong with a JSON text, and in which of its lines."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


@dataclass
class Parser:
    """Makes JSON text into values, and keeps what is odd about them until it is told."""

    mended: int = 0
    doubled: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._decoder = json.JSONDecoder(object_pairs_hook=self._collect, parse_constant=_read_constant)

    def parse(self, text: str, at: int = 0) -> tuple[Any, int]:
        """The value that begins at ``at``, and where it ends. Raises ``ValueError`` and ``RecursionError``."""
        value, end = self._decoder.raw_decode(text, at)
        if text.count("[", at, end) + text.count("{", at, end) > _MOST_BRACKETS and _measure_depth(value) > _DEEPEST:
            raise RecursionError("nested too deeply")
        if text.find("\\u", at, end) >= 0:
            whole = mend_halves(value)
            self.mended += whole != value
            value = whole
        return value, end

    def parse_line(self, line: str) -> tuple[Any, str]:
        """The value of a whole line, or None with the reason why there is none."""
        text = line.strip(BLANKS)
        try:
            value, end = self.parse(text)
        except RecursionError:
            return None, "nested too deeply"
        except ValueError as error:
            return None, str(error)
        return (value, "") if end == len(text) else (None, f"Extra data: column {end + 1}")

    def tell(self, row: int, findings: Findings) -> None:
        """Says what was odd about the values since it was last asked."""
        if self.mended:
            findings.add("data.half_characters", "look", row=row)
        if self.doubled:
            findings.add("data.duplicate_key", "look", row=row, name=self.doubled[0])
        self.mended = 0
        self.doubled.clear()

    def _collect(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            self.doubled.append(next(name for name in names if names.count(name) > 1))
        return found


class JsonStream:
    """A JSON text from which one value after the other is taken. Raises :class:`Damage`."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._buffer, self._at = "", 0
        self._lines, self._done = 1, False
        self.parser = Parser()
        self.comma = False
        """Whether a list ended with a comma too much."""

    def peek(self) -> str:
        """The next character that is no white space; "" at the end."""
        while True:
            match = _SPACE.match(self._buffer, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._read_more():
                return ""

    def skip(self, char: str) -> bool:
        """Goes past this character if it is the next one."""
        if self.peek() != char:
            return False
        self._at += 1
        return True

    def take(self) -> Any:
        """The next value."""
        self.peek()
        while True:
            try:
                value, end = self.parser.parse(self._buffer, self._at)
            except json.JSONDecodeError as error:
                line = self._count_line(error.pos)
                if self._may_go_on(error) and self._read_more():
                    continue
                raise Damage(error.msg, line) from error
            except RecursionError as error:
                raise Damage("nested too deeply", self._count_line(self._at)) from error
            except ValueError as error:
                raise Damage(str(error), self._count_line(self._at)) from error
            length = end - self._at
            is_cut = end + _NEAR >= len(self._buffer) and not isinstance(value, str | list | dict)
            if is_cut and self._read_more():
                continue
            self._at += length
            return value

    def list_items(self) -> Iterator[Any]:
        """The values of the list that begins here."""
        if not self.skip("["):
            raise Damage("Expecting a list", self._count_line(self._at))
        while not self.skip("]"):
            yield self.take()
            comma = self.skip(",")
            self.comma = self.comma or (comma and self.peek() == "]")
            if not comma and self.peek() != "]":
                raise Damage("Expecting ',' or ']'", self._count_line(self._at))

    def list_keys(self) -> Iterator[str]:
        """The keys of the object that begins here; what takes them takes each one's value too."""
        if not self.skip("{"):
            raise Damage("Expecting an object", self._count_line(self._at))
        while not self.skip("}"):
            key = self.take()
            if not isinstance(key, str) or not self.skip(":"):
                raise Damage("Expecting a name and ':'", self._count_line(self._at))
            yield key
            if not self.skip(",") and self.peek() != "}":
                raise Damage("Expecting ',' or '}'", self._count_line(self._at))

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        """Whether the value is perhaps only not read to its end yet."""
        return error.pos + _NEAR >= len(self._buffer) or error.msg.startswith("Unterminated string")

    def _read_more(self) -> bool:
        """Reads as much again as there is, so that a long value is not tried too often."""
        if self._done:
            return False
        self._lines += self._buffer.count("\n", 0, self._at)
        self._buffer = self._buffer[self._at :]
        self._at = 0
        if len(self._buffer) > _LONGEST:
            raise Damage("one value is longer than 256 million characters", self._lines)
        more = self._file.read(max(_CHUNK, len(self._buffer)))
        self._done = not more
        self._buffer += more
        return bool(more)

    def _count_line(self, at: int) -> int:
        return self._lines + self._buffer.count("\n", 0, at)


def _read_constant(name: str) -> float | None:
    """No number is no value."""
    return None if name == "NaN" else float(name.replace("Infinity", "inf"))


def mend_halves(value: Any) -> Any:
    """The value with � for each half of a character that stands alone, since no file can hold one."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [mend_halves(item) for item in value]
    if isinstance(value, dict):
        return {mend_halves(key): mend_halves(item) for key, item in value.items()}
    return value


def _measure_depth(value: Any) -> int:
    """How many lists and objects lie in each other."""
    depth, level = 0, [value]
    while level and depth <= _DEEPEST:
        inner = [item for item in level if isinstance(item, list | dict)]
        level = [item for one in inner for item in (one.values() if isinstance(one, dict) else one)]
        depth += bool(inner)
    return depth
