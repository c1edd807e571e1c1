"""A file before it is read: whether it is there, is text, in which encoding, in which format."""

from __future__ import annotations

import codecs
from pathlib import Path

from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.encoding import Encoding, count_rows, detect_encoding, find_break
from studio.engine.data.findings import Findings
from studio.engine.data.formats import ALIASES, FORMATS, detect
from studio.engine.data.formats.protocol import Format, Source

HEAD = 4 << 20
_BINARY = "binary"
_MAGIC = (
    b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b",
    b"ARROW1", b"PAR1", b"SQLite format 3", b"7z\xbc\xaf", b"Rar!",
)  # fmt: skip
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b"))


def open_source(path: Path, name: str, spec: ReadSpec, findings: Findings) -> tuple[Source, Format]:
    """The file with its encoding and format. ``name`` is how the user calls it.

    Raises ``StudioError`` where it is missing, empty, binary, or does not fit what was asked for.
    """
    place = Place(file=name)
    values = {"file": path.name}
    if path.is_dir():
        raise StudioError(Problem(code="data.is_folder", values=values, place=place))
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError as error:
        raise StudioError(Problem(code="data.file_missing", values=values, place=place)) from error
    except OSError as error:
        problem = Problem(code="usage.file_unreadable", values=values, place=place, details=str(error))
        raise StudioError(problem) from error
    if not head.strip(b" \t\r\n\v\f\xef\xbb\xbf"):
        raise StudioError(Problem(code="data.empty_file", values=values, place=place))
    whole = size <= HEAD
    if _is_binary(head):
        source = Source(path, name, size, head[:16], "", whole, Encoding(_BINARY), spec)
        found = FORMATS["spreadsheet"]
        if not found.rate(source):
            raise StudioError(Problem(code="data.binary", values=values, place=place, details=repr(head[:16])))
        return source, found
    if spec.delimiter is not None and (len(spec.delimiter) != 1 or spec.delimiter in '\r\n"'):
        field = Place(field="data.read.delimiter")
        raise StudioError(Problem(code="data.delimiter_invalid", values={"delimiter": spec.delimiter}, place=field))
    encoding = _choose_encoding(path, name, spec, findings)
    text = codecs.getincrementaldecoder(encoding.name)("replace").decode(head, final=whole)
    source = Source(path, name, size, head[:16], text, whole, encoding, spec)
    return source, _choose_format(source)


def describe_encoding(source: Source) -> str:
    """The encoding's name; "" for a file that is no text."""
    return "" if source.encoding.name == _BINARY else source.encoding.name


def _is_binary(head: bytes) -> bool:
    """By its first bytes, or by control characters; zero bytes at every other place are UTF-16."""
    if head.startswith(_MAGIC):
        return True
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    zeros = head.count(0)
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if zeros * 20 > len(head):
        even, odd = head[::2].count(0), head[1::2].count(0)
        return min(even, odd) * 20 > max(even, odd) or controls - zeros > len(head) // 50
    return controls * 50 > len(head)


def _choose_format(source: Source) -> Format:
    asked = ALIASES.get(source.spec.format or "", source.spec.format)
    if asked and asked not in FORMATS:
        values = {"name": asked, "known": ", ".join(FORMATS)}
        raise StudioError(Problem(code="data.format_unknown", values=values, place=Place(field="data.read.format")))
    if asked == "spreadsheet":
        values = {"file": source.path.name}
        raise StudioError(Problem(code="data.spreadsheet_broken", values=values, place=Place(file=source.name)))
    return FORMATS[asked] if asked else detect(source)


def _choose_encoding(path: Path, name: str, spec: ReadSpec, findings: Findings) -> Encoding:
    asked = spec.encoding
    if asked is None:
        found = detect_encoding(path)
        if found.broken_row:
            findings.add("data.broken_characters", "look", row=found.broken_row, encoding=found.name)
        return found
    place = Place(file=name, field="data.read.encoding")
    values = {"file": path.name, "encoding": asked}
    try:
        offset = find_break(path, asked)
    except LookupError as error:
        raise StudioError(Problem(code="data.encoding_unknown", values=values, place=place)) from error
    if offset is not None:
        row = count_rows(path, offset)
        values["likely"] = detect_encoding(path).name
        place = place.model_copy(update={"row": row})
        raise StudioError(Problem(code="data.wrong_encoding", values=values, place=place))
    likely = detect_encoding(path).name
    if likely == "utf-8" and codecs.lookup(asked).name not in ("utf-8", "utf-8-sig", "ascii"):
        with path.open("rb") as file:
            if not file.read(HEAD).isascii():
                findings.add("data.encoding_doubtful", "look", encoding=asked, likely=likely)
    return Encoding(asked)
