"""Which examples validate and test: what is asked for, and whether it can be met."""

from __future__ import annotations

from studio.contract.data.splitnames import SPLITS, TEST, TRAIN, VALIDATION, recognise_splits
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import DataSpec

__all__ = [
    "KINDS",
    "SPLITS",
    "TEST",
    "TRAIN",
    "VALIDATION",
    "advise_fraction",
    "check_fractions",
    "choose_fractions",
    "recognise_splits",
]

FEW = 100
_MOST = 0.9
KINDS = ("random", "stratified", "grouped", "time")


def advise_fraction(examples: int) -> float:
    """The part to set aside where nothing is asked: a tenth, of small data a fifth."""
    return 0.1 if examples >= FEW else 0.2


def choose_fractions(data: DataSpec, given: set[str], examples: int) -> dict[str, float]:
    """The part of the ``examples`` of training that each split takes which no file was ``given`` for."""
    asked = {TEST: data.test, VALIDATION: data.validation}
    return {
        name: advise_fraction(examples) if value is None else float(value)
        for name, value in asked.items()
        if name not in given and not isinstance(value, str)
    }


def check_fractions(data: DataSpec) -> None:
    """Raises ``StudioError`` where the fractions or the kind of split cannot be met."""
    problems = []
    asked = {VALIDATION: data.validation, TEST: data.test}
    fractions = {name: value for name, value in asked.items() if isinstance(value, float | int)}
    for name, value in fractions.items():
        if not 0 <= value <= _MOST:
            place = Place(field=f"data.{name}")
            problems.append(Problem(code="data.fraction", values={"name": f"data.{name}", "value": value}, place=place))
    if not problems and sum(fractions.values()) > _MOST:
        values = {"name": "data.validation + data.test", "value": sum(fractions.values())}
        problems.append(Problem(code="data.fraction", values=values, place=Place(field="data.validation")))
    if data.split.kind not in KINDS:
        values = {"kind": data.split.kind, "known": ", ".join(KINDS)}
        problems.append(Problem(code="data.split_kind", values=values, place=Place(field="data.split.kind")))
    if data.split.kind in ("grouped", "time") and not data.split.by:
        place = Place(field="data.split.by")
        problems.append(Problem(code="recipe.missing_key", values={"name": "data.split.by"}, place=place))
    if problems:
        raise StudioError(problems)
