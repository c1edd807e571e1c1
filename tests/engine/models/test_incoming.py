"""Models from a stick: good ones come in, hostile ones do not."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path

import pytest

from studio.contract.places import find_folder
from studio.contract.problems import Cancelled, StudioError
from studio.engine.models.incoming import import_model
from studio.engine.models.source import locate


def take_in(path: Path, title: str = "") -> str:
    """Imports without a listener; the id."""
    return import_model(path, title, lambda _: None, lambda: False).id


def refuse(path: Path) -> str:
    """The code of why the import is refused; nothing may be left behind."""
    with pytest.raises(StudioError) as caught:
        take_in(path)
    assert list(find_folder("models").iterdir()) == []
    return caught.value.problems[0].code


def pack(folder: Path, target: Path, inside: str = "") -> Path:
    """The folder as a zip, its files below ``inside``."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in folder.iterdir():
            archive.write(path, f"{inside}{path.name}")
    return target


def test_a_folder_and_a_zip_come_in_and_can_be_located(model_folder: Path, tmp_path: Path) -> None:
    first = take_in(model_folder, "我的 模型")
    second = take_in(pack(model_folder, tmp_path / "tiny.zip", "export/tiny/"))
    assert locate(first).path
    assert locate(second).path
    assert take_in(model_folder, "我的 模型") == f"{first}-2"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda f: (f / "config.json").unlink(), "model.no_config"),
        (lambda f: (f / "config.json").write_text("{"), "model.broken_config"),
        (lambda f: (f / "config.json").write_text("[]"), "model.broken_config"),
        (lambda f: (f / "model.safetensors").unlink(), "model.no_weights"),
        (lambda f: (f / "model.safetensors").rename(f / "pytorch_model.bin"), "model.pickle_only"),
        (lambda f: (f / "tokenizer.json").unlink(), "model.no_tokenizer"),
        (lambda f: (f / "vocab.txt").symlink_to("/etc/passwd"), "model.has_link"),
        (lambda f: (f / "tokenizer_config.json").write_text('{"auto_map": {"x": "evil.py"}}'), "model.has_code"),
    ],
)  # fmt: skip
def test_a_wrong_folder_is_refused_with_the_reason(model_folder: Path, spoil: object, code: str) -> None:
    assert callable(spoil)
    spoil(model_folder)
    assert refuse(model_folder) == code


def test_code_in_the_configuration_is_refused(model_folder: Path) -> None:
    config = model_folder / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"auto_map": {"AutoModel": "evil.Evil"}}))
    assert refuse(model_folder) == "model.has_code"


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/../../evil", "C:\\evil", "a\\..\\evil"])
def test_a_path_out_of_the_archive_is_refused(model_folder: Path, tmp_path: Path, name: str) -> None:
    archive = pack(model_folder, tmp_path / "evil.zip")
    with zipfile.ZipFile(archive, "a") as file:
        file.writestr(name, "x")
    assert refuse(archive) == "model.archive_refused"


def test_a_link_a_bomb_and_a_crowd_are_refused(model_folder: Path, tmp_path: Path) -> None:
    archive = pack(model_folder, tmp_path / "link.zip")
    with zipfile.ZipFile(archive, "a") as file:
        link = zipfile.ZipInfo("vocab.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
    assert refuse(archive) == "model.archive_refused"
    bomb = pack(model_folder, tmp_path / "bomb.zip")
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("padding.txt", b"\0" * 30_000_000)
    assert refuse(bomb) == "model.archive_refused"
    crowd = pack(model_folder, tmp_path / "crowd.zip")
    with zipfile.ZipFile(crowd, "a") as file:
        for number in range(300):
            file.writestr(f"{number}.txt", "x")
    assert refuse(crowd) == "model.archive_refused"


def test_another_file_is_no_model_and_cancel_leaves_nothing(model_folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("hello")
    assert refuse(other) == "model.not_a_model_file"
    with pytest.raises(Cancelled):
        import_model(model_folder, "", lambda _: None, lambda: True)
    assert list(find_folder("models").iterdir()) == []
