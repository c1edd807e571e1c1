"""What the window shows is what a run without it learns from: every correction and every step is in the recipe."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from studio.contract.cards import StepCard, read_cards
from studio.contract.data.steps import Step, make_step
from studio.contract.project import Project
from studio.contract.recipe import ReadSpec, read_recipe
from studio.contract.run import RunFolder
from studio.contract.table import Table
from studio.engine.data.store import Prepared, prepare
from studio.engine.training import job
from studio.ui.context import Context
from studio.ui.pages.train import TrainPage
from tests.ui.conftest import Until

Case = tuple[dict[str, Any], list[Step]]


def make_table(folder: Path) -> Case:
    """A table without names, in GB18030, cut by a sign that nobody guesses; and what belongs to rows of text."""
    sick, well = "病人%d号<b>发烧</b>，请致电13800138000", "家属第%d次来访，一切都好\u200b"
    rows = [f"{n}!{(sick if n % 2 else well) % (n % 23)}!{'病, 急' if n % 2 else '好'}!病区{n % 9}" for n in range(60)]
    rows += ["60!病人1号!好!病区1", "61!病人1号!病!病区1"]
    rows += [
        f"{n}!这位患者昨天夜里又发烧了，护士量过体温并且通知了值班医生，今天早上已经好多了{end}!病!病区1"
        for n, end in ((62, "。"), (63, "呢。"))
    ]
    (folder / "病历.txt").write_bytes("\n".join(rows).encode("gb18030"))
    (folder / "test.txt").write_bytes("0!家属第2次来访，一切都好!好!病区1\n1!另一句话!病!病区2\n".encode("gb18030"))
    file = str(folder / "病历.txt")
    read = {"format": "delimited", "encoding": "gb18030", "delimiter": "!", "header": False, "label_separator": ","}
    steps = [
        make_step("mask_personal", {"kinds": ["phone", "name"]}),
        make_step("clean_markup"),
        make_step("clean_controls"),
        make_step("edit_label", {"file": file, "row": 5, "labels": ["病", "新"]}),
        make_step("drop_examples", {"places": [[file, 7], [file, 8]]}),
        make_step("drop_leaks"),
        make_step("settle_conflicts", {"how": "majority"}),
        make_step("drop_duplicates"),
        make_step("drop_near_duplicates", {"threshold": 0.8}),
        make_step("merge_labels", {"labels": ["急"], "to": "急诊"}),
        make_step("drop_labels", {"labels": ["新"]}),
    ]
    columns = {"text": "column 2", "label": "column 3"}
    split = {"kind": "grouped", "by": "column 4", "seed": 7}
    data = {"train": file, "validation": 0.3, "test": str(folder / "test.txt"), "columns": columns, "read": read}
    return data | {"split": split}, steps


def make_words(folder: Path) -> Case:
    """Tags read as another scheme than the one that is guessed, from a zip; and a span marked by hand."""
    sentences = "".join(f"Ann{n}\tI-PER\nBlair\tI-PER\nin\tO\nRome\tI-LOC\n\n" for n in range(30))
    with zipfile.ZipFile(folder / "news.zip", "w") as archive:
        archive.writestr("set/train.conll", sentences)
        archive.writestr("set/test.conll", sentences.replace("Ann", "Bob"))
    spans = [{"start": 0, "end": 4, "label": "PER"}]
    file = f"{folder}/news.zip/set/train.conll"
    return {"train": str(folder / "news.zip"), "read": {"scheme": "IO"}, "split": {"kind": "random", "seed": 3}}, [
        make_step("edit_spans", {"file": file, "row": 6, "spans": spans})
    ]


def make_book(folder: Path) -> Case:
    """The smaller sheet, and of its texts the shorter ones; split by time."""
    with xlsxwriter.Workbook(str(folder / "book.xlsx")) as book:
        for name, count in (("All", 40), ("Week", 25)):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["subject", "body", "label", "day"])
            for n in range(1, count):
                sheet.write_row(n, 0, [f"{name} {n}", f"a longer text {n} of {name}", "ab"[n % 2], f"2024-01-{n:02}"])
    data = {"train": str(folder / "book.xlsx"), "read": {"sheet": "Week", "text_column": "subject"}}
    return data | {"split": {"kind": "time", "by": "day"}}, []


CASES = {"table": make_table, "words": make_words, "book": make_book}


def list_rows(prepared: Prepared) -> dict[str, list[dict[str, Any]]]:
    return {split: Table(path).rows(0, 10_000) for split, path in prepared.splits.items()}


@pytest.mark.parametrize("case", CASES)
def test_headless_reads_what_the_window_shows(
    qtbot: QtBot, context: Context, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    (tmp_path / "in").mkdir()
    data, steps = CASES[case](tmp_path / "in")
    draft = context.draft
    draft.open(Project.create("Ward notes"))
    with until(draft.inspection_changed, when=lambda: not draft.is_inspecting):
        draft.set_many({"data": data}, steps)
    found = draft.inspection
    assert found is not None, draft.problems
    assert [problem.code for problem in draft.problems if problem.level == "stop"] == []
    assert all(found.step_counts), list(zip(found.step_counts, steps, strict=True))
    shown = {split: Table(Path(path)).rows(0, 10_000) for split, path in found.tables.items()}
    assert len(shown) > 1

    (tmp_path / "out").mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out" / "saved.yaml"), ""))
    page = TrainPage(context)
    qtbot.addWidget(page)
    page.save_recipe()
    recipe = read_recipe(tmp_path / "out" / "saved.yaml")
    run = RunFolder.create((tmp_path / "out" / "saved.yaml").read_text(encoding="utf-8"), base=tmp_path / "out")
    kept = job._read_recipe(run)
    again = prepare(recipe.data, tmp_path / "out", recipe.task)
    assert again.folder == Path(found.tables["train"]).parent, "the very copy that the window made"

    monkeypatch.setenv("STUDIO_HOME", str(tmp_path / "another home"))
    for read, base in ((recipe.data, tmp_path / "out"), (kept.data, run.path)):
        made = prepare(read, base, recipe.task)
        assert made.folder.is_relative_to(tmp_path / "another home")
        assert list_rows(made) == shown
        assert (made.scheme, made.inspection.problems) == (found.scheme, found.problems)


def test_every_correction_and_every_step_was_tried(tmp_path: Path) -> None:
    made = []
    for name, make in CASES.items():
        (tmp_path / name).mkdir()
        made.append(make(tmp_path / name))
    assert {name for data, _ in made for name in data["read"]} == set(ReadSpec.model_fields)
    assert {step.kind for _, steps in made for step in steps} == {card.id for card in read_cards(StepCard)}
