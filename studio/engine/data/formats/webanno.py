"""WebAnno TSV 3, which INCEpTION writes too: tokens with their places, one column for each feature of each layer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source
from studio.engine.data.tagging.offsets import from_utf16

_FORMAT = re.compile(r"\s*#FORMAT=WebAnno TSV 3")
_ID = re.compile(r"\d+-\d+(?:\.\d+)?")
_PLACE = re.compile(r"(\d{1,18})-(\d{1,18})")
_SPLIT = re.compile(r"(?<!\\)\|")
_NUMBERED = re.compile(r"(?<!\\)\[(\d+)\]$")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r"}


class Feature(NamedTuple):
    """One column: where it stands, what it is called, and the layer whose name stands for a missing value."""

    at: int
    name: str
    layer: str


@dataclass
class Sentence:
    """The lines of one sentence; ``wrong`` is set where one of them cannot be read."""

    text: list[str] = field(default_factory=list)
    lines: list[tuple[int, list[str]]] = field(default_factory=list)
    row: int = 0
    wrong: bool = False


class Webanno:
    """One record a sentence: its text, and a list of spans for each feature of a span layer."""

    id = "webanno"
    kind: Kind = "text"

    def rate(self, source: Source) -> float:
        """By its first line."""
        return 1.0 if _FORMAT.match(source.head.lstrip("\ufeff")) else 0.0

    def read(self, source: Source, findings: Findings) -> Rows:
        """The layer of named entities comes first: it is the one that is learnt if nothing else is asked for."""
        features, width = _read_header(source)
        columns = ["text", *(feature.name for feature in features)]
        return Rows(self.id, columns, _read_records(source, features, width, findings), "\t")


def _read_header(source: Source) -> tuple[list[Feature], int]:
    """The features of span layers, and how many columns there are in all."""
    features: list[Feature] = []
    at = 3
    for line in source.head_lines:
        if line.startswith("#Text="):
            break
        if line.startswith(("#T_SP=", "#T_RL=", "#T_CH=")):
            type, *names = line[6:].rstrip().split("|")
            layer = type.rsplit(".", 1)[-1]
            roles = [index for index, name in enumerate(names) if name.startswith("ROLE_")]
            for index, name in enumerate(names or [""]):
                if line.startswith("#T_SP=") and index not in roles and index - 1 not in roles:
                    features.append(Feature(at + index, f"{layer}.{name}" if name else layer, layer))
            at += max(1, len(names))
    ranked = sorted(features, key=lambda f: (f.layer != "NamedEntity", not f.name.endswith(".value"), f.at))
    return ranked, at


def _read_records(source: Source, features: list[Feature], width: int, findings: Findings) -> Iterator[Record]:
    sentence = Sentence()
    open_before: set[tuple[str, str]] = set()
    for number, raw in enumerate(source.open_lines(), start=1):
        line = raw.rstrip("\r\n")
        if line.startswith("#Text=") and not sentence.lines:
            sentence.text.append(_ESCAPED.sub(_unescape_control, line[6:]))
            sentence.row = sentence.row or number
        elif not line or line.startswith("#"):
            yield from _finish(sentence, features, open_before, findings)
            sentence = Sentence()
            if line.startswith("#Text="):
                sentence = Sentence([_ESCAPED.sub(_unescape_control, line[6:])], row=number)
        else:
            cells = line.split("\t")
            cells = cells[:-1] if len(cells) == width + 1 and not cells[-1] else cells
            if len(cells) != width or not _ID.fullmatch(cells[0]) or not _PLACE.fullmatch(cells[1]):
                findings.add("data.ragged_line", row=number, found=len(cells), expected=width)
                sentence.wrong = True
            sentence.lines.append((number, cells))
    yield from _finish(sentence, features, open_before, findings)


def _finish(
    sentence: Sentence, features: list[Feature], before: set[tuple[str, str]], findings: Findings
) -> Iterator[Record]:
    if not sentence.lines:
        return
    row = sentence.row or sentence.lines[0][0]
    places = None if sentence.wrong else _find_places("\n".join(sentence.text), sentence.lines)
    if places is None:
        if not sentence.wrong:
            findings.add("data.places_wrong", row=row)
        findings.add("data.sentence_left_out", "look", row=row)
        return
    values: dict[str, object] = {"text": "\n".join(sentence.text)}
    for feature in features:
        values[feature.name] = _list_spans(feature, sentence.lines, places, before, findings)
    yield Record(row, values)


def _find_places(text: str, lines: list[tuple[int, list[str]]]) -> list[tuple[int, int]] | None:
    """Where each line's words stand in the text, in code points; None where they are not there.

    The file counts UTF-16 units from the beginning of the document.
    """
    marked = [tuple(map(int, cells[1].split("-"))) for _, cells in lines]
    first = text.find(_unescape(lines[0][1][2]))
    if first < 0:
        return None
    base = marked[0][0] - len(text[:first].encode("utf-16-le", "surrogatepass")) // 2
    wide = any(char > "\uffff" for char in text)
    places = [(start - base, end - base) for start, end in marked]
    if wide:
        places = [(from_utf16(text, start), from_utf16(text, end)) for start, end in places]
    for (start, end), (_, cells) in zip(places, lines, strict=True):
        if not 0 <= start <= end <= len(text) or text[start:end] != _unescape(cells[2]):
            return None
    return places


def _list_spans(
    feature: Feature,
    lines: list[tuple[int, list[str]]],
    places: list[tuple[int, int]],
    before: set[tuple[str, str]],
    findings: Findings,
) -> list[list[object]]:
    """The spans of one feature; lines with the same number belong to one."""
    single: list[tuple[int, int, str]] = []
    numbered: dict[tuple[str, str], tuple[int, int, str]] = {}
    for (row, cells), (start, end) in zip(lines, places, strict=True):
        if cells[feature.at] == "_":
            continue
        for value in _SPLIT.split(cells[feature.at]):
            match = _NUMBERED.search(value)
            bare = value[: match.start()] if match else value
            label = feature.layer if bare in ("*", "_", "") else _unescape(bare)
            if not match:
                single.append((start, end, label))
                continue
            key = (feature.name, match[1])
            if key in before and key not in numbered:
                findings.add("data.span_crosses", "look", row=row, column=feature.name, label=label)
            low, high, label = numbered.get(key, (start, end, label))
            numbered[key] = (min(low, start), max(high, end), label)
    before.update(numbered)
    return [list(span) for span in sorted([*single, *numbered.values()])]


def _unescape(value: str) -> str:
    return _ESCAPED.sub(lambda match: match[1], value.replace("\\->", "->"))


def _unescape_control(match: re.Match[str]) -> str:
    return _CONTROLS.get(match[1], match[1])
