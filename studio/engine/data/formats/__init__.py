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
ALIASES = {
    "csv": "delimited", "tsv": "delimited", "txt": "plain", "xlsx": "spreadsheet", "xls": "spreadsheet",
    "ods": "spreadsheet",
}  # fmt: skip
"""What people call a format in a recipe, and the one that reads it."""


def detect(source: Source) -> Format:
    """The format that is surest of this file."""
    return max(FORMATS.values(), key=lambda format: format.rate(source))
