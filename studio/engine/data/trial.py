"""What a step would do to a few examples, before it is done."""

from __future__ import annotations

from pathlib import Path

from pyarrow import ArrowException, ipc, memory_map

from studio.contract.calls import StepTrial, TryStep
from studio.contract.data.steps import make_step
from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.steps import begin_steps


def try_step(call: TryStep) -> StepTrial:
    """The examples before and after. Raises ``StudioError`` where there is no such table, row or step."""
    [applier] = begin_steps([make_step(call.kind, call.values)])
    try:
        with memory_map(call.table) as mapped, ipc.open_file(mapped) as reader:
            table = reader.read_all()
            chosen = table.take([row for row in call.rows if row < table.num_rows]).combine_chunks()
            before = chosen.to_batches()
    except (OSError, ArrowException) as error:
        place = Place(file=call.table)
        values = {"file": Path(call.table).name}
        problem = Problem(code="data.table_unreadable", values=values, place=place, details=str(error))
        raise StudioError(problem) from error
    applier.meet(sorted({name for batch in before for name in batch.column("file").to_pylist()}))
    while applier.needs_look:
        for batch in before:
            applier.look(batch)
        applier.conclude()
    after = [applier.apply(batch) for batch in before]
    return StepTrial(
        before=[row for batch in before for row in batch.to_pylist()],
        after=[row for batch in after for row in batch.to_pylist()],
    )
