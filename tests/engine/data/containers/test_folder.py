"""Ordinary folders: which files are data, and of which split."""

import os
from pathlib import Path

import pytest

from tests.engine.data.containers.conftest import list_splits, open_all, refuse, write_files


def test_files_by_their_names(tmp_path: Path) -> None:
    folder = write_files(
        tmp_path / "d", "train.csv", "dev.csv", "测试.csv", "README.md", "LICENSE", ".git/x", "~$train.csv"
    )
    assert list_splits(folder) == {"d/dev.csv": "validation", "d/train.csv": "train", "d/测试.csv": "test"}


def test_folders_by_their_names(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "d", "train/a.csv", "train/b.csv", "valid/a.csv", "test/deep/a.csv")
    assert list_splits(folder) == {
        "d/test/deep/a.csv": "test", "d/train/a.csv": "train", "d/train/b.csv": "train", "d/valid/a.csv": "validation",
    }  # fmt: skip


def test_lists_beside_splits_are_left_out_and_named(tmp_path: Path) -> None:
    members = open_all(write_files(tmp_path / "d", "train.csv", "test.csv", "labels.txt", "categories.json"))
    assert [member.name for member in members] == ["d/train.csv", "d/test.csv"]
    assert members[0].left_out == ("d/categories.json", "d/labels.txt")
    assert "e/more.csv" in list_splits(write_files(tmp_path / "e", "train.csv", "more.csv"))


def test_a_folder_of_classes_is_no_container(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "d", "pos/1.txt", "neg/1.txt")
    assert [member.path for member in open_all(folder)] == [folder]


def test_class_folders_in_a_folder(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "d", "train/pos/1.txt", "train/neg/1.txt", "test/pos/1.txt", "test/neg/1.txt")
    assert list_splits(folder) == {"d/test": "test", "d/train": "train"}


def test_links_are_not_followed(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "d", "a.csv")
    (folder / "loop").symlink_to(folder)
    (folder / "b.csv").symlink_to(folder / "a.csv")
    assert list_splits(folder) == {"d/a.csv": None}


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.engine.data.containers.folder.MOST_FILES", 2)
    problem = refuse(write_files(tmp_path / "d", "a.csv", "b.csv", "c.csv"))
    assert (problem.code, problem.values["count"]) == ("data.too_many_files", 3)


def test_a_folder_without_data_is_left_to_say_so(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "d", "README.md", "a.jpg")
    assert [member.path for member in open_all(folder)] == [folder]


def test_what_is_not_there_or_has_no_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    write_files(tmp_path, "a.csv")
    for name in ("none.csv", "none/b.csv", "a.csv/b.csv"):
        assert refuse(tmp_path / name).code == "data.file_missing"
    assert refuse(tmp_path / "pipe.csv").code == "data.not_a_file"
    for name in ("loop.csv", "x" * 300, "a\0b"):
        assert refuse(tmp_path / name).code == "usage.file_unreadable"
