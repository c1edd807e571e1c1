"""brat: a text beside a file of marked places, one pair or a folder of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.encoding import decode_document, guess_documents
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source
from studio.engine.data.layouts.marking import mark_span

_LINE = re.compile(r"(?:[TREAMN]\d+|#\d+|\*)\t")
_BOUND = re.compile(r"T\d+\t(\S+) (\d{1,12}) (\d{1,12})((?:;\d{1,12} \d{1,12})*)\t(.*)", re.DOTALL)
_COLUMNS = ["text", "spans", "document"]
_MOST_BYTES = 64 << 20


class BratFolder:
    """A folder of pairs: one record a text."""

    id = "brat"
    kind: Kind = "folder"

    def rate(self, source: Source) -> float:
        """Sure where marked places stand beside texts of the same name."""
        return 0.97 if any(_find_text(path).is_file() for path in _list_marked(source.path)) else 0.0

    def read(self, source: Source, findings: Findings) -> Rows:
        """One record a pair, in the order of names; a text or a file of places alone is left out, and said."""
        marked = _list_marked(source.path)
        known = {path.with_suffix("") for path in marked}
        for path in sorted(source.path.rglob("*.txt")):
            if path.with_suffix("") not in known:
                inner = path.relative_to(source.path).as_posix()
                findings.add("data.places_absent", "look", name=inner, inner=inner)
        return Rows(self.id, _COLUMNS, _read_pairs(source, source.path, marked, findings))


class Brat:
    """One pair, given by either of its two files."""

    id = "standoff"
    kind: Kind = "text"

    def rate(self, source: Source) -> float:
        """Sure of places by their lines, and of a text by the places beside it."""
        if source.suffix == ".ann":
            lines = [line for line in source.head_lines[:50] if line.strip()]
            return 0.97 if any(map(_LINE.match, lines)) else 0.0
        beside = source.path.with_suffix(".ann")
        return 0.97 if source.suffix == ".txt" and beside.is_file() else 0.0

    def read(self, source: Source, findings: Findings) -> Rows:
        """One record. Raises ``StudioError`` where one of the two files is missing."""
        marked = source.path.with_suffix(".ann")
        if not _find_text(marked).is_file() or not marked.is_file():
            values = {"file": source.path.name, "missing": _find_text(marked).name}
            raise StudioError(Problem(code="data.pair_absent", values=values, place=Place(file=source.name)))
        return Rows("brat", _COLUMNS, _read_pairs(source, source.path.parent, [marked], findings))


def _list_marked(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.ann") if path.is_file() and not path.name.startswith("."))


def _find_text(path: Path) -> Path:
    return path.with_suffix(".txt")


def _read_pairs(source: Source, folder: Path, marked: list[Path], findings: Findings) -> Iterator[Record]:
    legacy = source.spec.encoding or guess_documents(text for text in map(_find_text, marked) if text.is_file())
    for path in marked:
        inner = path.relative_to(folder).as_posix()
        if not _find_text(path).is_file():
            findings.add("data.text_file_absent", name=inner, inner=inner if source.path.is_dir() else "")
            continue
        text = _read_file(source, _find_text(path), legacy, findings)
        places = _read_file(source, path, legacy, findings)
        with findings.within(inner if source.path.is_dir() else findings.file):
            spans = _list_spans(text, places, inner, findings)
        name = inner[:-4] + ".txt"
        values = {"text": text if text.strip() else None, "spans": spans, "document": inner[:-4]}
        yield Record(1, values, file=name if source.path.is_dir() else "")


def _read_file(source: Source, path: Path, legacy: str, findings: Findings) -> str:
    beside = path.name if path != source.path else ""
    inner = path.relative_to(source.path).as_posix() if source.path.is_dir() else beside
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _MOST_BYTES else b""
    except OSError as error:
        problem = Problem(code="usage.file_unreadable", values={"file": path.name}, place=Place(file=path.name))
        raise StudioError(problem.model_copy(update={"details": str(error)})) from error
    if size > _MOST_BYTES:
        findings.add("data.text_too_large", row=1, name=path.name, inner=inner, megabytes=size >> 20)
    text, broken = decode_document(data, legacy, source.spec.encoding is not None)
    if broken:
        row = text.count("\n", 0, text.find("\ufffd") + 1) + 1
        findings.add("data.damaged_document", "look", row=row, name=path.name, inner=inner, encoding=legacy)
    return text


def _list_spans(text: str, places: str, name: str, findings: Findings) -> list[Any]:
    """The text-bound places; those in several pieces are left out, and said."""
    found = []
    for number, raw in enumerate(places.split("\n"), start=1):
        line = raw.rstrip("\r")
        if not line.startswith("T"):
            if line.strip() and not _LINE.match(line):
                findings.add("data.places_unreadable", row=number, name=name, line=line[:80])
            continue
        match = _BOUND.fullmatch(line)
        if match is None:
            findings.add("data.places_unreadable", row=number, name=name, line=line[:80])
        elif match[4]:
            findings.add("data.span_pieces", "look", row=number, name=name, said=match[5][:80])
        else:
            start, end = int(match[2]), int(match[3])
            found.append(mark_span(text, start, end, match[1], match[5], findings, row=number))
    return [span for span in found if span is not None]
