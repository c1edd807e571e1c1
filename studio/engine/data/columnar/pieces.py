"""A text file cut into pieces that end where a record ends, and its lines where no such place is sure."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from studio.engine.data.encoding import Encoding

PIECE = 8 << 20
_MOST = 64 << 20
_SCAN = 1 << 18
_NEWLINE, _RETURN, _QUOTE = 10, 13, 34
_TRIES = 1000
Positions = npt.NDArray[np.int64]


class EncodingDoubt(Exception):
    """Bytes that do not fit, in a file of which only the beginning was looked at: it is to be opened as a whole."""


def decode(content: bytes, encoding: Encoding) -> str:
    """UTF-8 as text. Raises ``EncodingDoubt`` for bytes that do not fit where nobody has seen them yet."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        if encoding.errors == "strict" or not encoding.broken_row:
            raise EncodingDoubt from error
        return content.decode(errors=encoding.errors)


class Lines:
    """A file as UTF-8, whatever its encoding is; ``line`` is the number of the next line, from 1."""

    def __init__(self, file: BinaryIO, encoding: Encoding) -> None:
        self._file, self.encoding = file, encoding
        name = codecs.lookup(encoding.name).name
        plain = name in ("utf-8", "ascii", "utf-8-sig")
        self._decoder = None if plain else codecs.getincrementaldecoder(name)(encoding.errors)
        self._held, self._at, self._ended = b"", 0, False
        self.line, self.position = 1, 0
        if name == "utf-8-sig" and self.peek(3).startswith(codecs.BOM_UTF8):
            self._at = 3

    def peek(self, size: int) -> bytes:
        """The next bytes: ``size`` of them or more, fewer only at the end."""
        while len(self._held) - self._at < size and not self._ended:
            self._fill(max(PIECE, size))
        return self._held[self._at :]

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after what was seen."""
        return self._ended

    def advance(self, size: int, lines: int) -> None:
        """Leaves ``size`` bytes behind, in which so many lines ended."""
        self._at += size
        self.position += size
        self.line += lines

    def read(self) -> Iterator[str]:
        """The lines from here with their ends, each left behind as it is given."""
        while (stop := self._find_end()) > self._at:
            line = self._held[self._at : stop]
            self.advance(len(line), 1)
            yield decode(line, self.encoding)

    def _find_end(self) -> int:
        """Where the line that begins here ends: after ``\\n``, ``\\r\\n`` or ``\\r``, or with the file."""
        begin = self._at
        while True:
            newline = self._held.find(b"\n", begin)
            back = self._held.find(b"\r", begin, newline if newline >= 0 else len(self._held))
            if back >= 0 and back + 1 < len(self._held):
                return back + 2 if self._held[back + 1] == _NEWLINE else back + 1
            if newline >= 0 and back < 0:
                return newline + 1
            if self._ended:
                return len(self._held)
            begin = (back if back >= 0 else len(self._held)) - self._at
            self._fill(PIECE)
            begin += self._at

    def _fill(self, size: int) -> None:
        read = self._file.read(size)
        self._ended = not read
        if self._decoder:
            read = self._decoder.decode(read, final=not read).encode("utf-8", "surrogatepass")
        self._held = self._held[self._at :] + read
        self._at = 0


@dataclass(frozen=True)
class Piece:
    """Whole records. ``quotes`` are the positions of its quotation marks, None where there are none.

    Of a piece that is not sound nobody knows where it ends: it is to be read line by line.
    """

    content: bytes
    line: int
    is_sound: bool
    quotes: Positions | None = None

    def count_lines(self) -> int:
        """How many lines end in it; the last one of a file may have no line end."""
        return self.content.count(b"\n") + (not self.content.endswith(b"\n"))


def cut_pieces(lines: Lines, delimiter: bytes, quoted: bool) -> Iterator[Piece]:
    """The rest of a file. A sound piece is left behind; an unsound one is for the caller to read."""
    size = PIECE
    while block := lines.peek(size):
        piece = _judge(block, lines, delimiter, quoted)
        if piece is None and not lines.is_last and len(block) < _MOST:
            size = 2 * len(block)
            continue
        size = PIECE
        piece = piece or Piece(block, lines.line, False)
        if piece.is_sound:
            lines.advance(len(piece.content), piece.count_lines())
        yield piece


def locate_records(piece: Piece) -> tuple[Positions, Positions]:
    """Where each record begins, and on which line; blank lines are none."""
    newlines = find_byte(piece.content, _NEWLINE)
    ends = newlines
    if piece.quotes is not None:
        ends = newlines[np.searchsorted(piece.quotes, newlines) % 2 == 0]
    if not piece.content.endswith(b"\n"):
        ends = np.append(ends, len(piece.content))
    starts = np.concatenate([np.zeros(1, np.int64), ends[:-1] + 1])
    data = np.frombuffer(piece.content, np.uint8)
    sizes = ends - starts
    sizes = sizes - ((sizes > 0) & (data[np.maximum(ends - 1, 0)] == _RETURN))
    starts = starts[sizes > 0]
    return starts, piece.line + np.searchsorted(newlines, starts)


def find_byte(content: bytes | pa.Buffer, byte: int) -> Positions:
    """All positions of a byte."""
    data = np.frombuffer(content, np.uint8)
    found = [np.flatnonzero(data[at : at + _SCAN] == byte) + at for at in range(0, len(data), _SCAN)]
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _judge(block: bytes, lines: Lines, delimiter: bytes, quoted: bool) -> Piece | None:
    """The records that surely end in ``block``; None where none does."""
    end = len(block) if lines.is_last else block.rfind(b"\n") + 1
    if end == 0:
        return None
    if b"\r" in block and block.count(b"\r", 0, end) != block.count(b"\r\n", 0, end):
        return Piece(block[:end], lines.line, False)
    if block.startswith(codecs.BOM_UTF8):
        return Piece(block[:end], lines.line, False)
    if not quoted or b'"' not in block:
        return Piece(block[:end], lines.line, True)
    quotes = find_byte(block[:end], _QUOTE)
    if not _are_paired(block, quotes, delimiter) or (lines.is_last and len(quotes) % 2):
        return Piece(block[:end], lines.line, False)
    if len(quotes) % 2:
        end = _find_last_end(block, quotes)
        if end == 0:
            return None
        quotes = quotes[: np.searchsorted(quotes, end)]
    return Piece(block[:end], lines.line, True, quotes)


def _are_paired(block: bytes, quotes: Positions, delimiter: bytes) -> bool:
    """Whether quotation marks stand at both ends of cells, or doubled within, and nowhere else."""
    data = np.frombuffer(block, np.uint8)
    opening, closing = quotes[::2], quotes[1::2]
    follows = np.zeros(len(opening), bool)
    follows[1:] = opening[1:] == closing[: len(opening) - 1] + 1
    before = data[np.maximum(opening - 1, 0)]
    is_begin = (opening == 0) | (before == delimiter[0]) | (before == _NEWLINE)
    doubled = np.zeros(len(closing), bool)
    doubled[: len(opening) - 1] = follows[1:][: len(closing)]
    after = data[np.minimum(closing + 1, len(data) - 1)]
    is_end = (closing + 1 >= len(data)) | (after == delimiter[0]) | (after == _NEWLINE) | (after == _RETURN)
    return bool((is_begin | follows).all() and (is_end | doubled).all())


def _find_last_end(block: bytes, quotes: Positions) -> int:
    """The end of the last record before the cell that is still open."""
    for index in range(len(quotes) - 1, max(-1, len(quotes) - _TRIES), -2):
        after = int(quotes[index - 1]) if index else 0
        found = block.rfind(b"\n", after, int(quotes[index]))
        if found >= 0:
            return found + 1
    return 0
