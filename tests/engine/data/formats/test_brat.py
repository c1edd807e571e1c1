"""Texts with their marked places beside them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.contract.problems import StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Record
from studio.engine.data.source import open_source

Told = dict[str, tuple[str, int | None, int]]


def put(folder: Path, **files: str) -> Path:
    """Writes files whose names end in _txt or _ann."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content.encode())
    return folder


def read(path: Path) -> tuple[str, list[Record], Told]:
    findings = Findings(path.name)
    source, format = open_source(path, path.name, ReadSpec(), findings)
    rows = format.read(source, findings)
    records = list(rows.records)
    return rows.name, records, {p.code: (p.level, p.place.row, p.count) for p in findings.problems}


PAIR = {
    "a_txt": "Ann met Bob\r\nin Köln 😀 today.\n",
    "a_ann": "T1\tPER 0 3\tAnn\nA1\tSure T1\nT2\tLOC 16 20\tKöln\n#1\tNote T1\ta note\nR1\tMet Arg1:T1 Arg2:T2\n"
    "E1\tMeet:T1\n*\tEquiv T1 T2\n",
}


def test_a_folder_of_pairs(tmp_path: Path) -> None:
    folder = put(tmp_path / "notes", **PAIR, b_txt="Nobody.", b_ann="", c_txt="No places.", d_ann="T1\tPER 0 3\tAnn\n")
    name, records, told = read(folder)
    assert name == "brat"
    assert [(record.file, record.values["document"]) for record in records] == [("a.txt", "a"), ("b.txt", "b")]
    assert records[0].values["spans"] == [[0, 3, "PER"], [16, 20, "LOC"]]
    assert records[1].values["spans"] == []
    assert told == {"data.text_file_absent": ("stop", None, 1), "data.places_absent": ("look", None, 1)}


@pytest.mark.parametrize("name", ["a.txt", "a.ann"])
def test_either_file_of_a_pair(tmp_path: Path, name: str) -> None:
    name, records, told = read(put(tmp_path / "notes", **PAIR) / name)
    assert (name, told, len(records)) == ("brat", {}, 1)
    assert records[0].values["spans"] == [[0, 3, "PER"], [16, 20, "LOC"]]


def test_places_without_their_text(tmp_path: Path) -> None:
    with pytest.raises(StudioError) as caught:
        read(put(tmp_path / "notes", a_ann=PAIR["a_ann"]) / "a.ann")
    assert (caught.value.problems[0].code, caught.value.problems[0].values["missing"]) == ("data.pair_absent", "a.txt")


def test_a_text_alone_is_plain(tmp_path: Path) -> None:
    assert read(put(tmp_path / "notes", a_txt="Just a text.\n") / "a.txt")[0] == "plain"


@pytest.mark.parametrize(
    ("line", "spans", "told"),
    [
        ("T1\tPER 0 3;8 11\tAnn Bob", [], {"data.span_pieces": ("look", 1, 1)}),
        ("T1\tPER 0 3", [], {"data.places_unreadable": ("stop", 1, 1)}),
        ("T1 PER 0 3 Ann", [], {"data.places_unreadable": ("stop", 1, 1)}),
        ("hello", [], {"data.places_unreadable": ("stop", 1, 1)}),
        ("T1\tPER 8 11\tEve", [], {"data.span_differs": ("stop", 1, 1)}),
        ("T1\tPER 9 12\tBob", [[8, 11, "PER"]], {"data.span_moved": ("look", 1, 1)}),
        ("T1\tSEEN 4 16\tmet Bob in K", [[4, 16, "SEEN"]], {}),
    ],
)
def test_lines_that_are_no_simple_place(tmp_path: Path, line: str, spans: list[object], told: Told) -> None:
    text = "Ann met Bob\nin Köln."
    _, records, found = read(put(tmp_path / "notes", a_txt=text, a_ann=line + "\nT9\tLOC 15 19\tKöln\n"))
    assert records[0].values["spans"] == [*spans, [15, 19, "LOC"]]
    assert found == told


def test_bytes_are_not_taken_for_characters(tmp_path: Path) -> None:
    _, records, told = read(put(tmp_path / "notes", a_txt="Zoë in Köln", a_ann="T1\tLOC 8 13\tKöln\n"))
    assert (records[0].values["spans"], told) == ([[7, 11, "LOC"]], {"data.offsets_bytes": ("look", 1, 1)})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.text("TA19\t ;\nPERé", max_size=40), st.text("Ann é\r\n", max_size=20))
def test_any_places_give_rows_or_a_problem(tmp_path: Path, places: str, text: str) -> None:
    folder = put(tmp_path / "notes", a_txt=text, a_ann="T1\tPER 0 1\tA\n" + places)
    for path in (folder, folder / "a.ann"):
        with suppress(StudioError):
            assert len(read(path)[1]) == 1
