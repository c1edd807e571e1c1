"""Labels exchanged in whole columns: classes of texts, types of entities."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from studio.engine.data.changing.dropping import Mask
from studio.engine.data.changing.rows import Row, change_rows


def rename(batch: pa.RecordBatch, names: Mapping[str, str]) -> tuple[pa.RecordBatch, int]:
    """The batch with labels, or types of entities, called otherwise; how many examples that changes."""
    touched = has_label(batch, names)
    if not touched.any():
        return batch, 0
    gold = batch.column("gold")
    parts = gold.flatten().dictionary_encode()
    known = parts.dictionary.to_pylist()
    has_words = _has_words(batch)[_list_parents(gold)]
    as_class = [names.get(label, label) for label in known]
    as_tag = [tag[:2] + names.get(tag[2:], tag[2:]) if tag[:2] in ("B-", "I-") else tag for tag in known]
    indices = np.asarray(parts.indices) + np.where(has_words, len(known), 0)
    flat = pa.array([*as_class, *as_tag], gold.type.value_type).take(pa.array(indices))
    offsets = np.concatenate([[0], np.cumsum(np.asarray(pc.fill_null(pc.list_value_length(gold), 0)))])
    renamed = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), flat, type=gold.type)
    batch = batch.set_column(batch.schema.get_field_index("gold"), batch.schema.field("gold"), renamed)
    several = touched & ~_has_words(batch) & (np.diff(offsets) > 1)
    return change_rows(batch, several.nonzero()[0].tolist(), _keep_once)[0], int(touched.sum())


def _keep_once(row: Row) -> Row:
    return row | {"gold": list(dict.fromkeys(row["gold"]))}


def has_label(batch: pa.RecordBatch, labels: Collection[str]) -> Mask:
    """Which rows have one of these labels or types."""
    gold, has_words = batch.column("gold"), _has_words(batch)
    names, parents = gold.flatten(), _list_parents(gold)
    tags = pa.array([f"{prefix}-{label}" for label in labels for prefix in "BI"], pa.string())
    as_class = np.asarray(pc.is_in(names, pa.array(list(labels), pa.string())))
    as_tag = np.asarray(pc.is_in(names, tags))
    found = np.zeros(batch.num_rows, np.bool_)
    found[parents[np.where(has_words[parents], as_tag, as_class)]] = True
    return found


def _has_words(batch: pa.RecordBatch) -> Mask:
    return np.asarray(pc.fill_null(pc.greater(pc.list_value_length(batch.column("tokens")), 0), False))


def _list_parents(lists: Any) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.asarray(pc.list_parent_indices(lists), np.int64)
