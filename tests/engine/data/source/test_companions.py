"""Files that are read together: a folder of them, and brat's pairs."""

from __future__ import annotations

from pathlib import Path

from studio.engine.data.source.companions import hash_source, leave_companions, list_parts
from tests.engine.data.conftest import PrepareFile, Write


def make_pairs(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"n{number}.txt").write_text(f"Ann met Bob, case {number}.", encoding="utf-8")
        (folder / f"n{number}.ann").write_text("T1\tPER 0 3\tAnn\nT2\tPER 8 11\tBob\n", encoding="utf-8")
    (folder / ".hidden").write_text("x", encoding="utf-8")
    return folder


def test_the_parts_of_a_source(tmp_path: Path, write: Write) -> None:
    folder = make_pairs(tmp_path / "notes", 2)
    assert [part.name for part in list_parts(folder)] == ["n0.ann", "n0.txt", "n1.ann", "n1.txt"]
    assert list_parts(folder / "n0.txt") == [folder / "n0.txt", folder / "n0.ann"]
    alone = write("alone.txt", "x")
    assert list_parts(alone) == [alone]
    assert leave_companions([folder / "n0.ann", folder / "n0.txt", folder / "n1.ann"]) == [
        folder / "n0.txt",
        folder / "n1.ann",
    ]


def test_the_hash_changes_with_any_part(tmp_path: Path) -> None:
    folder = make_pairs(tmp_path / "notes", 2)
    before = [hash_source(path) for path in (folder, folder / "n0.txt", folder / "n1.txt")]
    (folder / "n0.ann").write_text("T1\tORG 0 3\tAnn\n", encoding="utf-8")
    after = [hash_source(path) for path in (folder, folder / "n0.txt", folder / "n1.txt")]
    assert [one == two for one, two in zip(before, after, strict=True)] == [False, False, True]


def test_a_folder_and_a_list_of_pairs_are_prepared_alike(tmp_path: Path, prepare_data: PrepareFile) -> None:
    folder = make_pairs(tmp_path / "notes", 12)
    names = [f"notes/{path.name}" for path in sorted(folder.glob("n*"))]
    whole, listed = (prepare_data(train=train, validation=0, test=0).inspection for train in ("notes", names))
    for found in (whole, listed):
        assert (found.task, found.examples, found.labels) == ("token-classification", 12, {"PER": 24})
        assert {file.format for file in found.files} == {"brat"}
    (folder / "n0.ann").write_text("T1\tORG 0 3\tAnn\n", encoding="utf-8")
    assert prepare_data(train="notes", validation=0, test=0).inspection.labels == {"PER": 22, "ORG": 1}
