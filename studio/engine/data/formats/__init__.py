"""File formats: one file each. A file is asked of each of them, and the surest one reads it."""

from __future__ import annotations

from studio.engine.data.formats.conll import Conll
from studio.engine.data.formats.delimited import Delimited
from studio.engine.data.formats.jsonl import Jsonl
from studio.engine.data.formats.plain import Plain
from studio.engine.data.formats.protocol import Format, Source
from studio.engine.data.formats.spreadsheet import Spreadsheet

FORMATS: dict[str, Format] = {
    format.id: format for format in (Conll(), Jsonl(), Spreadsheet(), Delimited(), Plain())
}


def rate_formats(source: Source) -> dict[str, float]:
    """How sure each format is of this file, the surest first."""
    rated = {id: format.rate(source) for id, format in FORMATS.items()}
    return dict(sorted(rated.items(), key=lambda item: -item[1]))


def detect(source: Source) -> Format:
    """The format that is surest of this file."""
    return FORMATS[next(iter(rate_formats(source)))]
