"""Containers opened in these tests."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from studio.contract.problems import Problem, StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.containers import expand
from studio.engine.data.containers.protocol import Member

Pack = Callable[[str, Mapping[str, str | bytes]], Path]


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Writes a zip into the test's own folder."""

    def pack_files(name: str, files: Mapping[str, str | bytes]) -> Path:
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for inner, content in files.items():
                archive.writestr(inner, content)
        return tmp_path / name

    return pack_files


def open_all(path: Path) -> list[Member]:
    """The members of a container, under its own name."""
    return expand(path, path.name, ReadSpec(), lambda fraction, code: None)


def list_splits(path: Path) -> dict[str, str | None]:
    """The split of each member by its name."""
    return {member.name: member.split for member in open_all(path)}


def refuse(path: Path) -> Problem:
    """Why a container is not opened."""
    with pytest.raises(StudioError) as caught:
        open_all(path)
    return caught.value.problems[0]


def write_files(folder: Path, *names: str, content: str = "text,label\nhello,a\n") -> Path:
    """A folder with small files of these names."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder
