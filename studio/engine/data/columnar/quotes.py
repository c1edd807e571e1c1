"""Whether the last record of a table ends inside quotation marks: all that follows them is then one cell."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass
class LastLine:
    """Hands on the ``lines`` of a file and keeps the last one; ``count`` is how many there were."""

    lines: Iterable[str]
    line: str = ""
    count: int = 0

    def __iter__(self) -> Iterator[str]:
        """The lines themselves."""
        for line in self.lines:
            self.line = line
            self.count += 1
            yield line

    def is_open(self, delimiter: str, *, inside: bool) -> bool:
        """Whether a quotation mark has no end, where the last record ends with this line and begins in it.

        ``inside`` says that the record begins before it, so that the line itself begins inside quotation marks.
        """
        try:
            list(csv.reader([f'"{self.line}' if inside else self.line], delimiter=delimiter, strict=True))
        except csv.Error as error:
            return str(error) == "unexpected end of data"
        return False
