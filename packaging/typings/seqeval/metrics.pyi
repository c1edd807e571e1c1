from typing import Any

def classification_report(
    y_true: list[list[str]],
    y_pred: list[list[str]],
    *,
    output_dict: bool = ...,
    mode: str | None = ...,
    scheme: type[Any] | None = ...,
    zero_division: int | str = ...,
) -> dict[str, Any]: ...
