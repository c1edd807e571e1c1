"""The child that answers what needs a model or torch; trained models stay loaded for the next question."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from studio.contract.calls import (
    Check,
    Checked,
    DetectHardware,
    Forecast,
    ForecastAnswer,
    Hardware,
    Predict,
    PredictFile,
    Predictions,
    Written,
)
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import parse_recipe
from studio.engine.answering import Asked, Handler, run_server

if TYPE_CHECKING:
    from studio.engine.evaluation.predictor import Predictor

KEPT = 2


class Shelf:
    """The predictors used last, kept loaded; one whose model was written anew is loaded anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: dict[tuple[Path, int], Predictor] = {}

    def find(self, run: Path) -> Predictor:
        """The predictor of a run. Raises ``StudioError``: ``run.not_finished`` where it has no model yet."""
        from studio.engine.evaluation.predictor import Predictor
        from studio.engine.training.hardware import detect

        facts = run / "model" / "studio.json"
        if not facts.exists():
            raise StudioError(Problem(code="run.not_finished", values={"run": run.name}, place=Place(file=str(run))))
        key = (run.resolve(), facts.stat().st_mtime_ns)
        with self._lock:
            predictor = self._loaded.pop(key, None) or Predictor(run / "model", detect().devices[0])
            self._loaded[key] = predictor
            for old in list(self._loaded)[:-KEPT]:
                del self._loaded[old]
        return predictor


SHELF = Shelf()


def detect_hardware(call: DetectHardware, asked: Asked) -> Hardware:
    """Looks at processors and memory."""
    from studio.engine.training.hardware import detect

    return detect()


def check(call: Check, asked: Asked) -> Checked:
    """All problems of a recipe, also those of the recipe itself."""
    from studio.engine.training.planning import check_recipe

    try:
        recipe = parse_recipe(call.recipe)
    except StudioError as error:
        return Checked(problems=error.problems)
    return Checked(problems=check_recipe(recipe, Path(call.base)))


def forecast(call: Forecast, asked: Asked) -> ForecastAnswer:
    """Estimates what a recipe will take."""
    from studio.engine.training import forecast

    return forecast.forecast(parse_recipe(call.recipe), Path(call.base))


def predict(call: Predict, asked: Asked) -> Predictions:
    """Labels a few texts."""
    predictor = SHELF.find(Path(call.run))
    return Predictions(task=predictor.task.id, predictions=predictor.predict(call.texts, asked.is_cancelled))


def predict_file(call: PredictFile, asked: Asked) -> Written:
    """Labels a whole file."""
    from studio.engine.data.outputs import check_output
    from studio.engine.labelling import label_file

    if call.out:  # before seconds are spent on loading the model
        check_output(Path(call.input), Path(call.out), call.force)
    return label_file(call, SHELF.find(Path(call.run)), asked)


HANDLERS: Mapping[str, Handler] = {
    "hardware": detect_hardware,
    "check": check,
    "forecast": forecast,
    "predict": predict,
    "predict_file": predict_file,
}


def warm_up() -> None:
    """Imports torch and transformers, which takes seconds."""
    import studio.engine.evaluation.predictor  # noqa: F401
    from studio.engine.training.sizing.memory import measure_process

    measure_process()  # before any model is there


if __name__ == "__main__":
    run_server(HANDLERS, warm_up)
