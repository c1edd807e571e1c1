"""JSON documents, however they hold their records."""

from __future__ import annotations

import json
import tracemalloc
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.contract.problems import StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Record
from studio.engine.data.source import open_source
from tests.engine.data.conftest import PrepareFile, Read, Write

ROWS = [{"text": "a b", "label": "x"}, {"text": "c d", "label": "y"}]


def values_of(records: list[Record]) -> list[dict[str, Any]]:
    return [record.values for record in records]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2),
        "[\n" + ",\n".join(map(json.dumps, ROWS)) + "\n]\n",
        json.dumps({"version": "1.0", "data": ROWS}),
        json.dumps({"data": ROWS, "version": "1.0"}, indent=1),
        json.dumps({"text": ["a b", "c d"], "label": ["x", "y"]}),
        json.dumps({"text": {"0": "a b", "1": "c d"}, "label": {"0": "x", "1": "y"}}),
        json.dumps({"columns": ["text", "label"], "index": [0, 1], "data": [["a b", "x"], ["c d", "y"]]}),
        json.dumps([["text", "label"], ["a b", "x"], ["c d", "y"]]),
        "\n".join(json.dumps(row, indent=2) for row in ROWS),
        "\ufeff" + json.dumps(ROWS),
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.dat"])
def test_a_table_is_found_wherever_it_stands(read: Read, content: str, name: str) -> None:
    format, columns, records, findings = read(name, content)
    assert (format, columns, findings.problems) == ("json", ["text", "label"], [])
    assert values_of(records) == ROWS


def test_records_are_numbered_from_one(read: Read) -> None:
    _, _, records, _ = read("a.json", json.dumps(ROWS))
    assert [record.row for record in records] == [1, 2]


def test_objects_by_id_and_bare_texts(read: Read) -> None:
    assert values_of(read("a.json", '{"n1": {"text": "a"}, "n2": {"text": "b"}}')[2]) == [
        {"id": "n1", "text": "a"},
        {"id": "n2", "text": "b"},
    ]
    assert values_of(read("a.json", '["a", "b"]')[2]) == [{"text": "a"}, {"text": "b"}]


def test_one_line_of_jsonl_is_no_document(read: Read) -> None:
    line = {"text": "Ann", "entities": [{"id": 1, "start_offset": 0, "end_offset": 3, "label": "PER"}], "relations": []}
    format, columns, records, _ = read("a.jsonl", json.dumps(line))
    assert (format, columns, len(records)) == ("doccano", ["text", "spans"], 1)
    assert len(read("a.json", json.dumps({"data": ROWS}))[2]) == 2


@pytest.mark.parametrize(
    ("content", "read_before", "reason"),
    [
        ('[{"text": "a"}, {"text": "b"}, {"te', 2, "Unterminated string"),
        ('[{"text": "a"}\n {"text": "b"}]', 1, "Expecting ',' or ']' (line 2)"),
        ('[{"text": "a"}, {text: "b"}]', 1, "Expecting property name"),
        ('[{"text": "a"}] and more', 1, "more text after the end"),
        ('{"data": [{"text": "a"}, {"text": ', 1, "Expecting value"),
    ],
)
def test_damage_is_named_and_what_stands_before_is_read(
    read: Read, content: str, read_before: int, reason: str
) -> None:
    *_, records, findings = read("a.json", content)
    problem = findings.problems[0]
    assert (problem.code, problem.level, len(records)) == ("data.json_damaged", "stop", read_before)
    assert problem.values["read"] == read_before
    assert problem.details.startswith(reason)


def test_deep_nesting_is_damage(write: Write, prepare_data: PrepareFile) -> None:
    for name, content in (
        ("a.json", "[" * 100_000),
        ("b.json", '[{"text": "a"}, ' + "[" * 100_000),
        ("c.json", '{"a":' * 100_000),
    ):
        write(name, content)
        try:
            codes = [problem.code for problem in prepare_data(train=name).inspection.problems]
        except StudioError as error:
            codes = [problem.code for problem in error.problems]
        assert "data.json_damaged" in codes, name


def test_rows_of_another_kind_are_named(read: Read) -> None:
    *_, records, findings = read("a.json", '[{"text": "a"}, 5, {"text": "b"}]')
    assert len(records) == 2
    assert (findings.problems[0].code, findings.problems[0].place.row) == ("data.not_json", 2)
    *_, records, findings = read("b.json", '[["a b", "x"], ["c d", "y"], ["e"]]')
    assert (findings.problems[0].code, findings.problems[0].place.row, len(records)) == ("data.ragged_row", 3, 2)


def test_ragged_rows_are_named(read: Read) -> None:
    rows = [["text", "label"]] + [["a b", "x"]] * 300 + [["e"]]
    *_, records, findings = read("a.json", json.dumps(rows))
    assert len(records) == 300
    assert (findings.problems[0].code, findings.problems[0].place.row) == ("data.ragged_row", 302)


@pytest.mark.parametrize(
    "content", ["[1] Some prose.\nMore of it.\n", "{curly} prose\n", "[citation needed]\n", "{}x\n"]
)
def test_prose_is_no_json(read: Read, content: str) -> None:
    assert read("a.txt", content)[0] == "plain"


def test_a_long_list_needs_no_more_memory_than_its_longest_value(write: Write) -> None:
    content = json.dumps([{"text": f"text number {n} " + "x" * 2000, "label": str(n % 3)} for n in range(6000)])
    source, format = open_source(write("a.json", content), "a.json", ReadSpec(), Findings())
    tracemalloc.start()
    try:
        assert sum(1 for _ in format.read(source, Findings()).records) == 6000
        assert tracemalloc.get_traced_memory()[1] < len(content) / 2
    finally:
        tracemalloc.stop()


def test_instruction_data_is_a_table_without_a_task(write: Write, prepare_data: PrepareFile) -> None:
    alpaca = [{"instruction": f"Do {n}", "input": "", "output": f"Done, {n}."} for n in range(12)]
    write("a.json", json.dumps(alpaca))
    talk = [
        {"messages": [{"role": "user", "content": "hi"}], "topic": "ab"[n % 2], "text": f"t {n}"} for n in range(12)
    ]
    write("b.json", json.dumps(talk))
    tool = [
        {"id": f"t{n}", "app": "AB"[n % 2], "instruction": f"Rewrite {n}", "instances": [{"input": "a"}]}
        for n in range(12)
    ]
    write("c.json", json.dumps(tool))
    for name in "abc":
        found = prepare_data(train=f"{name}.json").inspection
        assert (found.task, found.examples) == ("unsupported", 12), name


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.text('[]{}":,1a\\ \n', max_size=40), st.sampled_from(["", "[", '{"a": ', '[{"text": "a"}, ', '{"data": [']))
def test_any_text_gives_rows_or_a_problem(read: Read, text: str, start: str) -> None:
    for name, spec in (("a.json", {}), ("a.json", {"format": "json"}), ("a.jsonl", {"format": "jsonl"})):
        with suppress(StudioError):
            assert all(record.row > 0 for record in read(name, start + text, **spec)[2])
