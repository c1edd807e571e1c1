"""A whole file labelled with a trained model: every row kept, written beside and renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from studio.contract.calls import CallProgress, PredictFile, Written
from studio.engine.answering import Asked
from studio.engine.data.inputs import Input, read_inputs
from studio.engine.data.outputs import check_output, choose_output, write_rows
from studio.engine.data.outputs.predicted import Labelled, Layout
from studio.engine.evaluation.predictor import Predictor

ROWS_AT_ONCE, WORDS_AT_ONCE = 512, 8192
"""What is read together is sorted by length: few rows, and half the work is padding; too many words, and progress
comes late."""


def label_file(call: PredictFile, predictor: Predictor, asked: Asked) -> Written:
    """Labels each row of ``call.input``. The file is read through once before, so that a bad row costs no time.

    Raises ``StudioError`` with the rows that cannot be read, and where the output may not be written; ``Cancelled``.
    """
    source = Path(call.input)
    total = sum(1 for _ in read_inputs(source, predictor.words, call.text_column, tell=asked.look).rows)
    inputs = read_inputs(source, predictor.words, call.text_column, tell=asked.look)
    out = Path(call.out) if call.out else choose_output(source, inputs.format)
    check_output(source, out, call.force)
    probe = predictor.predict(["a"])[0]
    layout = Layout(inputs.columns, not probe.labels, inputs.delimiter, inputs.marked)
    rows = write_rows(out, layout, _label_rows(inputs.rows, predictor, asked, total))
    return Written(path=str(out), rows=rows)


def _label_rows(rows: Iterator[Input], predictor: Predictor, asked: Asked, total: int) -> Iterator[Labelled]:
    done = 0
    for batch in gather_rows(rows):
        values = {"done": done, "total": total}
        asked.report(CallProgress(fraction=done / total, code="progress.labelling", values=values))
        filled = [row for row in batch if row.tokens]
        examples = [{"text": row.text, "tokens": row.tokens, "offsets": row.offsets} for row in filled]
        predictions = iter(predictor.run(examples, asked.is_cancelled))
        shown = (predictor.task.show(example, next(predictions)) for example in examples)
        for row in batch:
            yield Labelled(row, next(shown) if row.tokens else None)
        done += len(batch)


def gather_rows(rows: Iterable[Input]) -> Iterator[list[Input]]:
    """The rows in order, as many at once as are told and read together."""
    batch: list[Input] = []
    words = 0
    for row in rows:
        batch.append(row)
        words += len(row.tokens)
        if len(batch) >= ROWS_AT_ONCE or words >= WORDS_AT_ONCE:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch
