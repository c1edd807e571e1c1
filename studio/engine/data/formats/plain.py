"""Plain text: one text a line, for texts to be labelled."""

from __future__ import annotations

from collections.abc import Iterator

from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source


class Plain:
    """What is left when nothing has a structure."""

    id = "plain"
    kind: Kind = "text"

    def rate(self, source: Source) -> float:
        """Always possible, never preferred; a name that ends in .txt adds a little."""
        return 0.55 if source.suffix in (".txt", ".text", ".md") else 0.3

    def read(self, source: Source, findings: Findings) -> Rows:
        """One record for each line, None for an empty one."""
        return Rows(self.id, ["text"], _read_records(source))


def _read_records(source: Source) -> Iterator[Record]:
    for number, line in enumerate(source.open_lines(), start=1):
        text = line.rstrip("\r\n")
        yield Record(number, {"text": text if text.strip() else None})
