"""A whole file of rows, written in the format that its name ends in: beside, then renamed."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.outputs.conll import write_conll
from studio.engine.data.outputs.delimited import write_csv, write_tsv
from studio.engine.data.outputs.jsonl import write_jsonl
from studio.engine.data.outputs.plain import write_plain
from studio.engine.data.outputs.protocol import RowT, Shape, Writer
from studio.engine.data.outputs.spreadsheet import write_xlsx

WRITERS: dict[str, Writer[Any]] = {
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


def check_output(
    sources: Path | Collection[Path], out: Path, force: bool, known: Collection[str] = tuple(WRITERS)
) -> None:
    """Raises ``StudioError`` where the output is an input, exists, or has a name of no ``known`` format."""
    place = Place(file=str(out))
    inputs = [sources] if isinstance(sources, Path) else sources
    if out.exists() and any(source.exists() and out.samefile(source) for source in inputs):
        raise StudioError(Problem(code="usage.same_file", values={"file": out.name}, place=place))
    if out.exists() and not force:
        raise StudioError(Problem(code="usage.file_exists", values={"file": out.name}, place=place))
    if out.suffix.lower() not in known:
        values = {"file": out.name, "known": " ".join(known)}
        raise StudioError(Problem(code="data.output_unknown", values=values, place=place))


def write_rows(out: Path, shape: Shape[RowT], rows: Iterable[RowT]) -> int:
    """Writes all rows; returns how many. When ``rows`` raises, there is no new file and an old one is as it was.

    Raises ``OSError`` where the disk refuses, ``StudioError`` where the format cannot hold the rows.
    """
    beside = out.with_name(f".{out.stem}-{secrets.token_hex(4)}{out.suffix}")
    try:
        count = WRITERS[out.suffix.lower()](beside, shape, rows)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    return count
