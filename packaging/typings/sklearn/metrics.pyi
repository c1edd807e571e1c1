from collections.abc import Sequence
from typing import Any

def accuracy_score(y_true: Sequence[str], y_pred: Sequence[str]) -> float: ...
def classification_report(
    y_true: Sequence[str],
    y_pred: Sequence[str],
    *,
    labels: Sequence[str] | None = ...,
    output_dict: bool = ...,
    zero_division: int | str = ...,
) -> dict[str, Any]: ...
def confusion_matrix(
    y_true: Sequence[str], y_pred: Sequence[str], *, labels: Sequence[str] | None = ...
) -> list[list[int]]: ...
