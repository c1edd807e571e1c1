"""JSON read value by value."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.data.findings import Findings
from studio.engine.data.layouts.arrangement import arrange_document, glance, list_whole, measure_rows
from studio.engine.data.layouts.stream import Damage, JsonStream, Parser, mend_halves


def list_items(text: str) -> list[Any]:
    return list(JsonStream(io.StringIO(text)).list_items())


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(values, max_size=4), st.sampled_from([None, 1, 2]), st.integers(1, 9))
def test_a_list_comes_back_however_it_is_cut(items: list[Any], indent: int | None, chunk: int) -> None:
    class Slow(io.StringIO):
        """Gives only a few characters at a time."""

        def read(self, size: int | None = -1, /) -> str:
            return super().read(chunk)

    assert list(JsonStream(Slow(json.dumps(items, indent=indent))).list_items()) == mend_halves(items)


def test_a_number_is_not_cut_where_the_reading_stops() -> None:
    class Slow(io.StringIO):
        def read(self, size: int | None = -1, /) -> str:
            return super().read(2)

    assert list(JsonStream(Slow("[12345, 6.5e3, true]")).list_items()) == [12345, 6500.0, True]


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ('[1,\n{"a": 1,\n', "Expecting property name enclosed in double quotes", 3),
        ("[1\n2]", "Expecting ',' or ']'", 2),
        ('[{"a": \n tru}]', "Expecting value", 2),
        ("[" * 100_000, "nested too deeply", 1),
        ("[" * 400 + "]" * 400, "nested too deeply", 1),
        ("[1, 2", "Expecting ',' or ']'", 1),
        ("{}", "Expecting a list", 1),
        ("[" + "9" * 5000 + "]", "Exceeds the limit", 1),
    ],
)
def test_damage_is_named_with_its_line(text: str, reason: str, line: int) -> None:
    with pytest.raises(Damage) as caught:
        list_items(text)
    assert caught.value.reason.startswith(reason)
    assert caught.value.line == line


def test_halves_of_characters_and_doubled_keys_are_told() -> None:
    parser, findings = Parser(), Findings("a.json")
    assert parser.parse_line('{"a": "\\ud83d!", "a": "b\\ud83d"}') == ({"a": "b\ufffd"}, "")
    parser.tell(4, findings)
    parser.tell(5, findings)
    assert [(p.code, p.place.row, p.count) for p in findings.problems] == [
        ("data.half_characters", 4, 1),
        ("data.duplicate_key", 4, 1),
    ]
    assert parser.parse_line("[1] 2") == (None, "Extra data: column 4")


ONE = {"text": "a"}
TWO = [{"text": "a", "label": 1}, {"text": "b", "label": 2}]


@pytest.mark.parametrize(
    ("document", "way", "key", "records"),
    [
        ({"version": 1, "data": [{"text": "a"}]}, "under", "data", None),
        ({"classes": ["A"], "annotations": [["Ann", {"entities": []}], None]}, "under", "annotations", None),
        ({"labels": [{"id": 1}], "stuff": [{"a": 1}, {"a": 2}]}, "under", "stuff", None),
        ({"text": "a", "entities": [{"start": 0}]}, "one", "", None),
        ({"text": ["a", "b"], "label": [1, 2]}, "columns", "", TWO),
        ({"text": {"0": "a", "1": "b"}, "label": {"0": 1, "1": 2}}, "columns", "", TWO),
        ({"x1": ONE, "x2": ONE}, "by_id", "", [{"id": "x1"} | ONE, {"id": "x2"} | ONE]),
        ({"columns": ["text", "label"], "data": [["a", 1]]}, "split", "", [{"text": "a", "label": 1}]),
        ({"a": 1}, "one", "", [{"a": 1}]),
        ({"tokens": ["a", "b"], "tags": ["O", "O"]}, "one", "", None),
        ({}, "one", "", [{}]),
    ],
)  # fmt: skip
def test_documents_hold_their_records_in_many_ways(
    document: dict[str, Any], way: str, key: str, records: list[Any] | None
) -> None:
    arrangement = arrange_document(document)
    assert (arrangement.way, arrangement.key) == (way, key)
    if records is not None:
        assert list(list_whole(document, arrangement.way)) == records


def test_a_glance_stops_in_a_long_list() -> None:
    text = json.dumps({"version": 1, "data": [{"a": n} for n in range(500)]})
    found = glance(JsonStream(io.StringIO(text)))
    assert (found["version"], len(found["data"])) == (1, 50)


def test_a_glance_keeps_what_stands_before_the_damage() -> None:
    assert glance(JsonStream(io.StringIO('{"n": 1, "data": [{"a": 1}, {"a": '))) == {"n": 1, "data": [{"a": 1}]}
    assert glance(JsonStream(io.StringIO('{"n": 1} more'))) == {"n": 1}
    assert glance(JsonStream(io.StringIO('{"n": 1 more'))) == {"n": 1}


def test_rows_of_cells() -> None:
    assert measure_rows([["a", 1], ["b", None], ["c"]]) == 2
    assert measure_rows([["a", 1], ["b"]]) == 0
    assert measure_rows([["a", {}]]) == 0
    assert measure_rows([]) == 0
    assert measure_rows(["a"]) == 0
