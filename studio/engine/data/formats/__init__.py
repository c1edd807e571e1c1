"""File formats: one file each. A file is asked of each of them, and the surest one reads it."""

from __future__ import annotations

from studio.engine.data.formats.conll import Conll
from studio.engine.data.formats.delimited import Delimited
from studio.engine.data.formats.jsonl import Jsonl
from studio.engine.data.formats.plain import Plain
from studio.engine.data.formats.protocol import Format, Source
from studio.engine.data.formats.spreadsheet import Spreadsheet

FORMATS: dict[str, Format] = {format.id: format for format in (Conll(), Jsonl(), Spreadsheet(), Delimited(), Plain())}
_SURE = 0.95
ALIASES = {
    "csv": "delimited", "tsv": "delimited", "txt": "plain", "xlsx": "spreadsheet", "xls": "spreadsheet",
    "ods": "spreadsheet",
}  # fmt: skip
"""What people call a format in a recipe, and the one that reads it."""


def detect(source: Source) -> Format:
    """The format that is surest of this file; the first one that has no doubt is not compared."""
    best, most = FORMATS["plain"], 0.0
    for format in FORMATS.values():
        rate = format.rate(source)
        if rate >= _SURE:
            return format
        if rate > most:
            best, most = format, rate
    return best
