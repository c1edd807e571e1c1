"""JSON documents: a list of objects, wherever it stands, read value by value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source
from studio.engine.data.headers import has_header, name_columns
from studio.engine.data.layouts import arrange
from studio.engine.data.layouts.arrangement import (
    Arrangement,
    arrange_document,
    glance,
    list_streamed,
    list_whole,
    measure_rows,
)
from studio.engine.data.layouts.stream import BLANKS, Damage, JsonStream, Parser

_LIST = re.compile(r"\[\s*(?:[\[{\"\]]|-?\d+\s*[,\]]|(?:null|true|false)\s*[,\]])")
_OBJECT = re.compile(r'\{\s*(?:"(?:[^"\\\n]|\\.){0,200}"\s*:|\}\s*(?:$|\{))')
_SAMPLE = 200
_MOST_WHOLE = 1 << 28


class Json:
    """A list, a list in an object, columns, or objects by id."""

    id = "json"
    kind: Kind = "text"

    def rate(self, source: Source) -> float:
        """Sure of a whole document; nearly sure of what begins like one."""
        text = source.head.lstrip(BLANKS)
        if not _LIST.match(text) and not _OBJECT.match(text):
            return 0.0
        if source.whole:
            value, reason = Parser().parse_line(text)
            if not reason:
                return 0.96 if value else 0.6
        first, _, rest = text.partition("\n")
        if text[0] == "{" and rest.lstrip().startswith("{") and not Parser().parse_line(first)[1]:
            return 0.4
        if text[0] == "[" and not re.match(r'\[\s*[\[{"]', text):
            return 0.6 if source.suffix == ".json" else 0.2
        return 0.9

    def read(self, source: Source, findings: Findings) -> Rows:
        """One record a value, numbered from 1. Raises ``StudioError`` where the document is too large to be read."""
        arrangement = _find_arrangement(source)
        sample = [item for _, item in islice(_list_items(source, arrangement, Findings()), _SAMPLE)]
        width = measure_rows(sample)
        if width:
            return _read_table(source, arrangement, sample, width, findings)
        arranged = arrange(sample, source.spec.format, arrangement.around)
        found = arranged.list_values(_list_items(source, arrangement, findings), findings)
        records = (Record(row, values) for row, values in found if arranged.columns)
        return Rows(arranged.name or self.id, arranged.columns, records)


@contextmanager
def _open_stream(source: Source) -> Iterator[JsonStream]:
    with source.path.open(encoding=source.encoding.name, errors=source.encoding.errors, newline="") as file:
        yield JsonStream(file)


def _find_arrangement(source: Source) -> Arrangement:
    if source.head.lstrip(BLANKS)[:1] == "[":
        return Arrangement("list")
    if source.whole:
        document, reason = Parser().parse_line(source.head)
        if not reason and isinstance(document, dict):
            return arrange_document(document)
        return Arrangement("sequence") if reason.startswith("Extra data") else _glance(source)
    return _glance(source)


def _glance(source: Source) -> Arrangement:
    """The arrangement as far as the beginning of a long or damaged document shows it."""
    with _open_stream(source) as stream:
        found = glance(stream)
    arrangement = arrange_document(found)
    return arrangement if arrangement.is_streamed or not source.whole else Arrangement("sequence")


def _list_items(source: Source, arrangement: Arrangement, findings: Findings) -> Iterator[tuple[int, Any]]:
    """The values with their numbers; where the document is damaged, those before that place."""
    number = 0
    with _open_stream(source) as stream:
        try:
            for item in _iterate(stream, source, arrangement):
                number += 1
                stream.parser.tell(number, findings)
                yield number, item
            if stream.comma:
                findings.add("data.json_comma", "look", row=number)
            if arrangement.way != "sequence" and stream.peek():
                raise Damage("more text after the end", 0)
        except Damage as damage:
            details = f"{damage.reason} (line {damage.line})" if damage.line else damage.reason
            findings.add("data.json_damaged", row=number + 1, read=number, line=damage.line, details=details)


def _iterate(stream: JsonStream, source: Source, arrangement: Arrangement) -> Iterator[Any]:
    if arrangement.is_streamed:
        return list_streamed(stream, arrangement)
    if source.size > _MOST_WHOLE:
        place = Place(file=source.name)
        raise StudioError(Problem(code="data.json_too_large", values={"file": source.path.name}, place=place))
    document = stream.take()
    return list_whole(document, arrangement.way) if isinstance(document, dict) else iter([document])


def _read_table(source: Source, arrangement: Arrangement, sample: list[Any], width: int, findings: Findings) -> Rows:
    """A list of rows: the first one may hold the names of the columns."""
    shown = [["" if cell is None else str(cell) for cell in row] for row in sample]
    headed = has_header(shown) if source.spec.header is None else source.spec.header
    columns = name_columns(shown[0] if headed else [], width, findings)

    def shape(item: Any, row: int) -> Iterator[dict[str, Any]]:
        if not isinstance(item, list) or len(item) != len(columns):
            found = len(item) if isinstance(item, list) else 1
            findings.add("data.ragged_row", row=row, found=found, expected=len(columns))
        elif row > headed:
            yield dict(zip(columns, item, strict=True))

    items = _list_items(source, arrangement, findings)
    return Rows("json", columns, (Record(row, values) for row, item in items for values in shape(item, row)))
