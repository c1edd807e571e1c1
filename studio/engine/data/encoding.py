"""Which bytes are which characters: found from the content of the whole file, so that no later row fails.

A byte order mark decides; else strict UTF-8; else UTF-16 by the places of its zero bytes; else charset-normalizer on
the lines that are not ASCII.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

CHUNK = 1 << 20
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# In the order of preference where the evidence is as good for several.
_OTHERS = ("gb18030", "cp1252", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1251", "cp1250")
_CLOSE = 0.05
_EVIDENCE = 1 << 16


@dataclass(frozen=True)
class Encoding:
    """A codec's name; ``errors`` is "replace" where a few bytes fit no character (the first at ``broken_row``)."""

    name: str
    errors: str = "strict"
    broken_row: int = 0


def detect_encoding(path: Path) -> Encoding:
    """The encoding of a text file; raises ``OSError`` where it cannot be read."""
    with path.open("rb") as file:
        head = file.read(CHUNK)
    for mark, name in _MARKS.items():
        if head.startswith(mark):
            return Encoding(name) if find_break(path, name) is None else Encoding(name, "replace", 1)
    if head.count(0) > len(head) // 20:
        return Encoding("utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be", "replace")
    offset = find_break(path, "utf-8")
    if offset is None:
        return Encoding("utf-8")
    evidence = _take_evidence(path)
    wrong = evidence.decode("utf-8", "replace")
    if wrong.count("\ufffd") * 10 < sum(not char.isascii() for char in wrong):
        return Encoding("utf-8", "replace", count_rows(path, offset))
    return Encoding(_guess_legacy(path, evidence))


def find_break(path: Path, encoding: str) -> int | None:
    """The offset of the first byte that does not fit ``encoding``, or None. Raises ``LookupError``."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    offset = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            held = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeError as error:
                return max(0, offset - held) + getattr(error, "start", 0)
            if not chunk:
                return None
            offset += len(chunk)


def count_rows(path: Path, offset: int) -> int:
    """The number of the row, from 1, in which the byte at ``offset`` lies."""
    with path.open("rb") as file:
        return file.read(offset).count(b"\n") + 1


def _take_evidence(path: Path) -> bytes:
    """Whole lines that are not ASCII, up to 64 KiB of them."""
    found: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                found.append(line)
                size += len(line)
                if size > _EVIDENCE:
                    break
    return b"".join(found)


def _guess_legacy(path: Path, evidence: bytes) -> str:
    matches = from_bytes(evidence, cp_isolation=list(_OTHERS))
    best = min((match.chaos for match in matches), default=0.0)
    close = {match.encoding for match in matches if match.chaos <= best + _CLOSE}
    ranked = [name for name in _OTHERS if name in close] + [name for name in ("gb18030", "cp1252") if name not in close]
    return next((name for name in ranked if find_break(path, name) is None), "latin-1")
