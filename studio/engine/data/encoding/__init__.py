"""Which bytes are which characters: found from the content of the whole file, so that no later row fails.

A byte order mark decides; else text of two or four bytes a character, by what it would say; else strict UTF-8; else
the older encoding under which the lines that are not ASCII look most like a language. With a ``limit`` only the
first bytes are looked at, for a first look at a large file.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from studio.engine.data.encoding.legacy import guess_legacy, is_chinese
from studio.engine.data.encoding.utf8 import find_utf8_break
from studio.engine.data.encoding.wide import guess_wide

CHUNK = 1 << 20
MARK = "\ufeff"
"""The byte order mark, which means nothing but at the beginning."""
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_EVIDENCE = 1 << 16
_DOCUMENTS = 2000
_NO_ENCODINGS = frozenset(("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "unicode-escape",
                           "raw-unicode-escape", "mbcs", "oem"))  # fmt: skip
_SHORT = 1000
_FEW = 4
"""So many bytes that fit nothing are damage."""
_ODD = bytes(range(128, 256))
_SUPERSETS = frozenset(("utf-8", "ascii", "gb18030", "gbk", "big5", "cp949", "euc_jp", "euc_kr", "cp1252", "iso8859-1"))
"""Encodings in which ASCII is ASCII, as far as it is worth knowing: such a block is not looked at twice."""


@dataclass(frozen=True)
class Encoding:
    """A codec's name; ``errors`` is "replace" where a few bytes fit no character (the first at ``broken_row``).

    ``sure`` is False where no encoding makes the text read well; ``few_row`` is the first row with a byte that is not
    ASCII where there are too few of them to tell.
    """

    name: str
    errors: str = "strict"
    broken_row: int = 0
    sure: bool = True
    few_row: int = 0


@dataclass(frozen=True)
class Strays:
    """How often a character stands where it has no business, and the row of the first one."""

    count: int = 0
    row: int = 0


def detect_encoding(path: Path, limit: int | None = None) -> Encoding:
    """The encoding of a text file; raises ``OSError`` where it cannot be read."""
    with path.open("rb") as file:
        head = file.read(min(CHUNK, limit or CHUNK))
    marked = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
    wide = marked or guess_wide(head)
    if wide:
        return _check(path, wide, limit)
    offset = find_break(path, "utf-8", limit)
    if b"\x1b$" in head and find_break(path, "iso2022_jp", limit) is None:
        return Encoding("iso2022_jp")
    if offset is None:
        return Encoding("gb18030" if len(head) < _SHORT and is_chinese(head) else "utf-8")
    evidence = _take_evidence(path, limit)
    wrong = evidence.decode("utf-8", "replace")
    if wrong.count("\ufffd") * 10 < sum(not char.isascii() for char in wrong):
        return Encoding("utf-8", "replace", count_rows(path, offset, "utf-8"))
    guess = guess_legacy(evidence)
    odd = len(evidence) - len(evidence.translate(None, _ODD))
    few_row = count_rows(path, offset, "latin-1") if odd <= _FEW else 0
    if len(guess.names) == 1:
        return replace(_check(path, guess.names[0], limit), few_row=few_row)
    if not guess.sure and wrong.count("\ufffd") <= _FEW:
        return Encoding("utf-8", "replace", count_rows(path, offset, "utf-8"))
    fitting = (name for name in guess.names if find_break(path, name, limit) is None)
    return Encoding(next(fitting, "latin-1"), sure=guess.sure, few_row=few_row)


def find_break(path: Path, encoding: str, limit: int | None = None) -> int | None:
    """The offset of the first byte that does not fit ``encoding``, or None. Raises ``LookupError``."""
    if codecs.lookup(encoding).name == "utf-8":
        return find_utf8_break(_read_chunks(path, limit), limit)
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    plain = codecs.lookup(encoding).name in _SUPERSETS
    offset = 0
    for chunk in _read_chunks(path, limit):
        held = len(decoder.getstate()[0])
        if plain and not held and chunk.isascii():
            offset += len(chunk)
            continue
        try:
            decoder.decode(chunk)
        except UnicodeError as error:
            return max(0, offset - held) + getattr(error, "start", 0)
        offset += len(chunk)
    held = len(decoder.getstate()[0])
    try:
        decoder.decode(b"", final=limit is None or offset < limit)
    except UnicodeError:
        return max(0, offset - held)
    return None


def is_text_codec(name: str) -> bool:
    """Whether this is the name of an encoding of texts; several codecs of Python are for other things."""
    try:
        found = codecs.lookup(name).name
        return found not in _NO_ENCODINGS and b"a".decode(name, "replace") is not None
    except (LookupError, ValueError):
        return False


def find_strays(path: Path, encoding: Encoding, character: str, limit: int | None = None) -> Strays:
    """Where a character stands in a text beyond its beginning: one of the code zero, or a byte order mark."""
    count = sum(data.count(wanted) for data, wanted in _overlap(path, encoding.name, character, limit))
    ends = 0
    for data, wanted in _overlap(path, encoding.name, character, limit) if count else ():
        place = data.find(wanted)
        if place >= 0:
            return Strays(count, ends + data.count(b"\n", 0, place) + 1)
        ends += data.count(b"\n", 0, len(data) - len(wanted) + 1)
    return Strays()


def _overlap(path: Path, name: str, character: str, limit: int | None) -> Iterator[tuple[bytes, bytes]]:
    """The text in blocks, each with as much of the one before as may hold the beginning of a character, and the
    character as bytes; a mark at the beginning of the first one is left out."""
    chunks = _read_chunks(path, limit)
    if codecs.lookup(name).name.startswith(("utf-16", "utf-32")):
        decoder = codecs.getincrementaldecoder(name)("replace")
        name, chunks = "utf-8", (decoder.decode(chunk).encode("utf-8", "replace") for chunk in chunks)
    wanted = character.encode("utf-8" if name == "utf-8-sig" else name, "ignore")
    rest = b""
    for number, chunk in enumerate(chunks if wanted else ()):
        data = chunk.removeprefix(wanted) if number == 0 and character == MARK else rest + chunk
        yield data, wanted
        rest = data[max(0, len(data) - len(wanted) + 1) :]


def count_rows(path: Path, offset: int, encoding: str) -> int:
    """The number of the row, from 1, in which the byte at ``offset`` lies."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    ends, returns = 0, 0
    for chunk in _read_chunks(path, offset):
        text = decoder.decode(chunk)
        ends += text.count("\n")
        returns += text.count("\r")
    return (ends or returns) + 1


def _check(path: Path, name: str, limit: int | None) -> Encoding:
    offset = find_break(path, name, limit)
    return Encoding(name) if offset is None else Encoding(name, "replace", count_rows(path, offset, name))


def _read_chunks(path: Path, limit: int | None) -> Iterator[bytes]:
    left = -1 if limit is None else limit
    with path.open("rb") as file:
        while chunk := file.read(CHUNK if left < 0 else min(CHUNK, left)):
            left -= len(chunk) if left > 0 else 0
            yield chunk


def _take_evidence(path: Path, limit: int | None) -> bytes:
    """Lines that are not ASCII, up to 64 KiB of them; of a line without end its beginning."""
    found: list[bytes] = []
    size, read = 0, 0
    with path.open("rb") as file:
        while line := file.readline(_EVIDENCE):
            read += len(line)
            if not line.isascii():
                found.append(line)
                size += len(line)
            if size > _EVIDENCE or (limit is not None and read > limit):
                break
    return b"".join(found)


def guess_documents(paths: Iterable[Path]) -> str:
    """The encoding of those of many small files that are not in UTF-8: of all of them together."""
    evidence = b""
    for path in islice(paths, _DOCUMENTS):
        with path.open("rb") as file:
            data = file.read(CHUNK)
        if len(evidence) < _EVIDENCE and not data.isascii() and not _fits(data, "utf-8"):
            evidence += b"\n".join(line for line in data.splitlines() if not line.isascii()) + b"\n"
    return guess_legacy(evidence).names[0] if evidence else "utf-8"


def decode_document(data: bytes, legacy: str, forced: bool = False) -> tuple[str, bool]:
    """A small file as text, and whether some of it fits no character. ``forced``: nothing but ``legacy`` is tried."""
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    usual = marked or guess_wide(data) or ("utf-8" if _fits(data, "utf-8") else legacy)
    name = legacy if forced else usual
    return data.decode(name, "replace"), not _fits(data, name)


def _fits(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True
