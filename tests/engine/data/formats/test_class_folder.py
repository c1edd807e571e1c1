"""A folder for each class."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from studio.contract.problems import StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Record
from studio.engine.data.source import open_source

FILES: dict[str, str | bytes] = {
    "neg/1.txt": "bad\nbook", "neg/2.txt": "worse", "pos/1.txt": "good", "pos/9.text": "", ".git/x": "no",
}  # fmt: skip


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read_folder(folder: Path, **spec: str) -> tuple[str, list[Record], Findings]:
    findings = Findings(folder.name)
    source, format = open_source(folder, folder.name, ReadSpec.model_validate(spec), findings)
    rows = format.read(source, findings)
    return rows.name, list(rows.records), findings


def test_the_label_is_the_name_of_the_folder(tmp_path: Path) -> None:
    name, records, findings = read_folder(write_folder(tmp_path / "reviews", FILES))
    assert name == "class_folder"
    assert [(record.file, record.row, record.values["text"], record.values["label"]) for record in records] == [
        ("neg/1.txt", 1, "bad\nbook", "neg"), ("pos/1.txt", 1, "good", "pos"), ("neg/2.txt", 1, "worse", "neg"),
        ("pos/9.text", 1, None, "pos"),
    ]  # fmt: skip
    assert findings.problems == []


def test_what_is_no_text_file_is_left_out_and_said(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path / "d", FILES | {"pos/a.json": "{}", "labels.txt": "neg\npos", "neg/10021": "old news"}
    )
    _, records, findings = read_folder(folder)
    assert "neg/10021" in [record.file for record in records]
    told = [(p.code, p.count, p.values["name"], p.place.file) for p in findings.problems]
    assert told == [("data.files_left_out", 2, "a.json", "pos/a.json")]


def test_files_in_old_encodings_are_told_together(tmp_path: Path) -> None:
    texts: dict[str, str | bytes] = {
        "neg/1.txt": "差".encode("gbk"),
        "neg/2.txt": "质量太差了，不要买".encode("gbk"),
        "pos/1.txt": "很好",
        "pos/2.txt": "ok",
    }
    _, records, _ = read_folder(write_folder(tmp_path / "d", texts))
    assert {record.values["text"] for record in records} == {"差", "质量太差了，不要买", "很好", "ok"}
    _, records, findings = read_folder(tmp_path / "d", encoding="utf-8")
    told = [(p.code, p.count, p.place.file) for p in findings.problems]
    assert told == [("data.damaged_document", 2, "neg/1.txt")]
    assert len(records) == 4


@pytest.mark.parametrize(
    "names",
    [
        ["train/1.txt", "test/1.txt"],  # splits
        ["politics/train.txt", "politics/test.txt", "ai/train.txt", "ai/test.txt"],  # splits in each
        ["train/pos/1.txt", "train/neg/1.txt"],  # classes in a split
        ["only/1.txt", "only/2.txt"],  # one class
        ["cat/1.csv", "dog/1.csv", "cat/2.csv"],  # tables
    ],
)
def test_folders_that_are_no_classes(tmp_path: Path, names: list[str]) -> None:
    write_folder(tmp_path / "d", dict.fromkeys(names, "text"))
    with pytest.raises(StudioError) as caught:
        read_folder(tmp_path / "d")
    assert caught.value.problems[0].code == "data.is_folder"
