"""Run folders of older formats: read at once, written back by their next owner, and never lost on the way."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from studio.contract.library import Library
from studio.contract.places import find_folder
from studio.contract.problems import StudioError
from studio.contract.run import RunFolder
from studio.contract.storage import migration
from studio.contract.storage.migration import CARD, FORMAT, Card, migrate, read_card, read_format, upgrade
from tests.contract.conftest import RECIPE

RECORDED = Path(__file__).parents[2] / "runs" / "format0"


@pytest.fixture
def old(home: Path) -> RunFolder:
    """A recorded folder from before the format was told."""
    return RunFolder(Path(shutil.copytree(RECORDED, find_folder("runs") / "format0")))


def read(run: RunFolder) -> Any:
    return json.loads((run.path / CARD).read_bytes())


def test_an_old_folder_is_read_without_being_touched(old: RunFolder) -> None:
    before = (old.path / CARD).read_bytes()
    card = old.card()
    assert (card.format, card.title, card.project) == (FORMAT, "消息 from before the format was told", "a1b2c3")
    assert card.base == str(old.path)
    (record,) = Library().records()
    assert (record.title, record.problem) == (card.title, None)
    assert (old.path / CARD).read_bytes() == before
    assert not list(old.path.glob(f"{CARD}.v*"))


def test_its_next_owner_writes_it_back_and_keeps_the_old_one(old: RunFolder) -> None:
    before = (old.path / CARD).read_bytes()
    card = old.card()
    with old.own():
        assert old.card() == card
        assert read(old) == json.loads(before) | {"format": FORMAT, "base": str(old.path)}
    assert (old.path / f"{CARD}.v0").read_bytes() == before
    assert (old.path / CARD).stat().st_mode & 0o777 == 0o600
    (old.path / f"{CARD}.v0").unlink()
    with old.own():
        pass
    assert not (old.path / f"{CARD}.v0").exists()


def test_another_title_changes_the_title_alone(old: RunFolder) -> None:
    before = read(old)
    old.rename("消息")
    assert read(old) == before | {"title": "消息"}
    assert old.card().title == "消息"


def test_a_new_folder_has_today_s_format_and_no_old_card(home: Path) -> None:
    run = RunFolder.create(RECIPE)
    assert read(run)["format"] == FORMAT
    before = (run.path / CARD).read_bytes()
    with run.own():
        pass
    assert (run.path / CARD).read_bytes() == before
    assert not list(run.path.glob(f"{CARD}.v*"))


def test_a_newer_format_is_named_whatever_its_card_holds(old: RunFolder) -> None:
    (old.path / CARD).write_text(json.dumps({"format": FORMAT + 1, "name": "of tomorrow"}))
    with pytest.raises(StudioError) as caught:
        old.card()
    assert caught.value.problems[0].code == "run.newer_format"
    with old.own():
        assert read(old) == {"format": FORMAT + 1, "name": "of tomorrow"}


@pytest.mark.parametrize(
    "content",
    ["", "[]", "null", "[" * 100_000, '{"format": "1"}', '{"format": -1}', '{"format": true}', '{"format": 1.5}', "{}"],
)
def test_a_card_that_is_none_is_a_problem_and_stays_as_it_is(old: RunFolder, content: str) -> None:
    (old.path / CARD).write_text(content)
    with pytest.raises(StudioError) as caught:
        old.card()
    assert caught.value.problems[0].code == "run.unreadable"
    with pytest.raises(StudioError):
        old.rename("News")
    if content != "{}":  # an object without a format is migrated, and then lacks all else
        assert not upgrade(old.path)
        assert (old.path / CARD).read_text() == content


def split_title(card: Card, folder: Path) -> Card:
    """A step as a later version may have it."""
    first, _, rest = card["title"].partition(" ")
    return {name: value for name, value in card.items() if name != "title"} | {"short": first, "rest": rest}


def drop_rest(card: Card, folder: Path) -> Card:
    return {name: value for name, value in card.items() if name != "rest"}


def test_steps_are_taken_one_after_the_other_from_where_the_folder_stands(old: RunFolder) -> None:
    steps = (*migration.STEPS, split_title, drop_rest)
    whole = migrate(read_card(old.path), old.path, steps)
    assert whole["format"] == 3
    assert whole["short"] == "消息"
    assert "rest" not in whole
    assert upgrade(old.path)
    assert read_format(read_card(old.path)) == 1
    assert migrate(read_card(old.path), old.path, steps) == whole
    assert upgrade(old.path, steps)
    assert read(old) == whole
    assert sorted(path.name for path in old.path.glob(f"{CARD}.v*")) == [f"{CARD}.v0", f"{CARD}.v1"]
    assert not upgrade(old.path, steps)


def test_a_full_disk_leaves_the_old_card_and_the_attempt_goes_on(
    old: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (old.path / CARD).read_bytes()

    def refuse(path: Path, content: str | bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migration, "write_atomically", refuse)
    with old.own() as attempt:
        assert attempt == 2
        assert old.card().format == FORMAT
    assert (old.path / CARD).read_bytes() == before
