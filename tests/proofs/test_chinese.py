"""Chinese from end to end, from scratch: learn from notes, then label a spreadsheet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from studio.contract.places import find_resources
from studio.contract.report import Report
from tests.proofs.conftest import Place

TEXTS = [
    "张伟昨天在北京协和医院做了检查。",
    "王芳说招商银行的客服电话打不通",
    "订单没到，联系不上卖家",
]


def test_notes_are_learnt_from_scratch_and_a_spreadsheet_is_labelled(place: Place, tmp_path: Path) -> None:
    template = find_resources() / "templates" / "notes-in-chinese.yaml"
    samples = find_resources() / "samples"
    text = template.read_text(encoding="utf-8").replace("../samples", samples.as_posix())
    recipe = place.write("中文 记录.yaml", text + "epochs: 8\nlearning_rate: 0.002\ndevice: cpu\n")
    found = place.run("train", recipe.name, "--run", "运行")
    assert found.returncode == 0, found.stdout + found.stderr
    run = place.path / "运行"
    report = Report.read(run / "report.json")
    assert report.overall.micro_f1 > 0.05, "it has learnt nothing"
    assert json.loads((run / "model" / "studio.json").read_text(encoding="utf-8"))["task"] == "token-classification"

    source, out = tmp_path / "留言.xlsx", tmp_path / "标注 结果.xlsx"
    with Workbook(str(source)) as book:
        sheet = book.add_worksheet("留言")
        for row, content in enumerate(["内容", *TEXTS]):
            sheet.write_string(row, 0, content)
    found = place.run("predict", run, source, "--out", out)
    assert found.returncode == 0, found.stderr
    head, *rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert [row[head.index("内容")] for row in rows] == TEXTS
    labelled = [dict(zip(head, map(str, row), strict=True)) for row in rows]
    assert any(cell for row in labelled for name, cell in row.items() if name != "内容"), labelled


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_report_of_a_stranger_speaks_the_reader_s_language(place: Place, language: str) -> None:
    recorded = Path(__file__).parents[1] / "runs" / "done"
    there = Place(place.path, {"LC_ALL": f"{language}.UTF-8"})
    found = there.run("report", recorded, "--out", "report.html")
    assert found.returncode == 0, found.stderr
    page = (place.path / "report.html").read_text(encoding="utf-8")
    assert f'lang="{language.replace("_", "-")}"' in page
    assert ("学习率" in page) == (language == "zh_CN")
