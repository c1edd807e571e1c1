"""Texts to be labelled, from a file of any known format: every row is kept, with its other cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.columns import Column, are_strings, find_column, profile_columns
from studio.engine.data.containers import expand
from studio.engine.data.containers.protocol import Member
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Record
from studio.engine.data.progress import Tell
from studio.engine.data.reading.text_classification import guess_text
from studio.engine.data.reading.token_classification import guess_tokens
from studio.engine.data.source import open_source
from studio.engine.data.tagging.spans import align_tokens
from studio.engine.data.wordrule import Span, WordRule

_SAMPLE = 500


@dataclass(frozen=True, slots=True)
class Input:
    """One row: its ``cells`` as they are, its text ("" where it has none), and where its words stand."""

    cells: dict[str, Any]
    text: str
    tokens: list[str]
    offsets: list[Span]


@dataclass(frozen=True)
class Inputs:
    """A file being read. ``rows`` gives each row once.

    It raises ``StudioError`` after the last one where a row could not be read: nothing is left out silently.
    ``marked`` says whether a text file made from this one begins with a byte order mark, as spreadsheets want it.
    """

    format: str
    columns: list[str]
    delimiter: str
    marked: bool
    rows: Iterator[Input]


def read_inputs(
    path: Path, words: WordRule, text_column: str = "", name: str = "", tell: Tell = lambda fraction, code: None
) -> Inputs:
    """The rows of a file. The text is in ``text_column``, else in the column that looks like text or tokens.

    A packed file is unpacked, and ``tell`` told how far that is. Raises ``StudioError`` where the file cannot be read,
    holds several, or has no such column.
    """
    member = _find_one(path, name or str(path), tell)
    path, name = member.path, member.name
    findings = Findings(name)
    source, format = open_source(path, name, ReadSpec(), findings)
    rows = format.read(source, findings)
    records = iter(rows.records)
    sample = list(islice(records, _SAMPLE))
    if not sample:
        raise StudioError(findings.stops or Problem(code="data.no_rows", values={"file": path.name}))
    columns = profile_columns(rows.columns, sample)
    chosen = _choose_column(columns, text_column, name)
    marked = source.encoding.name not in ("utf-8", "ascii")
    read = _read_rows(chain(sample, records), chosen, words, findings)
    return Inputs(rows.name, rows.columns, rows.delimiter, marked, read)


def read_texts(path: Path, text_column: str = "") -> Iterator[tuple[dict[str, Any], str]]:
    """Cells and text of each row, where the words do not matter."""
    for row in read_inputs(path, WordRule(), text_column).rows:
        yield row.cells, row.text


def _find_one(path: Path, name: str, tell: Tell) -> Member:
    """The file itself, or the only one in it. Raises ``StudioError`` where there are several."""
    members = expand(path, name, ReadSpec(), tell)
    if len(members) > 1:
        values = {"file": path.name, "count": len(members)}
        raise StudioError(Problem(code="data.several_files", values=values, place=Place(file=name)))
    return members[0]


def _choose_column(columns: list[Column], asked: str, name: str) -> str:
    if asked:
        return find_column(columns, asked, "text", name)
    found = guess_tokens(columns, None) or guess_text(columns) or (columns[0].name if len(columns) == 1 else None)
    if found is None:
        values = {"file": name.rsplit("/", 1)[-1], "known": ", ".join(column.name for column in columns)}
        raise StudioError(Problem(code="data.text_column_missing", values=values, place=Place(file=name)))
    return found


def _read_rows(records: Iterator[Record], column: str, words: WordRule, findings: Findings) -> Iterator[Input]:
    for record in records:
        cell = record.values.get(column)
        if are_strings(cell):
            text, offsets = _place_tokens(cell, record, words)
            yield Input(record.values, text, cell, offsets)
        else:
            text = "" if cell is None else str(cell)
            offsets = words.split(text)
            yield Input(record.values, text, [text[start:end] for start, end in offsets], offsets)
    if findings.stops:
        raise StudioError(findings.stops)


def _place_tokens(tokens: list[str], record: Record, words: WordRule) -> tuple[str, list[Span]]:
    """The tokens in the text that comes with them, else in one joined from them."""
    text = record.values.get("# text", record.values.get("text"))
    aligned = align_tokens(tokens, text) if isinstance(text, str) else None
    return (str(text), aligned) if aligned else words.join(tokens)
