"""The report as one HTML file: whole, self-contained, in both languages, and markup in no text of the data."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from studio.contract.places import find_folder
from studio.contract.problems import StudioError
from studio.contract.report import Report
from studio.contract.run import RunFolder
from studio.engine.evaluation.predictions import write_predictions
from studio.engine.export.html import export_html

RECORDED = Path(__file__).parents[2] / "runs" / "done"
HOSTILE = '<script>alert("1")</script>'


class Page(HTMLParser):
    """What a browser makes of it: elements, their attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def run(home: Path) -> RunFolder:
    target = find_folder("runs") / "done"
    shutil.copytree(RECORDED, target)
    return RunFolder(target)


def write(run: RunFolder, tmp_path: Path, language: str = "en") -> Page:
    export_html(run, tmp_path / f"{language}.html", language, force=True)
    return Page((tmp_path / f"{language}.html").read_text(encoding="utf-8"))


def make_hostile(run: RunFolder) -> None:
    """A text classification whose labels, texts and title are markup."""
    labels = [HOSTILE, "missed", "a & b"]
    report = Report.read(run.path / "report.json").model_dump()
    report["classes"] = [figures | {"label": label} for figures, label in zip(report["classes"], labels, strict=False)]
    report["confusion"] = {"labels": labels, "counts": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]}
    report |= {"task": "text-classification", "sentences": [{"code": "report-weakest", "values": {"label": HOSTILE}}]}
    (run.path / "report.json").write_text(Report.model_validate(report).dump(), encoding="utf-8")
    rows = [
        {
            "example_id": 0, "split": "test", "file": f"/secret/place/{HOSTILE.replace('/', '')}.csv", "row": 7,
            "text": HOSTILE, "tokens": [HOSTILE], "offsets": [], "gold": ["a & b"], "predicted": [HOSTILE],
            "probability": 0.9, "loss": 2.0,
        }
    ]  # fmt: skip
    write_predictions(run.path / "predictions.parquet", rows)
    run.rename(HOSTILE)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_needs_nothing_but_itself(run: RunFolder, tmp_path: Path, language: str) -> None:
    page = write(run, tmp_path, language)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(page.elements)
    assert not [name for name, _ in page.attributes if name in ("src", "href") or name.startswith("on")]
    assert ("http-equiv", "Content-Security-Policy") in page.attributes
    assert ("lang", language.replace("_", "-")) in page.attributes
    assert "http" not in page.text
    assert "@media print" in page.text


def test_every_figure_of_the_report_is_in_it(run: RunFolder, tmp_path: Path) -> None:
    report, page = Report.read(run.path / "report.json"), write(run, tmp_path)
    for figures in report.classes:
        assert figures.label in page.text
        assert f"{100 * figures.f1:.1f}" in page.text
    for name, value in report.overall:
        assert f"{100 * value:.1f} %" in page.text, name
    assert page.elements.count("polyline") == 2
    assert "missed" in page.text
    assert "invented" in page.text


def test_the_confusion_has_no_row_for_missed_and_no_column_for_invented(run: RunFolder, tmp_path: Path) -> None:
    text = (export_html(run, tmp_path / "a.html", "en"), (tmp_path / "a.html").read_text(encoding="utf-8"))[1]
    grid = text.split("What is taken for what")[1].split("</table>")[0]
    heads = re.findall(r"<th[^>]*>([^<]*)</th>", grid)
    kinds = Report.read(run.path / "report.json").confusion.labels[:-2]
    assert heads == ["Right ↓ · The model said →", *kinds, "missed", *kinds, "invented"]


def test_both_languages_say_it_all(run: RunFolder, tmp_path: Path) -> None:
    english, chinese = write(run, tmp_path), write(run, tmp_path, "zh_CN")
    assert "What it got wrong" in english.text
    assert not re.findall(r"\b(?:What|The|Each|Settings|Training|Step)\b", chinese.text.split("答错的样本")[0])
    assert len(english.elements) == len(chinese.elements)


def test_nothing_of_the_data_is_markup(run: RunFolder, tmp_path: Path) -> None:
    make_hostile(run)
    page = write(run, tmp_path)
    assert "script" not in page.elements
    assert page.text.count(HOSTILE) >= 6
    assert "missed" in page.text
    assert "invented" not in page.text


def test_files_are_named_without_where_they_lie(run: RunFolder, tmp_path: Path) -> None:
    make_hostile(run)
    page = write(run, tmp_path)
    assert "secret" not in page.text
    assert ".csv:7" in page.text


def test_without_predictions_the_rest_is_still_there(run: RunFolder, tmp_path: Path) -> None:
    (run.path / "predictions.parquet").unlink()
    assert export_html(run, tmp_path / "a.html", "en") == 0
    assert "What it got wrong" not in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_it_refuses_what_would_be_lost_or_is_not_there(run: RunFolder, tmp_path: Path) -> None:
    out = tmp_path / "a.html"
    out.write_text("mine")
    with pytest.raises(StudioError) as caught:
        export_html(run, out, "en")
    assert caught.value.problems[0].code == "usage.file_exists"
    assert out.read_text() == "mine"
    (run.path / "report.json").unlink()
    with pytest.raises(StudioError) as caught:
        export_html(run, out, "en", force=True)
    assert caught.value.problems[0].code == "run.no_report"
    assert out.read_text() == "mine"


def test_damaged_predictions_are_said(run: RunFolder, tmp_path: Path) -> None:
    (run.path / "predictions.parquet").write_bytes(b"PAR1")
    with pytest.raises(StudioError) as caught:
        export_html(run, tmp_path / "a.html", "en")
    assert caught.value.problems[0].code == "data.table_unreadable"
    assert not (tmp_path / "a.html").exists()
