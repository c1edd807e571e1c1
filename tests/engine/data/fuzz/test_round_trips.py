"""What is exported in any format and read again holds the same texts, labels and entities, whatever stands in them."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.contract.calls import ExportData
from studio.contract.recipe import DataSpec
from studio.engine.answering import Asked
from studio.engine.data.outputs.cells import neutralise
from studio.engine.data.outputs.exporting import export_data
from tests.engine.data.fuzz.test_tables import ROWS
from tests.engine.data.hostile.outcome import Outcome, read_files

FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = itertools.count()
PLACES = st.lists(st.integers(0, 11), min_size=2, max_size=6, unique=True).map(sorted)


def export_again(folder: Path, name: str, suffix: str) -> Outcome:
    """The examples of a file after they were exported."""
    data = DataSpec(train=name, validation=0, test=0)
    export_data(ExportData(data=data, base=str(folder), out=str(folder / f"out{suffix}")), Asked(lambda told: None))
    return read_files(f"out{suffix}", folder, {})


@FEW
@given(ROWS, st.sampled_from([".csv", ".tsv", ".jsonl", ".xlsx"]))
def test_texts_and_labels(tmp_path: Path, rows: list[tuple[str, str]], suffix: str) -> None:
    folder = tmp_path / str(next(NUMBERS))
    folder.mkdir()
    lines = [json.dumps({"text": text, "label": label}) for text, label in rows]
    (folder / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    shown = (lambda cell: cell) if suffix == ".jsonl" else neutralise
    wanted = [(shown(text), (shown(label),)) for text, label in rows]
    assert export_again(folder, "in.jsonl", suffix).examples == wanted


@FEW
@given(
    st.lists(st.tuples(st.text("ab 你👍\u0301é.,", min_size=12, max_size=12), PLACES), min_size=2, max_size=5),
    st.sampled_from([".jsonl", ".conll"]),
)
def test_entities(tmp_path: Path, rows: list[tuple[str, list[int]]], suffix: str) -> None:
    folder = tmp_path / str(next(NUMBERS))
    folder.mkdir()
    lines = [{"text": "Anna went away", "entities": [[0, 4, "PER"]]}]
    for text, places in rows:
        pairs = zip(places[::2], places[1::2], strict=False)
        lines.append({"text": text, "entities": [[*pair, "LOC"] for pair in pairs]})
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    before = read_files("in.jsonl", folder, {})
    after = export_again(folder, "in.jsonl", suffix)
    if suffix == ".jsonl":
        assert after.entities == before.entities
    else:
        assert after.examples == before.examples
