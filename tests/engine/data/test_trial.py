"""A step is tried on a few examples: before and after, and nothing is changed."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import ipc

from studio.contract.calls import TryStep
from studio.contract.problems import StudioError
from studio.engine.data.arrow import SCHEMA
from studio.engine.data.trial import try_step

TEXTS = ["Write to ann@example.org", "Nothing here", "Write to ann@example.org", "bob@example.org wrote"]


@pytest.fixture
def table(tmp_path: Path) -> str:
    """Four messages with a label each."""
    rows = [
        {"example_id": id, "split": "train", "file": "a.csv", "row": id + 2, "text": text, "tokens": [], "offsets": []}
        | {"gold": ["mail"]}
        for id, text in enumerate(TEXTS)
    ]
    path = tmp_path / "train.arrow"
    with ipc.new_file(str(path), SCHEMA) as writer:
        writer.write_batch(pa.RecordBatch.from_pylist(rows[:3], schema=SCHEMA))
        writer.write_batch(pa.RecordBatch.from_pylist(rows[3:], schema=SCHEMA))
    return str(path)


def test_examples_are_shown_before_and_after(table: str) -> None:
    before = Path(table).read_bytes()
    trial = try_step(TryStep(table=table, rows=[0, 3], kind="mask_personal", values={"kinds": ["email"]}))
    assert [row["text"] for row in trial.before] == [TEXTS[0], TEXTS[3]]
    assert [row["text"] for row in trial.after] == ["Write to [EMAIL]", "[EMAIL] wrote"]
    assert [row["example_id"] for row in trial.after] == [0, 3]
    assert Path(table).read_bytes() == before


def test_an_example_that_would_go_lacks_its_second_half(table: str) -> None:
    trial = try_step(TryStep(table=table, rows=[0, 1, 2, 99], kind="drop_duplicates"))
    assert ([row["example_id"] for row in trial.before], [row["example_id"] for row in trial.after]) == (
        [0, 1, 2],
        [0, 1],
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [({"kind": "paint_it_black"}, "data.step_unknown"), ({"table": "gone.arrow"}, "data.table_unreadable")],
)
def test_what_cannot_be_tried_is_a_problem(table: str, change: dict[str, str], code: str) -> None:
    call = TryStep(table=table, rows=[0], kind="drop_duplicates").model_copy(update=change)
    with pytest.raises(StudioError) as caught:
        try_step(call)
    assert caught.value.problems[0].code == code
