"""The values of a step, checked: each kind says with a pydantic model which ones it knows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from studio.contract.problems import Place, Problem, StudioError

Label = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
"""The name of a class or of an entity type."""


class Values(BaseModel):
    """The values of a kind that has none; others add theirs."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


V = TypeVar("V", bound=Values)


def read_values(kind: str, model: type[V], values: Mapping[str, Any]) -> V:
    """The values as ``model``. Raises ``StudioError`` that names the step where they are none."""
    try:
        return model.model_validate_json(json.dumps(dict(values)))
    except ValidationError as error:
        fault = error.errors()[0]
        name = ".".join(map(str, fault["loc"])) or "values"
        blanks = {"step": kind, "name": name}
        problem = Problem(code="data.step_values", values=blanks, place=Place(field="data.steps"), details=str(error))
        raise StudioError(problem) from error
