"""Large tables divided as they are read: the same examples as the exact way reads, fair, and the same every time."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.contract.recipe import DataSpec
from studio.contract.table import Table
from studio.engine.data import store
from studio.engine.data.preparing import build as building
from studio.engine.data.preparing import intake, streaming
from studio.engine.data.store import Prepared, prepare

ROWS = 6000
Import = Callable[..., Prepared]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Texts of which every third stands there twice, with labels; one label is rare, one row lacks its text."""
    chance = random.Random(5)
    lines = ["id,text,label"]
    for row in range(ROWS):
        text = f"message {row // 3 if row % 3 else row} of a customer, it says {'much' if row % 2 else 'little'}"
        label = "rare" if row % 500 == 7 else chance.choice(["order", "refund", "praise"])
        lines.append(f'{row},"{text}",{label}' if row != 4000 else f"{row},,order")
    path = tmp_path / "messages.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def take_in(tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch) -> Import:
    """Prepares the table with a home of its own, as one that is large or not."""

    def prepare_table(home: str, many: int = 1000, **data: Any) -> Prepared:
        monkeypatch.setenv("STUDIO_HOME", str(tmp_path / home))
        monkeypatch.setattr(streaming, "MANY", many)
        monkeypatch.setattr(intake, "HEAD", 0)
        return prepare(DataSpec.model_validate({"train": "messages.csv"} | data), tmp_path, None)

    return prepare_table


def read(prepared: Prepared) -> dict[str, list[dict[str, Any]]]:
    return {name: (table := Table(path)).rows(0, len(table)) for name, path in prepared.splits.items()}


def list_all(prepared: Prepared) -> list[dict[str, Any]]:
    """All examples in the order of the file, whatever their split."""
    rows = [{**row, "split": ""} for found in read(prepared).values() for row in found]
    return sorted(rows, key=lambda row: int(row["example_id"]))


def test_the_examples_are_those_of_the_exact_way(take_in: Import) -> None:
    fast, exact = take_in("fast"), take_in("exact", 10**9)
    assert list_all(fast) == list_all(exact)
    assert fast.inspection.labels == exact.inspection.labels
    assert fast.inspection.longest == exact.inspection.longest
    assert [p.code for p in fast.inspection.problems] == [p.code for p in exact.inspection.problems]
    assert fast.inspection.examples == sum(fast.inspection.splits.values()) == ROWS - 1
    for name, rows in read(fast).items():
        assert [row["example_id"] for row in rows] == sorted(row["example_id"] for row in rows)
        assert {row["split"] for row in rows} == {name}


def test_each_split_gets_its_share_and_every_label_is_in_each(take_in: Import) -> None:
    prepared = take_in("home", validation=0.2, test=0.1)
    assert prepared.inspection.splits["validation"] / ROWS == pytest.approx(0.2, abs=0.02)
    assert prepared.inspection.splits["test"] / ROWS == pytest.approx(0.1, abs=0.02)
    assert all(size["rare"] for size in prepared.inspection.sizes.values())


def test_equal_texts_are_never_parted_and_the_seed_decides(take_in: Import) -> None:
    first, again, other = take_in("one"), take_in("two"), take_in("three", split={"seed": 7})
    places: dict[str, set[str]] = {}
    for name, rows in read(first).items():
        for row in rows:
            places.setdefault(row["text"], set()).add(name)
    assert max(map(len, places.values())) == 1
    assert read(first) == read(again)
    assert first.inspection.splits != other.inspection.splits


def test_a_label_missing_in_a_split_is_divided_exactly(take_in: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    check = streaming._check_fairness

    def note(*arguments: Any) -> None:
        seen.append(False)
        check(*arguments)
        seen[-1] = True

    monkeypatch.setattr(streaming, "_check_fairness", note)
    monkeypatch.setattr(streaming, "_FEW", 1)
    for seed in range(20):
        prepared = take_in(f"home{seed}", validation=0.1, test=0.1, split={"seed": seed})
        assert all(size.get("rare") for size in prepared.inspection.sizes.values())
    assert True in seen
    assert False in seen  # of twelve rare ones, none may fall in a split by chance


def test_a_large_table_is_read_once(take_in: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it was written twice")

    monkeypatch.setattr(building, "stage_tables", refuse)
    take_in("home")


def test_files_keep_their_split(take_in: Import, table: Path) -> None:
    table.with_name("test.csv").write_bytes(table.read_bytes().replace(b"message", b"other message"))
    prepared = take_in("home", test="test.csv", validation=0.1)
    assert prepared.inspection.splits["test"] == ROWS - 1
    assert {row["file"] for row in read(prepared)["test"]} == {"test.csv"}


def test_what_is_large_is_hashed_while_it_is_read(take_in: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    small = take_in("small")
    monkeypatch.setattr(store, "_LARGE", 0)
    large = take_in("large")
    assert large.folder.name == small.folder.name
    assert large.inspection.fingerprints == small.inspection.fingerprints
    assert take_in("large").folder == large.folder
