"""Single files packed by gzip, bzip2 or xz."""

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.contract.places import find_folder
from tests.engine.data.containers.conftest import open_all, refuse

TABLE = b"text,label\nhello,a\n" * 100
PACKERS: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


@pytest.mark.parametrize("end", PACKERS)
def test_a_packed_table(tmp_path: Path, end: str) -> None:
    path = tmp_path / f"train.csv.{end}"
    path.write_bytes(PACKERS[end](TABLE))
    member = open_all(path)[0]
    assert (member.name, member.path.name, member.path.read_bytes()) == (path.name, "train.csv", TABLE)
    (tmp_path / "data").write_bytes(PACKERS[end](TABLE))
    assert open_all(tmp_path / "data")[0].path.read_bytes() == TABLE


@pytest.mark.parametrize("end", PACKERS)
@pytest.mark.parametrize("keep", [8, 0.5, -4])
def test_one_that_breaks_off(tmp_path: Path, end: str, keep: float) -> None:
    packed = PACKERS[end](bytes(range(256)) * 4)
    path = tmp_path / f"a.csv.{end}"
    path.write_bytes(packed[: int(keep * len(packed)) if keep == 0.5 else int(keep)])
    assert refuse(path).code == "data.archive_broken"
    assert list(find_folder("data").iterdir()) == []


def test_far_too_much_for_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.engine.data.containers.compressed._FREE", 1 << 20)
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(bytes(3 << 20)))
    problem = refuse(path)
    assert (problem.code, problem.values["reason"]) == ("data.archive_refused", "bomb")
    assert list(find_folder("data").iterdir()) == []


def test_packed_three_times(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz.gz.gz"
    path.write_bytes(gzip.compress(gzip.compress(gzip.compress(TABLE))))
    assert refuse(path).values["reason"] == "nested"
