"""Why nothing reads a path: what it is instead, and what to do about that."""

from __future__ import annotations

import zipfile
from itertools import islice
from pathlib import Path

from studio.contract.problems import Place, Problem
from studio.engine.data.formats.protocol import Kind, Source

PICTURES = frozenset((".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".heic", ".svg"))
OLD_BOOKS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
"""How sheets of Excel 2, 3 and 4 begin, before there were workbooks."""
_DOCUMENTS = ("<!doctype", "<html", "<?xml", "{\\rtf", "<table", "<svg")
_PICTURE_BYTES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_OFFICE = ("word/", "ppt/", "mimetype")
_SEEN = 10_000


def is_document(head: str) -> bool:
    """Whether a text is a web page or another document with markup rather than data."""
    return head[:256].lstrip("\ufeff \t\r\n").lower().startswith(_DOCUMENTS)


def explain_refusal(source: Source, kind: Kind, head: bytes, asked: str) -> Problem:
    """Why neither the format ``asked`` for nor any other reads it."""
    values = {"file": source.path.name, "format": asked}
    place = Place(file=source.name)
    if asked:
        code = "data.spreadsheet_broken" if asked == "spreadsheet" else "data.format_unfit"
        return Problem(code=code, values=values, place=place, details=repr(head[:16]))
    if kind == "folder":
        return Problem(code=_explain_folder(source.path), values=values, place=place)
    code = "data.web_page" if kind == "text" else _explain_file(source.path, head)
    return Problem(code=code, values=values, place=place, details=repr(head[:16]))


def _explain_folder(path: Path) -> str:
    files = [entry for entry in islice(path.rglob("*"), _SEEN) if entry.is_file()]
    pictures = sum(entry.suffix.lower() in PICTURES for entry in files)
    if not files:
        return "data.empty_folder"
    return "data.pictures" if pictures * 2 > len(files) else "data.is_folder"


def _explain_file(path: Path, head: bytes) -> str:
    if head.startswith(OLD_BOOKS):
        return "data.spreadsheet_old"
    if head.startswith(_PICTURE_BYTES) or head[8:12] == b"WEBP":
        return "data.pictures"
    if head.startswith(b"%PDF") or "WordDocument".encode("utf-16-le") in head or _is_office(path):
        return "data.document"
    if head.startswith(_ARCHIVES):
        return "data.archive_unreadable"
    return "data.binary"


def _is_office(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[:_SEEN]
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False
    return any(name.startswith(_OFFICE) for name in names)
