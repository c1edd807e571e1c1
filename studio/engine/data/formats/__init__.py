"""File formats: one file each. A path is asked of each that reads its kind, and the surest one reads it."""

from __future__ import annotations

from studio.contract.recipe import ReadSpec
from studio.engine.data.formats.arrow import Arrow
from studio.engine.data.formats.brat import Brat, BratFolder
from studio.engine.data.formats.class_folder import ClassFolder
from studio.engine.data.formats.conll import Conll
from studio.engine.data.formats.delimited import Delimited
from studio.engine.data.formats.json import Json
from studio.engine.data.formats.jsonl import Jsonl
from studio.engine.data.formats.parallel import Parallel
from studio.engine.data.formats.parquet import Parquet
from studio.engine.data.formats.plain import Plain
from studio.engine.data.formats.protocol import Format, Kind, Source
from studio.engine.data.formats.spacy import Spacy
from studio.engine.data.formats.spreadsheet import Spreadsheet
from studio.engine.data.formats.sqlite import Sqlite
from studio.engine.data.formats.webanno import Webanno

FORMATS: dict[str, Format] = {
    format.id: format
    for format in (
        # text
        Webanno(), Brat(), Conll(), Jsonl(), Json(), Delimited(), Plain(),
        # binary
        Spreadsheet(), Parquet(), Arrow(), Sqlite(), Spacy(),
        # folders
        BratFolder(), Parallel(), ClassFolder(),
    )
}  # fmt: skip
_SURE = 0.95
ALIASES = {
    "csv": "delimited", "tsv": "delimited", "tab": "delimited", "txt": "plain", "text": "plain",
    "xlsx": "spreadsheet", "xls": "spreadsheet", "xlsb": "spreadsheet", "xlsm": "spreadsheet", "ods": "spreadsheet",
    "excel": "spreadsheet", "feather": "arrow", "ipc": "arrow", "pq": "parquet", "db": "sqlite", "sqlite3": "sqlite",
    "folder": "class_folder", "json lines": "jsonl", "ndjson": "jsonl", "bio": "conll", "iob": "conll",
    "conllu": "conll", "conll-u": "conll", "docbin": "spacy", "ann": "standoff", "doccano": "json",
    "label_studio": "json", "cluener": "json", "prodigy": "json",
}  # fmt: skip
"""What people call a format in a recipe, and the one that reads it."""


def find_asked(spec: ReadSpec) -> str:
    """The id of the format that a recipe asks for, which need not exist; "" where it asks for none."""
    asked = (spec.format or "").strip().lstrip(".").casefold()
    return ALIASES.get(asked, asked)


def detect(source: Source, kind: Kind = "text") -> Format | None:
    """The format of this kind that is surest of this path; the first one that has no doubt is not compared."""
    best, most = None, 0.0
    for format in FORMATS.values():
        rate = format.rate(source) if format.kind == kind else 0.0
        if rate >= _SURE:
            return format
        if rate > most:
            best, most = format, rate
    return best
