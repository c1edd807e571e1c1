"""Labelled files: every row there, nothing that a spreadsheet would run, the source never touched."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from studio.contract.calls import Prediction, Span
from studio.contract.problems import Cancelled, StudioError
from studio.engine.data.inputs import read_inputs, read_texts
from studio.engine.data.outputs import WRITERS, check_output, choose_output, write_rows
from studio.engine.data.outputs.cells import neutralise
from studio.engine.data.outputs.predicted import Labelled, Layout, find_label, list_tags
from studio.engine.data.wordrule import WordRule
from tests.engine.data.conftest import Write

TABLE = 'id,text\n1,"=HYPERLINK(""http://x"") in Rome"\n2,\n3,"two\nlines 北京"\n'


def find_places(text: str) -> Prediction:
    """Marks Rome and 北京."""
    found = [(text.find(name), name) for name in ("Rome", "北京")]
    spans = [Span(start=at, end=at + len(name), label="LOC", probability=0.9) for at, name in found if at >= 0]
    return Prediction(text=text, spans=spans)


def sort_text(text: str) -> Prediction:
    return Prediction(text=text, labels=[("=short", 0.75), ("long", 0.25)])


def label(path: Path, out: Path, entities: bool = True) -> int:
    inputs = read_inputs(path, WordRule())
    predict = find_places if entities else sort_text
    rows = (Labelled(row, predict(row.text) if row.text else None) for row in inputs.rows)
    return write_rows(out, Layout(inputs.columns, entities, inputs.delimiter, inputs.marked), rows)


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_tables_keep_all_cells_and_gain_two(write: Write, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    assert label(write("a.csv", TABLE), out) == 3
    rows = [cells for cells, _ in read_texts(out, "text")]
    assert list(rows[0]) == ["id", "text", "entities", "spans"]
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["text"] == '\'=HYPERLINK("http://x") in Rome'
    assert [row["entities"] for row in rows] == ["Rome (LOC)", None, "北京 (LOC)"]
    (span,) = json.loads(rows[2]["spans"])
    assert span == {"start": 10, "end": 12, "label": "LOC", "probability": 0.9, "text": "北京"}
    assert rows[1]["spans"] is None


def test_labels_with_their_probability(write: Write, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    label(write("a.csv", "predicted,text\nx,some text here\ny,\n"), out, entities=False)
    with out.open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["predicted", "text", "predicted_new", "probability"],
        ["x", "some text here", "'=short", "0.75"],
        ["y", "", "", ""],
    ]


def test_several_labels_are_all_that_are_given(write: Write) -> None:
    (row, *_) = read_inputs(write("a.csv", TABLE), WordRule()).rows
    labels = [("price", 0.9), ("delay", 0.7), ("praise", 0.1)]
    assert find_label(Labelled(row, Prediction(text="x", labels=labels, chosen=["price", "delay"]))) == (
        "price; delay", 0.7,
    )  # fmt: skip
    assert find_label(Labelled(row, Prediction(text="x", labels=labels, chosen=[]))) == ("", None)


def test_json_lines_keep_values_and_gain_entities(write: Write, tmp_path: Path) -> None:
    source = write("a.jsonl", '{"text": "in Rome", "n": [1, {"a": null}]}\n')
    out = tmp_path / "out.jsonl"
    label(source, out)
    found = json.loads(out.read_text())
    assert found["n"] == [1, {"a": None}]
    assert found["entities"] == [{"start": 3, "end": 7, "label": "LOC", "probability": 0.9, "text": "Rome"}]
    label(source, tmp_path / "labels.jsonl", entities=False)
    assert json.loads((tmp_path / "labels.jsonl").read_text())["predicted"] == "=short"


def test_conll_keeps_columns_and_gains_the_tag(write: Write, tmp_path: Path) -> None:
    source = write("a.conll", "in\tIN\tO\nRome\tNNP\tB-LOC\n\nBob\tNNP\tB-PER\n\n")
    label(source, tmp_path / "out.conll")
    expected = "in\tIN\tO\tO\nRome\tNNP\tB-LOC\tB-LOC\n\nBob\tNNP\tB-PER\tO\n\n"
    assert (tmp_path / "out.conll").read_text() == expected
    label(source, tmp_path / "labels.conll", entities=False)
    assert (tmp_path / "labels.conll").read_text().startswith("# label = =short\nin\tIN\tO\nRome")


def test_conll_of_a_table_has_the_words_alone(write: Write, tmp_path: Path) -> None:
    label(write("a.csv", "id,text\n1,in 北京.\n2,Rome\n"), tmp_path / "out.conll")
    assert (tmp_path / "out.conll").read_text() == "in\tO\n北\tB-LOC\n京\tI-LOC\n.\tO\n\nRome\tB-LOC\n\n"


def test_tokens_with_white_space_cannot_break_conll(write: Write, tmp_path: Path) -> None:
    label(write("a.jsonl", '{"tokens": ["a\\nb", "c\\td", ""]}\n'), tmp_path / "out.conll")
    assert (tmp_path / "out.conll").read_text() == "a b\tO\nc d\tO\n_\tO\n\n"


def test_plain_text_has_one_line_a_row(write: Write, tmp_path: Path) -> None:
    label(write("a.csv", TABLE), tmp_path / "out.txt")
    lines = (tmp_path / "out.txt").read_text().splitlines()
    assert lines == ['=HYPERLINK("http://x") in Rome\tRome (LOC)', "\t", "two lines 北京\t北京 (LOC)"]


def test_delimiter_and_mark_of_the_source_are_kept(write: Write, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    label(write("a.csv", "id;text\n1;今天天气很好\n2;我们去公园吧\n".encode("gb18030")), out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbfid;text;entities;spans")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("＝1+1", "'＝1+1"),
        ("-12.5", "-12.5"),
        ("+3 %", "'+3 %"),
        ("plain = text", "plain = text"),
        ("", ""),
    ],
)
def test_formulas_are_disarmed(text: str, shown: str) -> None:
    assert neutralise(text) == shown


@given(st.text(max_size=20))
def test_no_cell_begins_a_formula(text: str) -> None:
    shown = neutralise(text)
    assert shown.endswith(text)
    assert not shown.lstrip(" ").startswith(("=", "@", "\t", "\r"))


def test_no_formula_or_link_in_excel(write: Write, tmp_path: Path) -> None:
    source = write("a.jsonl", '{"text": "http://x.org", "=cmd": "=1+1", "n": 2}\n')
    label(source, tmp_path / "out.xlsx")
    sheet = python_calamine.load_workbook(str(tmp_path / "out.xlsx")).get_sheet_by_index(0)
    assert sheet.to_python() == [
        ["text", "'=cmd", "n", "entities", "spans"],
        ["http://x.org", "'=1+1", 2.0, "", "[]"],
    ]


def test_text_too_long_for_excel_is_said(write: Write, tmp_path: Path) -> None:
    with pytest.raises(StudioError) as caught:
        label(write("a.txt", "fine\n" + "x" * 40_000 + "\n"), tmp_path / "out.xlsx")
    assert (caught.value.problems[0].code, caught.value.problems[0].place.row) == ("data.cell_too_long", 3)
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_broken_off_writing_leaves_nothing_and_touches_nothing(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    out.write_text("as it was")

    def break_off() -> Iterator[Labelled]:
        yield from ()
        raise Cancelled

    with pytest.raises(Cancelled):
        write_rows(out, Layout(["text"], True), break_off())
    assert out.read_text() == "as it was"
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_what_may_not_be_written(write: Write, tmp_path: Path) -> None:
    source, other = write("a.csv", TABLE), write("b.csv", "old")
    (tmp_path / "link.csv").symlink_to(source)
    for out, force, code in [
        (source, True, "usage.same_file"),
        (tmp_path / "link.csv", True, "usage.same_file"),
        (other, False, "usage.file_exists"),
        (tmp_path / "c.docx", False, "data.output_unknown"),
    ]:
        with pytest.raises(StudioError) as caught:
            check_output(source, out, force)
        assert caught.value.problems[0].code == code
    check_output(source, other, True)


def test_a_free_name_is_chosen_beside(write: Write, tmp_path: Path) -> None:
    source = write("data.xls", "x")
    assert choose_output(source, "xls") == tmp_path / "data-labelled.xlsx"
    write("data-labelled.xlsx", "x")
    assert choose_output(source, "xls") == tmp_path / "data-labelled-2.xlsx"
    assert choose_output(tmp_path / "notes.dat", "plain").name == "notes-labelled.txt"


def test_tags_of_words_follow_the_spans(write: Write) -> None:
    row = next(iter(read_inputs(write("a.txt", "in 北京, Rome\n"), WordRule()).rows))
    tags = list_tags(Labelled(row, find_places(row.text)))
    assert row.tokens == ["in", "北", "京", ",", "Rome"]
    assert tags == ["O", "B-LOC", "I-LOC", "O", "B-LOC"]
