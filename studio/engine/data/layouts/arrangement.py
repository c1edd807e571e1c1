"""Where in a JSON document its records lie: a list, a list under a key, columns, objects by id, or one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

from studio.engine.data.layouts.marking import TEXTS
from studio.engine.data.layouts.stream import Damage, JsonStream

Way = Literal["list", "under", "columns", "split", "by_id", "one", "sequence"]
WRAPPERS = (
    "data", "examples", "records", "rows", "items", "documents", "docs", "sentences", "results", "annotations",
    "train", "dataset", "instances", "samples", "tasks", "entries",
)  # fmt: skip
_WORDS = frozenset(("tokens", "words"))
"""Lists under these names are those of one sentence."""
_FEW = 50


@dataclass(frozen=True)
class Arrangement:
    """How a document holds its records. ``key`` is that of their list; ``around`` what stands beside it."""

    way: Way
    key: str = ""
    around: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_streamed(self) -> bool:
        """Whether the records can be read one by one."""
        return self.way in ("list", "under", "sequence")


def arrange_document(document: Mapping[str, Any]) -> Arrangement:
    """How an object that is known as a whole holds its records."""
    if _is_split(document):
        return Arrangement("split")
    key = find_list(document)
    if key:
        return Arrangement("under", key, {name: value for name, value in document.items() if name != key})
    values = list(document.values())
    if len(values) > 1 and all(isinstance(value, list) for value in values) and not _WORDS & document.keys():
        lengths = {len(value) for value in values}
        return Arrangement("columns" if len(lengths) == 1 and lengths != {0} else "one")
    if len(values) > 1 and all(isinstance(value, dict) for value in values):
        shared = {tuple(value) for value in values}
        numbered = all(str(key).isdigit() for value in values for key in value)
        return Arrangement("columns" if len(shared) == 1 and numbered else "by_id")
    return Arrangement("one")


def is_wrapper(document: Mapping[str, Any]) -> bool:
    """Whether an object is a whole document rather than a record."""
    return arrange_document(document).way != "one"


def find_list(document: Mapping[str, Any]) -> str:
    """The key of the list of records: a usual one, else the longest list, if the object is no record itself."""
    lists = {key: value for key, value in document.items() if _holds_records(value)}
    named = [key for key in WRAPPERS if key in lists]
    has_text = any(isinstance(document.get(key), str) for key in TEXTS)
    if has_text or not lists:
        return ""
    if named:
        return max(named, key=lambda key: len(lists[key]))
    longest = max(lists, key=lambda key: len(lists[key]))
    scalars = sum(isinstance(value, str) for value in document.values())
    return longest if len(lists[longest]) > 1 and scalars <= len(lists) else ""


def list_whole(document: Mapping[str, Any], way: Way) -> Iterator[Any]:
    """The records of a document that is known as a whole."""
    if way == "split":
        names = [str(name) for name in document["columns"]]
        for row in document["data"]:
            yield dict(zip(names, row, strict=False)) if isinstance(row, list) else row
    elif way == "columns":
        columns = {name: list(c.values()) if isinstance(c, dict) else c for name, c in document.items()}
        for cells in zip(*columns.values(), strict=True):
            yield dict(zip(columns, cells, strict=True))
    elif way == "by_id":
        for id, record in document.items():
            yield record if "id" in record else {"id": id} | record
    else:
        yield document


def list_streamed(stream: JsonStream, arrangement: Arrangement) -> Iterator[Any]:
    """The records of a document, one by one. Raises ``Damage``."""
    if arrangement.way == "list":
        yield from stream.list_items()
    elif arrangement.way == "under":
        for key in stream.list_keys():
            if key == arrangement.key and stream.peek() == "[":
                yield from stream.list_items()
            else:
                stream.take()
    else:
        while stream.peek():
            yield stream.take()
            stream.skip(",")


def glance(stream: JsonStream) -> dict[str, Any]:
    """The keys of a long or damaged object with their values, as far as the first long list or the damage."""
    found: dict[str, Any] = {}
    with suppress(Damage):
        for key in stream.list_keys():
            if stream.peek() != "[":
                found[key] = stream.take()
                continue
            items: list[Any] = []
            found[key] = items
            for item in stream.list_items():
                items.append(item)
                if len(items) == _FEW:
                    return found
    return found


def _is_split(document: Mapping[str, Any]) -> bool:
    """What pandas writes with ``orient="split"``."""
    columns, data = document.get("columns"), document.get("data")
    if not isinstance(columns, list) or not isinstance(data, list) or not data:
        return False
    return all(isinstance(row, list) and len(row) == len(columns) for row in data)


def _holds_records(value: Any) -> bool:
    """Whether a list holds objects, or pairs of a text and an object."""
    return isinstance(value, list) and any(isinstance(item, dict) or _is_pair(item) for item in value)


def _is_pair(item: Any) -> bool:
    is_pair = isinstance(item, list) and len(item) == 2
    return is_pair and isinstance(item[0], str) and isinstance(item[1], dict)


def measure_rows(items: Sequence[Any]) -> int:
    """The width of a table of lists without names, that of most of them; 0 where this is no such table."""
    if not items or any(not isinstance(item, list) for item in items):
        return 0
    if any(isinstance(cell, list | dict) for item in items for cell in item):
        return 0
    width, count = Counter(map(len, items)).most_common(1)[0]
    return width if count * 2 > len(items) else 0
