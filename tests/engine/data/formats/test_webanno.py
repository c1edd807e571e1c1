"""WebAnno TSV 3, as WebAnno and INCEpTION write it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.contract.problems import StudioError
from tests.engine.data.conftest import PrepareFile, Read, Write, list_codes

HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.x.pos.POS|PosValue\n#T_SP=de.x.ner.type.NamedEntity|identifier|value\n"
RELATION = "#T_RL=de.x.Dependency|DependencyType|BT_de.x.pos.POS\n"
FIRST = (
    "\n\n#Text=Ms. Haag plays Elianti .\n"
    "1-1\t0-3\tMs.\tNNP\t*[1]\tPER[1]\t\n"
    "1-2\t4-8\tHaag\tNNP\t*[1]\tPER[1]\t\n"
    "1-3\t9-14\tplays\tVBD\t_\t_\t\n"
    "1-4\t15-22\tElianti\tNNP\t*\tOTH\t\n"
    "1-5\t23-24\t.\t.\t_\t_\t\n"
)


def test_layers_and_spans_of_several_words(read: Read) -> None:
    name, columns, records, findings = read("a.tsv", HEAD + FIRST)
    assert name == "webanno"
    assert columns == ["text", "NamedEntity.value", "NamedEntity.identifier", "POS.PosValue"]
    assert records[0].values["text"] == "Ms. Haag plays Elianti ."
    assert records[0].values["NamedEntity.value"] == [[0, 8, "PER"], [15, 22, "OTH"]]
    assert records[0].values["NamedEntity.identifier"] == [[0, 8, "NamedEntity"], [15, 22, "NamedEntity"]]
    assert (records[0].row, findings.problems) == (6, [])


def test_it_is_read_as_entities(write: Write, prepare_data: PrepareFile) -> None:
    write("a.tsv", HEAD + FIRST * 10)
    found = prepare_data(train="a.tsv").inspection
    assert (found.task, found.examples, found.labels) == ("token-classification", 10, {"PER": 10, "OTH": 10})


def span_of(value: str, word: str = "Test") -> str:
    return f"#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Span|value\n\n\n#Text={word}\n1-1\t0-{len(word)}\t{word}\t{value}\t\n"


@pytest.mark.parametrize(
    ("value", "labels"),
    [
        ("*", ["Span"]),
        ("_", []),
        ("\\_", ["_"]),
        ("\\*", ["*"]),
        ("A|B", ["A", "B"]),
        ("A\\|B", ["A|B"]),
        ("A[1]|B[2]", ["A", "B"]),
        ("A\\[1\\]", ["A[1]"]),
        ("*[3]", ["Span"]),
        ("B-NOTBIO!", ["B-NOTBIO!"]),
    ],
)
def test_values_may_be_stacked_and_escaped(read: Read, value: str, labels: list[str]) -> None:
    *_, records, findings = read("a.tsv", span_of(value))
    assert [span[2] for span in records[0].values["Span.value"]] == labels
    assert findings.problems == []


def test_parts_of_words_and_relations(read: Read) -> None:
    content = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Span|value\n" + RELATION + "\n\n#Text=aaa bbb\n"
        "1-1\t0-3\taaa\t_\t_\t_\t\n1-1.1\t1-3\taa\t7[1]\t_\t_\t\n"
        "1-2\t4-7\tbbb\t_\tSBJ\t1-1\t\n1-2.1\t4-5\tb\t7[1]\t_\t_\t\n"
    )
    _, columns, records, findings = read("a.tsv", content)
    assert columns == ["text", "Span.value"]
    assert records[0].values["Span.value"] == [[1, 5, "7"]]
    assert findings.problems == []


def test_places_count_utf16_from_the_beginning_of_the_document(read: Read) -> None:
    content = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Span|value\n\n\n#Text= 😀 Ann\n1-1\t1-3\t😀\t_\t\n1-2\t4-7\tAnn\tPER\t\n\n"
        "#Text=Bob\n#Text=is 😀 here\n2-1\t8-11\tBob\tPER[1]\t\n2-2\t12-14\tis\tPER[1]\t\n2-3\t15-17\t😀\t_\t\n"
        "2-4\t18-22\there\t*\t\n"
    )
    *_, records, findings = read("a.tsv", content)
    assert [record.values["Span.value"] for record in records] == [[[3, 6, "PER"]], [[0, 6, "PER"], [9, 13, "Span"]]]
    assert records[1].values["text"] == "Bob\nis 😀 here"
    assert findings.problems == []


@pytest.mark.parametrize(
    ("old", "new", "code", "row"),
    [
        ("1-3\t9-14\tplays\tVBD\t_\t_\t\n", "1-3\t9-14\tplays\n", "data.ragged_line", 9),
        ("9-14", "9-x", "data.ragged_line", 9),
        ("9-14", "10-15", "data.places_wrong", 6),
        ("#Text=Ms.", "#Text=Mr.", "data.places_wrong", 6),
    ],
)
def test_damaged_sentences_are_named(read: Read, old: str, new: str, code: str, row: int) -> None:
    *_, records, findings = read("a.tsv", HEAD + FIRST.replace(old, new) + FIRST)
    told = {problem.code: (problem.level, problem.place.row) for problem in findings.problems}
    assert told == {code: ("stop", row), "data.sentence_left_out": ("look", 6)}
    assert len(records) == 1


def test_an_entity_over_two_sentences_is_told(write: Write, prepare_data: PrepareFile) -> None:
    one = "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Span|value\n\n\n#Text=Ann\n1-1\t0-3\tAnn\tPER[1]\t\n\n"
    write("a.tsv", one + "#Text=Bob\n2-1\t4-7\tBob\tPER[1]\t\n")
    found = prepare_data(train="a.tsv").inspection
    assert found.labels == {"PER": 2}
    assert list_codes(found)["data.span_crosses"] == ("look", 9, 1)


def test_the_second_format_is_read_as_columns(read: Read) -> None:
    content = (
        " # de.x.NamedEntity | value # de.x.POS | PosValue\n#id=1\n#text=Ms. Haag\n"
        "1-1\tMs.\tB-PER\tNNP\t\n1-2\tHaag\tI-PER\tNNP\t\n1-3\tis\tO\tVBZ\t\n\n"
    )
    name, columns, records, findings = read("a.tsv", content)
    assert (name, columns, findings.problems) == ("conll", [*(f"column {n}" for n in range(1, 5)), "# text"], [])
    assert records[0].values["column 3"] == ["B-PER", "I-PER", "O"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(st.text("#T_SP=xRL|Text\n\t1-20.[]\\*a😀", max_size=60), st.sampled_from(["", HEAD, HEAD + FIRST]))
def test_any_text_gives_rows_or_a_problem(read: Read, text: str, start: str) -> None:
    with suppress(StudioError):
        *_, records, _ = read("a.tsv", "#FORMAT=WebAnno TSV 3.3\n" + start + text)
        assert all(isinstance(record.values["text"], str) for record in records)
