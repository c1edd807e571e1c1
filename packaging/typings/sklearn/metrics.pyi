from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

Targets = Sequence[str] | NDArray[Any]

def accuracy_score(y_true: Targets, y_pred: Targets) -> float: ...
def classification_report(
    y_true: Targets,
    y_pred: Targets,
    *,
    labels: Sequence[str] | Sequence[int] | None = ...,
    target_names: Sequence[str] | None = ...,
    output_dict: bool = ...,
    zero_division: int | str = ...,
) -> dict[str, Any]: ...
def confusion_matrix(
    y_true: Sequence[str], y_pred: Sequence[str], *, labels: Sequence[str] | None = ...
) -> list[list[int]]: ...
