"""Zips: unpacked once, by their content; unsafe ones refused before anything is written."""

import errno
import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.contract.places import find_folder
from studio.contract.problems import Cancelled, StudioError
from studio.contract.recipe import DataSpec, ReadSpec
from studio.engine.data.containers import expand
from studio.engine.data.store import prepare
from tests.engine.data.containers.conftest import Pack, list_splits, open_all, refuse

TABLE = "text,label\nhello,a\n"


def list_unpacked() -> list[str]:
    return [path.name for path in find_folder("data").rglob("*") if path.is_file()]


def test_one_file_is_that_file(pack: Pack) -> None:
    members = open_all(pack("a.zip", {"table.csv": TABLE, "__MACOSX/._table.csv": "x", ".DS_Store": "x"}))
    assert [(member.name, member.path.read_text()) for member in members] == [("a.zip/table.csv", TABLE)]


def test_several_files_are_a_folder(pack: Pack) -> None:
    path = pack("a.zip", {"set/train.csv": TABLE, "set/dev.csv": TABLE, "set/test.csv": TABLE, "set/README.md": "#"})
    assert list_splits(path) == {
        "a.zip/set/dev.csv": "validation", "a.zip/set/test.csv": "test", "a.zip/set/train.csv": "train",
    }  # fmt: skip


def test_class_folders_in_splits(pack: Pack) -> None:
    names = [f"set/{split}/{label}/{n}.txt" for split in ("train", "test") for label in ("pos", "neg") for n in "12"]
    assert list_splits(pack("a.zip", dict.fromkeys(names, "text"))) == {
        "a.zip/set/test": "test",
        "a.zip/set/train": "train",
    }


def test_it_is_unpacked_once(pack: Pack) -> None:
    path = pack("a.zip", {"a.csv": TABLE})
    first = open_all(path)[0].path
    changed = first.stat().st_mtime_ns
    assert open_all(path)[0].path == first
    assert first.stat().st_mtime_ns == changed


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_is_full_meanwhile_is_said_and_nothing_stays(
    pack: Pack, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fail(source: object, target: Path, *rest: object) -> int:
        target.write_bytes(b"half")
        raise OSError(number, "full", str(target))

    monkeypatch.setattr("studio.engine.data.containers.zip.copy_limited", fail)
    with pytest.raises(StudioError) as caught:
        prepare(DataSpec(train=str(pack("a.zip", {"a.csv": TABLE}))), Path(), None)
    assert [problem.code for problem in caught.value.problems] == ["computer.disk_full"]
    assert list(find_folder("data").iterdir()) == []


@pytest.mark.parametrize(
    ("names", "reason"), [(["a", "a/b/c.csv"], "twice"), (["b.csv", f"{'/'.join(['d' * 200] * 25)}/x.csv"], "name")]
)
def test_names_that_no_disk_takes_are_refused(pack: Pack, names: list[str], reason: str) -> None:
    with pytest.raises(StudioError) as caught:
        open_all(pack("a.zip", dict.fromkeys(names, TABLE)))
    [problem] = caught.value.problems
    assert (problem.code, problem.values["reason"]) == ("data.archive_refused", reason)
    assert list_unpacked() == []


def test_chinese_names_of_old_programs(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("XXXX.csv", TABLE)
    path = tmp_path / "a.zip"
    path.write_bytes(stream.getvalue().replace(b"XXXX", "训练".encode("gbk")))
    assert list_splits(path) == {"a.zip/训练.csv": None}
    assert open_all(path)[0].path.name == "训练.csv"


@pytest.mark.parametrize("name", ["../a.csv", "/etc/a.csv", "a/../../b.csv", "C:\\a.csv", "C:/a.csv", "..\\a.csv"])
def test_paths_that_leave_the_folder(pack: Pack, name: str) -> None:
    problem = refuse(pack("a.zip", {"b.csv": TABLE, name: TABLE}))
    assert (problem.code, problem.values["reason"], list_unpacked()) == ("data.archive_refused", "path", [])


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices(tmp_path: Path, kind: int) -> None:
    info = zipfile.ZipInfo("a.csv")
    info.create_system, info.external_attr = 3, (kind | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert refuse(tmp_path / "a.zip").values["reason"] == "link"


@pytest.mark.parametrize(("name", "reason"), [("x" * 250 + ".csv", "name"), ("长" * 100 + ".csv", "name")])
def test_names_that_no_disk_takes(pack: Pack, name: str, reason: str) -> None:
    assert refuse(pack("a.zip", {name: TABLE})).values["reason"] == reason


def test_the_same_name_twice(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", TABLE)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.csv", "other")
    assert refuse(tmp_path / "a.zip").values["reason"] == "twice"


def test_far_too_much_for_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.engine.data.containers.zip._FREE", 1 << 20)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", bytes(5 << 20))
    assert refuse(tmp_path / "a.zip").values["reason"] == "bomb"


def test_more_bytes_than_it_says(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", TABLE * 1000)
    content = bytearray(stream.getvalue())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", content, content.index(mark) + place, 10)
    (tmp_path / "a.zip").write_bytes(content)
    assert refuse(tmp_path / "a.zip").code == "data.archive_broken"
    assert list_unpacked() == []


def test_zips_in_a_zip(pack: Pack) -> None:
    inner = pack("inner.zip", {"train.csv": TABLE}).read_bytes()
    middle = pack("middle.zip", {"inner.zip": inner, "test.csv": TABLE})
    assert list_splits(middle) == {"middle.zip/inner.zip/train.csv": None, "middle.zip/test.csv": "test"}
    outer = pack("outer.zip", {"middle.zip": middle.read_bytes()})
    assert refuse(outer).values["reason"] == "nested"


def test_an_encrypted_zip(pack: Pack) -> None:
    path = pack("a.zip", {"a.csv": TABLE})
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    path.write_bytes(content)
    assert refuse(path).code == "data.archive_protected"


def test_broken_and_empty_ones(pack: Pack, tmp_path: Path) -> None:
    path = pack("a.zip", {"a.csv": TABLE * 1000})
    path.write_bytes(path.read_bytes()[:-30])
    assert refuse(path).code == "data.archive_broken"
    assert refuse(pack("b.zip", {})).code == "data.empty_file"


def test_books_and_documents_are_no_zips(pack: Pack) -> None:
    for name, inner in (("a.xlsx", "xl/workbook.xml"), ("a.ods", "content.xml"), ("a.docx", "word/document.xml")):
        path = pack(name, {inner: "x"})
        assert [member.path for member in open_all(path)] == [path]


def test_a_cancel_leaves_nothing(pack: Pack) -> None:
    def cancel(fraction: float, code: str) -> None:
        assert code == "progress.unpacking"
        raise Cancelled

    with pytest.raises(Cancelled):
        expand(pack("a.zip", {"a.csv": TABLE}), "a.zip", ReadSpec(), cancel)
    assert list(find_folder("data").iterdir()) == []


@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_zip_is_a_problem_at_most(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("train.csv", TABLE * 5)
        archive.writestr("sub/test.csv", TABLE)
    content = bytearray(stream.getvalue())
    for place in data.draw(st.lists(st.integers(4, len(content) - 1), max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "a.zip").write_bytes(content)
    found, codes = list[Path](), set[str]()
    try:
        found = [member.path for member in open_all(folder / "a.zip")]
    except StudioError as error:
        codes = {problem.code for problem in error.problems}
    home = find_folder("data").parent.resolve()
    assert all(path == folder / "a.zip" or path.resolve().is_relative_to(home) for path in found)
    assert codes <= {"data.archive_broken", "data.archive_refused", "data.archive_protected", "data.empty_file"}
