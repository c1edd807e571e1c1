"""Finished runs made by hand for the pages that show results: any labels, any answers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet

from studio.contract.events import RunState, State
from studio.contract.places import find_folder
from studio.contract.report import Baseline, ClassFigures, Confusion, Overall, Report, Sentence
from studio.contract.run import RunFolder

RECIPE = "task: text-classification\nmodel: starter\ndata:\n  train: train.csv\n"
Answer = tuple[str, str, str]
"""A text, its right label, and the one the model said."""


def make_result(
    answers: list[Answer], *, name: str = "result", title: str = "Messages", project: str | None = None
) -> RunFolder:
    """A done run on whole texts, with report and predictions that fit each other; ``name`` is its id."""
    run = RunFolder.create(RECIPE, title=title, project=project, path=find_folder("runs") / name)
    run.append(State(state=RunState.DONE, attempt=1))
    run.close()
    (run.path / "report.json").write_text(_judge(answers).dump(), encoding="utf-8")
    _write_predictions(run.path / "predictions.parquet", answers)
    return run


def _judge(answers: list[Answer]) -> Report:
    labels = sorted({label for _, *both in answers for label in both})
    met = Counter((right, said) for _, right, said in answers)
    share = sum(count for (right, said), count in met.items() if right == said) / len(answers)
    figures = [
        ClassFigures(label=label, precision=share, recall=share, f1=share, support=support, f1_low=0.1, f1_high=0.9)
        for label, support in ((label, sum(right == label for _, right, _ in answers)) for label in labels)
    ]
    return Report(
        task="text-classification",
        split="test",
        examples=len(answers),
        overall=Overall.model_validate(dict.fromkeys(Overall.model_fields, share)),
        classes=figures,
        confusion=Confusion(labels=labels, counts=[[met[right, said] for said in labels] for right in labels]),
        baselines=[Baseline(name="most_frequent", micro_f1=0.2, macro_f1=0.1, accuracy=0.2)],
        sentences=[Sentence(code="report-fair_texts", values={"f1": 75, "examples": len(answers)})],
    )


def _write_predictions(path: Path, answers: list[Answer]) -> None:
    columns = {
        "example_id": list(range(len(answers))),
        "split": ["test"] * len(answers),
        "file": ["test.csv"] * len(answers),
        "row": list(range(2, len(answers) + 2)),
        "text": [text for text, _, _ in answers],
        "tokens": [[text] for text, _, _ in answers],
        "offsets": pa.array([[] for _ in answers], pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))),
        "gold": [[right] for _, right, _ in answers],
        "predicted": [[said] for _, _, said in answers],
        "probability": [0.5] * len(answers),
        "loss": [1.0] * len(answers),
    }
    parquet.write_table(pa.table(columns), path)
