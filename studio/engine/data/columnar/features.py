"""What the library `datasets` notes about columns: which whole numbers are labels, and what those are called."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

_NOTE = b"huggingface"
_DEEPEST = 50


def find_features(schema: pa.Schema) -> Mapping[str, Any]:
    """The features noted in a file's schema, by column; none where nothing readable is noted."""
    try:
        note = json.loads((schema.metadata or {}).get(_NOTE, b"{}"))
        features = note["info"]["features"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return features if isinstance(features, dict) and _is_shallow(features, _DEEPEST) else {}


def _is_shallow(value: Any, left: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return left > 0 and all(_is_shallow(item, left - 1) for item in inner)


def find_names(feature: Any) -> list[str] | None:
    """The names of a column of labels, by their numbers; None for every other column."""
    if not isinstance(feature, dict) or feature.get("_type") != "ClassLabel":
        return None
    names = feature.get("names")
    return list(map(str, names)) if isinstance(names, list) and names else None


def has_labels(feature: Any) -> bool:
    """Whether labels stand anywhere in a column."""
    if isinstance(feature, dict):
        return find_names(feature) is not None or any(map(has_labels, feature.values()))
    return isinstance(feature, list) and any(map(has_labels, feature))


def name_labels(value: Any, feature: Any) -> Any:
    """A cell with its labels' numbers as their names; -1 is no label."""
    if value is None or not feature:
        return value
    names = find_names(feature)
    if names is not None:
        return _name(value, names)
    if isinstance(feature, list):
        return [name_labels(item, feature[0]) for item in value] if isinstance(value, list) else value
    if not isinstance(feature, dict):
        return value
    if isinstance(value, list):
        return [name_labels(item, feature.get("feature")) for item in value]
    if isinstance(value, dict):
        inner = feature.get("feature")
        if isinstance(inner, dict) and "_type" not in inner:  # lists of objects are kept as an object of lists
            return {key: name_labels(item, [inner.get(key)]) for key, item in value.items()}
        return {key: name_labels(item, feature.get(key)) for key, item in value.items()}
    return value


def _name(value: Any, names: list[str]) -> Any:
    if not isinstance(value, int) or value == -1:
        return None
    return names[value] if 0 <= value < len(names) else str(value)
