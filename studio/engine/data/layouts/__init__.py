"""Layouts of JSON: one file for each tool. The surest one makes the values of a file into columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.engine.data.findings import Findings
from studio.engine.data.layouts.cluener import Cluener
from studio.engine.data.layouts.doccano import Doccano
from studio.engine.data.layouts.label_studio import LabelStudio
from studio.engine.data.layouts.prodigy import Prodigy
from studio.engine.data.layouts.protocol import Layout, Shape, Values
from studio.engine.data.layouts.records import Records
from studio.engine.data.layouts.spacy import SpacyDocuments, SpacyPairs

LAYOUTS: dict[str, Layout] = {
    layout.id: layout
    for layout in (LabelStudio(), Prodigy(), Cluener(), SpacyPairs(), SpacyDocuments(), Doccano(), Records())
}
_SURE = 0.8


@dataclass(frozen=True)
class Arranged:
    """Values of JSON with the layout that makes them into records of ``columns``."""

    name: str
    columns: list[str]
    shape: Shape
    many: bool

    def list_values(self, items: Iterable[tuple[int, Any]], findings: Findings) -> Iterator[tuple[int, Values]]:
        """The cells of the records in numbered values, each with its number."""
        missing = dict.fromkeys(self.columns)
        count = 0
        for row, item in items:
            for values in self.shape(item, row, findings):
                count += 1
                cells = missing | values
                if len(cells) > len(missing):
                    late = next(name for name in values if name not in missing)
                    findings.add("data.late_column", "look", row=row, name=late)
                yield count if self.many else row, cells


def arrange(sample: Sequence[Any], asked: str | None = None, around: Mapping[str, Any] | None = None) -> Arranged:
    """The layout that is asked for, else the surest of these first values."""
    layout = LAYOUTS.get(asked or "") or choose_layout(sample)
    shape = layout.begin(sample, around or {})
    columns: dict[str, None] = {}
    for item in sample:
        for values in shape(item, 1, Findings()):
            columns |= dict.fromkeys(values)
    return Arranged(layout.name, list(columns), shape, layout.many)


def choose_layout(sample: Sequence[Any]) -> Layout:
    """The surest layout; plain records where no tool's fits."""
    rated = [(layout.rate(sample), layout) for layout in LAYOUTS.values()]
    best, layout = max(rated, key=lambda pair: pair[0])
    return layout if best >= _SURE else LAYOUTS["records"]
