"""Steps done to the data: one file for each kind. :func:`replay` does a history of them again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studio.contract.data.steps import Step
from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.changing.applier import Applier
from studio.engine.data.findings import Findings
from studio.engine.data.progress import Tell
from studio.engine.data.steps.clean_controls import CleanControls
from studio.engine.data.steps.clean_markup import CleanMarkup
from studio.engine.data.steps.drop_duplicates import DropDuplicates
from studio.engine.data.steps.drop_examples import DropExamples
from studio.engine.data.steps.drop_labels import DropLabels
from studio.engine.data.steps.drop_leaks import DropLeaks
from studio.engine.data.steps.drop_near_duplicates import DropNearDuplicates
from studio.engine.data.steps.edit_label import EditLabel
from studio.engine.data.steps.edit_spans import EditSpans
from studio.engine.data.steps.mask_personal import MaskPersonal
from studio.engine.data.steps.merge_labels import MergeLabels
from studio.engine.data.steps.protocol import StepKind
from studio.engine.data.steps.replaying import run_appliers
from studio.engine.data.steps.settle_conflicts import SettleConflicts

_KINDS: tuple[StepKind, ...] = (
    MaskPersonal(),
    DropDuplicates(),
    DropNearDuplicates(),
    DropLeaks(),
    SettleConflicts(),
    MergeLabels(),
    DropLabels(),
    EditLabel(),
    EditSpans(),
    DropExamples(),
    CleanMarkup(),
    CleanControls(),
)
STEPS: dict[str, StepKind] = {kind.id: kind for kind in _KINDS}


def replay(
    steps: Sequence[Step], source: Path, target: Path, tell: Tell, findings: Findings | None = None
) -> list[int]:
    """Does the steps to the examples of an Arrow file, writes another; how many examples each one changed or took.

    Both files have the same columns; ids stay, so that some are missing after examples were taken away. The other
    columns (``cells``) may be masked: what groups or sorts examples for a split is to be taken from ``source``.
    ``tell`` is told a fraction and a code, and may raise ``Cancelled``. What a step could not do (its row is gone)
    is a finding. Raises ``StudioError`` with all steps that are none.
    """
    appliers = begin_steps(steps)
    run_appliers(appliers, source, target, tell)
    for applier in appliers:
        applier.report(findings if findings is not None else Findings())
    return [applier.count for applier in appliers]


def begin_steps(steps: Sequence[Step]) -> list[Applier]:
    """One applier a step. Raises ``StudioError`` with every step of an unknown kind or with wrong values."""
    appliers: list[Applier] = []
    problems: list[Problem] = []
    for step in steps:
        kind = STEPS.get(step.kind)
        if kind is None:
            values = {"name": step.kind, "known": ", ".join(STEPS)}
            problems.append(Problem(code="data.step_unknown", values=values, place=Place(field="data.steps")))
            continue
        try:
            appliers.append(kind.begin(step.values))
        except StudioError as error:
            problems += error.problems
    if problems:
        raise StudioError(problems)
    return appliers
