"""Folders in which words and tags are parallel files."""

from __future__ import annotations

from pathlib import Path

from tests.engine.data.conftest import PrepareFile, list_codes

WORDS = [f"play song {n} by Anna Berg" for n in range(12)]
TAGS = ["O O B-track O B-artist I-artist"] * 12


def write_folder(folder: Path, words: list[str], tags: list[str], labels: list[str] | None = None) -> None:
    folder.mkdir(parents=True)
    (folder / "seq.in").write_text("\n".join(words) + " \n", encoding="utf-8")
    (folder / "seq.out").write_text(" \n".join(tags) + "\n", encoding="utf-8")
    if labels:
        (folder / "label").write_text("\n".join(labels) + "\n", encoding="utf-8")


def test_words_and_tags_are_read_line_by_line(tmp_path: Path, prepare_data: PrepareFile) -> None:
    write_folder(tmp_path / "train", WORDS, TAGS, ["PlayMusic"] * 12)
    found = prepare_data(train="train", validation=0, test=0).inspection
    assert (found.task, found.examples, found.files[0].format) == ("token-classification", 12, "parallel")
    assert found.labels == {"track": 12, "artist": 12}
    assert found.scheme == "IOB2"


def test_folders_named_for_splits_are_splits(tmp_path: Path, prepare_data: PrepareFile) -> None:
    for name in ("train", "valid", "test"):
        write_folder(tmp_path / "snips" / name, WORDS, TAGS)
    assert prepare_data(train="snips").inspection.splits == {"train": 12, "validation": 12, "test": 12}


def test_a_line_that_one_file_lacks_is_told(tmp_path: Path, prepare_data: PrepareFile) -> None:
    write_folder(tmp_path / "train", [*WORDS, "one more"], TAGS)
    codes = list_codes(prepare_data(train="train", validation=0, test=0).inspection)
    assert codes["data.lines_absent"] == ("stop", 13, 1)


def test_a_line_with_too_few_tags_is_told(tmp_path: Path, prepare_data: PrepareFile) -> None:
    write_folder(tmp_path / "train", WORDS, [*TAGS[:5], "O O", *TAGS[6:]])
    found = prepare_data(train="train", validation=0, test=0).inspection
    assert list_codes(found)["data.tags_uneven"][1] == 6
    assert found.examples == 11


def test_other_folders_of_two_files_are_none(tmp_path: Path, prepare_data: PrepareFile) -> None:
    write_folder(tmp_path / "train", WORDS, ["this is a sentence too"] * 12)
    assert prepare_data(train="train", validation=0, test=0).inspection.task == "unsupported"
