"""CoNLL: a word a line with its columns and the predicted IOB2 tag last, an empty line after each text."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from studio.engine.data.outputs.protocol import Labelled, Layout, find_label, list_tags

_SEPARATORS = str.maketrans({"\t": " ", "\r": " ", "\n": " "})


def write_conll(path: Path, layout: Layout, rows: Iterable[Labelled]) -> int:
    """The columns of a source that has words, else the words alone; a predicted label as a comment."""
    count = 0
    with path.open("x", encoding="utf-8", newline="\n") as file:
        for labelled in rows:
            count += 1
            columns = _list_columns(layout, labelled)
            if layout.entities:
                columns.append(list_tags(labelled))
            else:
                file.write(f"# label = {_clean(find_label(labelled)[0])}\n")
            file.writelines("\t".join(map(_clean, cells)) + "\n" for cells in zip(*columns, strict=True))
            file.write("\n")
    return count


def _list_columns(layout: Layout, labelled: Labelled) -> list[list[str]]:
    """The source's columns with one cell a word; the words where it has none."""
    tokens = labelled.row.tokens
    cells = [labelled.row.cells.get(column) for column in layout.columns]
    own = [[str(item) for item in cell] for cell in cells if isinstance(cell, list) and len(cell) == len(tokens)]
    return own if tokens in own else [tokens]


def _clean(cell: str) -> str:
    return cell.translate(_SEPARATORS) or "_"
