"""Folders of save_to_disk, read without the library that writes them."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import ipc

from studio.contract.recipe import ReadSpec
from studio.engine.data.findings import Findings
from studio.engine.data.source import open_source
from tests.engine.data.containers.conftest import list_splits, open_all, refuse


def save(folder: Path, **state: Any) -> Path:
    """What the library writes for one split."""
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.table({"text": ["hello"], "label": [1]})
    names = {"_type": "ClassLabel", "names": ["no", "yes"]}
    note = json.dumps({"info": {"features": {"label": names}}})
    table = table.replace_schema_metadata({"huggingface": note})
    with ipc.new_stream(str(folder / "data-00000-of-00001.arrow"), table.schema) as writer:
        writer.write_table(table)
    listed = {"_data_files": [{"filename": "data-00000-of-00001.arrow"}], "_fingerprint": "x", "_split": None}
    (folder / "state.json").write_text(json.dumps(listed | state))
    (folder / "dataset_info.json").write_text("{}")
    return folder


def save_splits(folder: Path, *splits: str) -> Path:
    for split in splits:
        save(folder / split)
    (folder / "dataset_dict.json").write_text(json.dumps({"splits": list(splits)}))
    return folder


def test_splits_have_their_names(tmp_path: Path) -> None:
    folder = save_splits(tmp_path / "d", "train", "validation", "extra")
    file = "data-00000-of-00001.arrow"
    assert list_splits(folder) == {
        f"d/train/{file}": "train",
        f"d/validation/{file}": "validation",
        f"d/extra/{file}": None,
    }


def test_one_data_set_alone_or_in_a_folder(tmp_path: Path) -> None:
    file = "data-00000-of-00001.arrow"
    assert list_splits(save(tmp_path / "d" / "test")) == {f"test/{file}": None}
    save(tmp_path / "d" / "train")
    assert list_splits(tmp_path / "d") == {f"d/test/{file}": "test", f"d/train/{file}": "train"}


def test_labels_are_names(tmp_path: Path) -> None:
    member = open_all(save(tmp_path / "d"))[0]
    source, format = open_source(member.path, member.name, ReadSpec(), Findings())
    assert [record.values for record in format.read(source, Findings()).records] == [{"text": "hello", "label": "yes"}]


@pytest.mark.parametrize(
    "state",
    [
        {"_data_files": [{"filename": "../../secret.arrow"}]},
        {"_data_files": [{"filename": "C:\\secret.arrow"}]},
        {"_data_files": [{"filename": 7}]},
        {"_data_files": ["data.arrow"]},
        {"_data_files": []},
        {"_data_files": None},
        {"_indices_data_files": [{"filename": "indices.arrow"}]},
    ],
)
def test_lists_that_cannot_be_followed(tmp_path: Path, state: dict[str, Any]) -> None:
    problem = refuse(save(tmp_path / "d", **state))
    assert (problem.code, problem.place.file) == ("data.saved_broken", "d/state.json")


@pytest.mark.parametrize(
    "content", ["", "[]", '{"splits": ["../x"]}', '{"splits": []}', '{"splits": 3}', "[" * 100_000]
)
def test_broken_lists_of_splits(tmp_path: Path, content: str) -> None:
    folder = save_splits(tmp_path / "d", "train")
    (folder / "dataset_dict.json").write_text(content)
    assert refuse(folder).code == "data.saved_broken"


def test_a_split_that_is_not_there(tmp_path: Path) -> None:
    folder = save_splits(tmp_path / "d", "train")
    (folder / "train" / "state.json").unlink()
    assert refuse(folder).code == "data.saved_broken"
