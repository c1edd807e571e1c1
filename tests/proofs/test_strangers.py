"""Run folders of strangers: whatever is in them, they open as text or say what is wrong, and reach nothing outside."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from studio.contract.attempts.curves import Curves
from studio.contract.events import RunState
from studio.contract.library import Library, RunRecord
from studio.contract.places import find_folder
from studio.contract.problems import StudioError
from studio.contract.run import RunFolder
from studio.engine.export.html import export_html
from tests.proofs.conftest import Place

RECORDED = Path(__file__).parents[1] / "runs" / "done"
SCRIPT = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://127.0.0.1","x")'
EVENTS = 100_000


@pytest.fixture
def stranger(home: Path) -> RunFolder:
    """A finished run of somebody else, in the library."""
    return RunFolder(Path(shutil.copytree(RECORDED, find_folder("runs") / "stranger")))


def change(path: Path, **values: Any) -> None:
    """Other values in a file of JSON."""
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | values), encoding="utf-8")


def list_records() -> list[RunRecord]:
    shutil.copytree(RECORDED, find_folder("runs") / "sound", dirs_exist_ok=True)
    return Library().records()


def spoil_card(run: RunFolder) -> None:
    (run.path / "run.json").write_text("{")


def spoil_report(run: RunFolder) -> None:
    (run.path / "report.json").write_text('{"split": ["' + "[" * 5000)


def spoil_recipe(run: RunFolder) -> None:
    (run.path / "recipe.yaml").write_text("a: &a [*a, *a]\n" + "[" * 5000)


def spoil_resolved(run: RunFolder) -> None:
    (run.path / "resolved.yaml").write_bytes(b"\xff\xfe\x00 !!python/object/apply:os.system ['x']")


def come_from_the_future(run: RunFolder) -> None:
    change(run.path / "run.json", format=99)


@pytest.mark.parametrize(
    "spoil", [spoil_card, spoil_report, spoil_recipe, spoil_resolved, come_from_the_future], ids=lambda f: f.__name__
)
def test_a_spoilt_run_is_a_row_with_a_problem_beside_sound_ones(
    stranger: RunFolder, spoil: Callable[[RunFolder], None]
) -> None:
    spoil(stranger)
    records = {record.id: record for record in list_records()}
    problem = records["stranger"].problem
    assert problem is not None
    assert problem.code.startswith(("run.", "recipe."))
    assert records["sound"].problem is None


@pytest.mark.parametrize("torn", [b"\0" * 4096, b'{"seq": 1e400}\n' * 9, b"[" * 100_000 + b"\n", b"\xff" * 99])
def test_broken_lines_of_events_are_passed_over(stranger: RunFolder, torn: bytes) -> None:
    events = stranger.events()
    path = stranger.path / "events.jsonl"
    first, *rest = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + torn + b"\n" + b"".join(rest))
    assert stranger.events() == events
    assert stranger.state() is RunState.DONE


def test_a_giant_file_of_events_is_read_in_moments(stranger: RunFolder) -> None:
    path = stranger.path / "events.jsonl"
    *lines, done, last = path.read_text(encoding="utf-8").splitlines()
    line = '{{"seq": {0}, "time": "", "type": "metric", "step": {0}, "split": "train", "values": {{"loss": 0.5}}}}'
    many = [line.format(seq) for seq in range(len(lines), len(lines) + EVENTS)]
    path.write_text("\n".join([*lines, *many, done, last]) + "\n", encoding="utf-8")
    curve = Curves(stranger.events()).curve("train", "loss")
    assert len(curve.steps) >= EVENTS
    [record] = [record for record in list_records() if record.id == "stranger"]
    assert record.state is RunState.DONE
    assert len(record.curve) <= 40
    out = stranger.path.parent / "report.html"
    export_html(stranger, out, "en")
    assert out.stat().st_size < 20_000_000


@pytest.mark.parametrize("path", ["../../secret.json", "/etc/passwd", "C:\\secret.json", "link/secret.json", "link"])
def test_a_path_that_leads_outside_is_not_followed(stranger: RunFolder, home: Path, path: str) -> None:
    (home / "secret.json").write_text(json.dumps({"secret": "of mine"}))
    (stranger.path / "link").symlink_to(home)
    with pytest.raises(StudioError) as caught:
        stranger.resolve_inside(path)
    assert caught.value.problems[0].code == "run.path_outside"
    events = stranger.path / "events.jsonl"
    *lines, done, last = events.read_text(encoding="utf-8").splitlines()
    lying = json.dumps(json.loads(done) | {"report": path, "model": path})
    events.write_text("\n".join([*lines, lying, last]) + "\n", encoding="utf-8")
    assert {record.problem for record in list_records()} == {None}
    out = home / "report.html"
    export_html(stranger, out, "en")
    assert "of mine" not in out.read_text(encoding="utf-8")


def test_a_report_that_is_a_link_to_elsewhere_shows_nothing_of_it(stranger: RunFolder, home: Path) -> None:
    """A zip may hold links: what they point to is not part of the run."""
    secret = home / "elsewhere.parquet"
    table = parquet.read_table(stranger.path / "predictions.parquet")
    texts = pa.array(["a text of mine"] * len(table))
    parquet.write_table(table.set_column(table.column_names.index("text"), "text", texts), secret)
    (stranger.path / "predictions.parquet").unlink()
    (stranger.path / "predictions.parquet").symlink_to(secret)
    out = home / "report.html"
    with pytest.raises(StudioError) as caught:
        export_html(stranger, out, "en")
    assert caught.value.problems[0].code == "run.path_outside"
    assert not out.exists()


def test_markup_and_formulas_stay_text(stranger: RunFolder, home: Path) -> None:
    change(stranger.path / "run.json", title=SCRIPT)
    report = json.loads((stranger.path / "report.json").read_text(encoding="utf-8"))
    for figures in report["classes"]:
        figures["label"] = SCRIPT
    report["confusion"]["labels"] = [FORMULA] * len(report["confusion"]["labels"])
    (stranger.path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    table = parquet.read_table(stranger.path / "predictions.parquet").to_pylist()
    for row in table:
        row["text"], row["file"] = f"{SCRIPT} {FORMULA}", f"{SCRIPT}.csv"
        row["tokens"] = [SCRIPT for _ in row["tokens"]]
    parquet.write_table(pa.Table.from_pylist(table), stranger.path / "predictions.parquet")
    out = home / "report.html"
    export_html(stranger, out, "en")
    page = out.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    [record] = [record for record in list_records() if record.id == "stranger"]
    assert record.title == SCRIPT


def test_the_commands_survive_a_stranger(place: Place) -> None:
    """The same by the command: what is wrong in four parts, and no traceback."""
    path = Path(shutil.copytree(RECORDED, place.path / "from a stick"))
    (path / "report.json").write_text("{")
    found = place.run("report", path, "--out", "report.html")
    assert found.returncode == 2
    assert len(found.stderr.splitlines()) >= 3
    assert "Traceback" not in found.stderr
    assert not (place.path / "report.html").exists()
    place.write("texts.txt", "one\n")
    found = place.run("predict", path, "texts.txt", "--out", "labelled.txt")
    assert found.returncode == 2
    assert "Traceback" not in found.stderr
