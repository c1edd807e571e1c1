"""CoNLL: a word a line with its columns and the IOB2 tag last, an empty line after each text."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from studio.engine.data.outputs.protocol import RowT, Shape

_SEPARATORS = str.maketrans({"\t": " ", "\r": " ", "\n": " "})


def write_conll(path: Path, shape: Shape[RowT], rows: Iterable[RowT]) -> int:
    """Comments first, then the words."""
    count = 0
    with path.open("x", encoding="utf-8", newline="\n") as file:
        for row in rows:
            count += 1
            comments, columns = shape.list_words(row)
            file.writelines(f"# {_clean(comment)}\n" for comment in comments)
            file.writelines("\t".join(map(_clean, cells)) + "\n" for cells in zip(*columns, strict=True))
            file.write("\n")
    return count


def _clean(cell: str) -> str:
    return cell.translate(_SEPARATORS) or "_"
