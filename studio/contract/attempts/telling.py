"""Notices and errors with their English text, for scripts that read the events."""

from __future__ import annotations

from typing import Any

from studio.contract.events import Error, Notice
from studio.contract.problems import Problem
from studio.contract.words import Words


def tell(code: str, *, level: str = "info", details: str = "", **values: Any) -> Notice:
    """A notice."""
    return Notice(level=level, code=code, values=values, text=Words("en").say(code, values), details=details)


def complain(problem: Problem) -> Error:
    """A problem as the error that ends an attempt."""
    said = Words("en").explain(problem)
    place = problem.place.model_dump(exclude_none=True)
    return Error(
        code=problem.code,
        values=problem.values,
        place=place,
        what=said.what,
        why=said.why,
        fix=said.fix,
        details=problem.details,
    )


def warn(problem: Problem) -> Notice:
    """A problem that does not stop the run, as a notice."""
    said = Words("en").explain(problem)
    values = {"count": problem.count} | problem.values
    return Notice(level="warning", code=problem.code, values=values, text=said.what, details=problem.details)
