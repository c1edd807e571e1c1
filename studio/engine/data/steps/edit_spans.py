"""The entities of one row marked anew by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.engine.data.changing.alignment import write_words
from studio.engine.data.changing.applier import Applier
from studio.engine.data.changing.places import RowBound
from studio.engine.data.changing.rows import Row, is_token_row
from studio.engine.data.changing.values import Label, Values, read_values
from studio.engine.data.tagging.spans import Entity, find_fault


class _Marked(Values):
    """Code points of the text as it is when the step is done; with ``text`` it must stand there."""

    start: int
    end: int
    label: Label
    text: str | None = None


class _Wanted(Values):
    file: str
    row: int
    spans: tuple[_Marked, ...]


class EditSpans:
    """For words with tags; words are cut where a span begins or ends within one."""

    id = "edit_spans"

    def begin(self, values: Mapping[str, Any]) -> Applier:
        """Ready to mark the row."""
        return _Marking(self.id, read_values(self.id, _Wanted, values))


class _Marking(RowBound):
    def __init__(self, kind: str, wanted: _Wanted) -> None:
        super().__init__(kind, [(wanted.file, wanted.row)])
        self._spans = sorted(wanted.spans, key=lambda span: (span.start, span.end))

    def change(self, row: Row) -> Row | None:
        """With these entities and no others."""
        if not is_token_row(row):
            return self.refuse(row)
        text, entities = row["text"], list[Entity]()
        for span in self._spans:
            entity = Entity(span.start, span.end, span.label)
            moved = span.text is not None and text[span.start : span.end] != span.text
            overlaps = bool(entities) and entity.start < entities[-1].end
            if moved or overlaps or find_fault(entity, text):
                return self.refuse(row)
            entities.append(entity)
        return write_words(row, [(start, end) for start, end in row["offsets"]], entities)
