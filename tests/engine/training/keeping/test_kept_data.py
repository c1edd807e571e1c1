"""A run goes on with the data it began with, whatever these are: a folder, files that belong together, an archive."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from studio.contract.places import find_folder
from studio.contract.problems import StudioError
from studio.contract.recipe import parse_recipe
from studio.engine.training.planning import Plan, find_changed_files, find_other_files, make_plan

RECIPE = "task: {task}\nmodel: scratch-tiny\ndata: {{train: {train}}}\ndevice: cpu\n"
TOKENS, TEXTS = "token-classification", "text-classification"


def plan(base: Path, train: str, task: str, before: Plan | None = None) -> Plan:
    recipe = parse_recipe(RECIPE.format(task=task, train=train), "recipe.yaml")
    return make_plan(recipe, base, None, before.resolved if before else None)


def complain(base: Path, train: str, task: str, before: Plan) -> list[tuple[str, str]]:
    with pytest.raises(StudioError) as caught:
        plan(base, train, task, before)
    return [(problem.code, Path(problem.place.file or "").name) for problem in caught.value.problems]


@pytest.mark.parametrize("train", ["notes", str([f"notes/{number}.txt" for number in range(12)])])
def test_notes_of_brat_are_the_same_until_a_mark_in_them_changes(tmp_path: Path, train: str) -> None:
    (tmp_path / "notes").mkdir()
    for number in range(12):
        (tmp_path / "notes" / f"{number}.txt").write_text(f"Ann{number} lives in Rome.\n")
        (tmp_path / "notes" / f"{number}.ann").write_text(f"T1\tPER 0 {len(str(number)) + 3}\tAnn{number}\n")
    first = plan(tmp_path, train, TOKENS)
    assert plan(tmp_path, train, TOKENS, first).prepared.folder == first.prepared.folder
    (tmp_path / "notes" / "3.ann").write_text("T1\tPER 0 3\tAnn\n")
    assert complain(tmp_path, train, TOKENS, first) == [("run.data_changed", "3.ann")]


def test_a_file_that_came_into_the_folder_is_no_part_of_the_run(tmp_path: Path) -> None:
    (tmp_path / "days").mkdir()
    for day in range(3):
        rows = [f"the {day} {n} is fine,good\nthe {day} {n} is broken,bad\n" for n in range(10)]
        (tmp_path / "days" / f"day{day}.csv").write_text("text,label\n" + "".join(rows))
    first = plan(tmp_path, "days", TEXTS)
    shutil.copy(tmp_path / "days" / "day2.csv", tmp_path / "days" / "day3.csv")
    assert complain(tmp_path, "days", TEXTS, first) == [("run.data_changed", "day3.csv")]
    (tmp_path / "days" / "day3.csv").unlink()
    assert plan(tmp_path, "days", TEXTS, first).prepared.folder == first.prepared.folder


def test_an_archive_goes_on_after_what_was_unpacked_is_gone(tmp_path: Path, home: Path) -> None:
    rows = [f"the {n} is fine,good\nthe {n} is broken,bad\n" for n in range(20)]
    with zipfile.ZipFile(tmp_path / "data.zip", "w") as archive:
        archive.writestr("train.csv", "text,label\n" + "".join(rows))
    first = plan(tmp_path, "data.zip", TEXTS)
    shutil.rmtree(home / "data")
    again = plan(tmp_path, "data.zip", TEXTS, first)
    assert again.prepared.folder == first.prepared.folder
    assert again.prepared.inspection.labels == {"good": 20, "bad": 20}


def test_what_the_hub_gave_may_be_fetched_again_but_not_changed(tmp_path: Path, home: Path) -> None:
    rows = "".join(f"the {n} is fine,good\nthe {n} is broken,bad\n" for n in range(10))
    fetched = find_folder("data") / "fetched" / "train.csv"
    fetched.parent.mkdir()
    fetched.write_text(f"text,label\n{rows}")
    first = plan(tmp_path, str(fetched), TEXTS)
    data = first.resolved.data.model_copy(update={"train": None, "dataset": "owner/name"})
    resolved = first.resolved.model_copy(update={"data": data})
    assert find_other_files(resolved, first.prepared) == []
    fetched.unlink()
    assert find_changed_files(resolved) == []
    assert [problem.code for problem in find_changed_files(first.resolved)] == ["run.data_missing"]
    fetched.write_text(f"text,label\n{rows}another,good\n")
    later = plan(tmp_path, str(fetched), TEXTS).prepared
    assert [problem.code for problem in find_other_files(resolved, later)] == ["run.data_changed"]
