"""A folder of parallel files: words in one, their tags in another, line by line; perhaps a label in a third."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, zip_longest
from pathlib import Path

from studio.engine.data.encoding import detect_encoding
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source
from studio.engine.data.tagging.schemes import look_like_tags

_PAIRS = (("seq.in", "seq.out"), ("words.txt", "tags.txt"), ("tokens.txt", "tags.txt"), ("sentences.txt", "tags.txt"))
_LABELS = ("label", "labels", "label.txt", "labels.txt", "intent.txt")
_SAMPLE = 200


class Parallel:
    """Slots and intents as ATIS and Snips are published."""

    id = "parallel"
    kind: Kind = "folder"

    def rate(self, source: Source) -> float:
        """Sure where the lines of two files of the usual names have as many words as tags."""
        pair = _find_pair(source.path)
        if pair is None:
            return 0.0
        rows = list(islice(zip_longest(*(_read_words(source, path) for path in pair), fillvalue=[]), _SAMPLE))
        even = sum(len(words) == len(tags) for words, tags in rows)
        return 0.97 if even > 0.8 * len(rows) and look_like_tags([tag for _, tags in rows for tag in tags]) else 0.0

    def read(self, source: Source, findings: Findings) -> Rows:
        """One record a line; lines that one of the files lacks are told."""
        pair = _find_pair(source.path) or (source.path / _PAIRS[0][0], source.path / _PAIRS[0][1])
        label = next((source.path / name for name in _LABELS if (source.path / name).is_file()), None)
        columns = ["tokens", "tags", *(["label"] if label else [])]
        return Rows(self.id, columns, _read_records(source, [*pair, *([label] if label else [])], columns, findings))


def _find_pair(folder: Path) -> tuple[Path, Path] | None:
    pairs = ((folder / words, folder / tags) for words, tags in _PAIRS)
    return next((pair for pair in pairs if all(path.is_file() for path in pair)), None)


def _read_words(source: Source, path: Path) -> Iterator[list[str]]:
    encoding = source.spec.encoding or detect_encoding(path).name
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        for line in file:
            yield [word for word in line.strip("\r\n\t \ufeff").split(" ") if word]


def _read_records(source: Source, paths: list[Path], columns: list[str], findings: Findings) -> Iterator[Record]:
    files = [_read_words(source, path) for path in paths]
    for number, cells in enumerate(zip_longest(*files), start=1):
        lacking = [path.name for path, cell in zip(paths, cells, strict=True) if cell is None]
        if lacking:
            findings.add("data.lines_absent", row=number, name=", ".join(lacking))
            continue
        if not any(cells):
            continue
        words, tags, *labels = cells
        values = dict(zip(columns, [words, tags, *(" ".join(label) for label in labels)], strict=True))
        yield Record(number, values, file=paths[0].name)
