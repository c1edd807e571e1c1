"""A path before it is read: whether it is there, is text, in which encoding, in which format."""

from __future__ import annotations

import codecs
import stat
import zlib
from dataclasses import replace
from pathlib import Path

from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.encoding import (
    MARK,
    Encoding,
    count_rows,
    detect_encoding,
    find_break,
    find_strays,
    is_text_codec,
)
from studio.engine.data.encoding.wide import guess_wide
from studio.engine.data.findings import Findings
from studio.engine.data.formats import ALIASES, FORMATS, detect, find_asked
from studio.engine.data.formats.protocol import Format, Kind, Source
from studio.engine.data.source.refusals import OLD_BOOKS, explain_refusal, is_document

HEAD = 4 << 20
_NO_TEXT = Encoding("binary")
_STRAYS = {"data.zero_characters": "\0", "data.mark_inside": MARK}
_MAGIC = (
    b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8",
    b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"ARROW1", b"PAR1", b"SQLite format 3", b"7z\xbc\xaf", b"Rar!",
    b"\xff\xff\xff\xff", b"OggS", b"ID3", b"RIFF", b"\x00\x00\x00\x18ftyp", b"\x80\x04\x95", b"MZ\x90",
)  # fmt: skip
_ZLIB = (b"x\x9c", b"x\xda")
_PACKED = 1 << 12
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b"))


def open_source(
    path: Path, name: str, spec: ReadSpec, findings: Findings, *, whole: bool = True
) -> tuple[Source, Format]:
    """The file or folder with its encoding and format. ``name`` is how the user calls it.

    With ``whole`` all of a text is looked at for characters that do not fit; without, only its beginning, so that a
    large file opens at once, and a later character that does not fit is replaced.
    Raises ``StudioError`` where it is missing, empty, of no known kind, or does not fit what was asked for.
    """
    _check_spec(spec)
    if path.is_dir():
        folder = Source(path, name, 0, b"", "", True, _NO_TEXT, spec)
        return folder, _choose(folder, "folder")
    size, head = _read_head(path, name)
    complete = size <= HEAD
    if is_binary(head) and not _is_told_text(spec):
        source = Source(path, name, size, head[:16], "", complete, _NO_TEXT, spec)
        return source, _choose(source, "binary", head)
    limit = None if whole or complete else HEAD
    encoding = _choose_encoding(path, name, spec, findings, limit)
    for code, character in _STRAYS.items():
        found = find_strays(path, encoding, character, HEAD if character == MARK else limit)
        if found.count:
            findings.add(code, "look", row=found.row, count=found.count)
    if limit is not None:
        encoding = replace(encoding, errors="replace")
    text = codecs.getincrementaldecoder(encoding.name)("replace").decode(head, final=complete)
    source = Source(path, name, size, head[:16], text, complete, encoding, spec)
    return source, _choose(source, "text", head)


def _read_head(path: Path, name: str) -> tuple[int, bytes]:
    """Size and first bytes of a file that is not empty."""
    place, values = Place(file=name), {"file": path.name}
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise StudioError(Problem(code="data.not_a_file", values=values, place=place))
        size = state.st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError as error:
        raise StudioError(Problem(code="data.file_missing", values=values, place=place)) from error
    except (OSError, ValueError) as error:
        problem = Problem(code="usage.file_unreadable", values=values, place=place, details=str(error))
        raise StudioError(problem) from error
    if not head or (size <= HEAD and not head.strip(b" \t\r\n\v\f\xef\xbb\xbf\xff\xfe")):
        raise StudioError(Problem(code="data.empty_file", values=values, place=place))
    return size, head


def describe_encoding(source: Source) -> str:
    """The encoding's name; "" for what is no text."""
    return "" if source.encoding.name == _NO_TEXT.name else source.encoding.name


def is_binary(head: bytes) -> bool:
    """By its first bytes, or by control characters in what is no text of two or four bytes a character."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return False
    if head.startswith((*_MAGIC, *OLD_BOOKS)) or _is_packed(head):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * 50 > len(head) + 200 and guess_wide(head) is None


def _is_packed(head: bytes) -> bool:
    """Whether it unpacks as what zlib wrote."""
    if not head.startswith(_ZLIB):
        return False
    try:
        zlib.decompressobj().decompress(head[:_PACKED], _PACKED)
    except zlib.error:
        return False
    return True


def _check_spec(spec: ReadSpec) -> None:
    asked = find_asked(spec)
    if asked and asked not in FORMATS:
        values = {"name": spec.format, "known": ", ".join(sorted({*FORMATS, *ALIASES}))}
        raise StudioError(Problem(code="data.format_unknown", values=values, place=Place(field="data.read.format")))
    if spec.delimiter is not None and (len(spec.delimiter) != 1 or spec.delimiter in '\r\n"\0'):
        field = Place(field="data.read.delimiter")
        raise StudioError(Problem(code="data.delimiter_invalid", values={"delimiter": spec.delimiter}, place=field))


def _is_told_text(spec: ReadSpec) -> bool:
    """Whether a format of texts or an encoding was chosen, for a file that looks like none."""
    asked = find_asked(spec)
    return FORMATS[asked].kind == "text" if asked else spec.encoding is not None


def _choose(source: Source, kind: Kind, head: bytes = b"") -> Format:
    """The one that is asked for, if it reads this kind; else the surest. Raises ``StudioError`` where none fits."""
    asked = find_asked(source.spec)
    if asked and FORMATS[asked].kind == kind:
        return FORMATS[asked]
    found = None if asked or is_document(source.head) else detect(source, kind)
    if found is None:
        raise StudioError(explain_refusal(source, kind, head, asked))
    return found


def _choose_encoding(path: Path, name: str, spec: ReadSpec, findings: Findings, limit: int | None) -> Encoding:
    asked = spec.encoding
    if asked is None:
        found = detect_encoding(path, limit)
        if found.broken_row:
            findings.add("data.broken_characters", "look", row=found.broken_row, encoding=found.name)
        elif found.few_row:
            findings.add("data.encoding_few", "look", row=found.few_row, encoding=found.name)
        elif not found.sure:
            findings.add("data.encoding_unsure", "look", encoding=found.name)
        return found
    place = Place(file=name, field="data.read.encoding")
    values = {"file": path.name, "encoding": asked}
    if not is_text_codec(asked):
        raise StudioError(Problem(code="data.encoding_unknown", values=values, place=place))
    offset = find_break(path, asked, limit)
    likely = detect_encoding(path, limit).name
    if offset is not None:
        place = place.model_copy(update={"row": count_rows(path, offset, asked)})
        problem = Problem(code="data.wrong_encoding", values=values | {"likely": likely}, place=place)
        raise StudioError(problem)
    if likely == "utf-8" and codecs.lookup(asked).name not in ("utf-8", "utf-8-sig", "ascii"):
        with path.open("rb") as file:
            if not file.read(HEAD).isascii():
                findings.add("data.encoding_doubtful", "look", encoding=asked, likely=likely)
    return Encoding(asked)
