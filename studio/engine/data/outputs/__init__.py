"""A whole labelled file, written in the format that its name ends in: beside, then renamed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path

from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.outputs.conll import write_conll
from studio.engine.data.outputs.delimited import write_csv, write_tsv
from studio.engine.data.outputs.jsonl import write_jsonl
from studio.engine.data.outputs.plain import write_plain
from studio.engine.data.outputs.protocol import Labelled, Layout, Writer
from studio.engine.data.outputs.spreadsheet import write_xlsx

WRITERS: dict[str, Writer] = {
    ".csv": write_csv,
    ".tsv": write_tsv,
    ".xlsx": write_xlsx,
    ".jsonl": write_jsonl,
    ".conll": write_conll,
    ".txt": write_plain,
}
_USUAL = {"csv": ".csv", "tsv": ".tsv", "conll": ".conll", "jsonl": ".jsonl", "plain": ".txt"}


def choose_output(source: Path, format: str) -> Path:
    """A free name beside the source, in its own format; a spreadsheet becomes xlsx."""
    suffix = source.suffix.lower() if source.suffix.lower() in WRITERS else _USUAL.get(format, ".xlsx")
    numbers = ("", *(f"-{number}" for number in range(2, 1000)))
    names = (source.with_name(f"{source.stem}-labelled{number}{suffix}") for number in numbers)
    return next(path for path in names if not path.exists())


def check_output(source: Path, out: Path, force: bool) -> None:
    """Raises ``StudioError`` where the output is the input, exists, or has a name of no known format."""
    place = Place(file=str(out))
    if out.exists() and out.samefile(source):
        raise StudioError(Problem(code="usage.same_file", values={"file": out.name}, place=place))
    if out.exists() and not force:
        raise StudioError(Problem(code="usage.file_exists", values={"file": out.name}, place=place))
    if out.suffix.lower() not in WRITERS:
        values = {"file": out.name, "known": " ".join(WRITERS)}
        raise StudioError(Problem(code="data.output_unknown", values=values, place=place))


def write_labelled(out: Path, layout: Layout, rows: Iterable[Labelled]) -> int:
    """Writes all rows; returns how many. When ``rows`` raises, there is no new file and an old one is as it was.

    Raises ``OSError`` where the disk refuses, ``StudioError`` where the format cannot hold the rows.
    """
    beside = out.with_name(f".{out.stem}-{secrets.token_hex(4)}{out.suffix}")
    try:
        count = WRITERS[out.suffix.lower()](beside, layout, rows)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    return count
