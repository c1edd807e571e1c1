"""report.json as objects: the evaluation of one run; field names are those of CONTRACT and never renamed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.contract.problems import Place, Problem, StudioError

_FROZEN = ConfigDict(frozen=True, extra="ignore")


class Overall(BaseModel):
    """Figures over all classes, each 0–1; ``accuracy`` is per token for token classification."""

    model_config = _FROZEN

    precision: float
    recall: float
    micro_f1: float
    macro_f1: float
    weighted_f1: float
    accuracy: float


class ClassFigures(BaseModel):
    """One class: ``support`` counts its gold examples (entities for tokens); bounds are a 95 % interval."""

    model_config = _FROZEN

    label: str
    precision: float
    recall: float
    f1: float
    support: int
    f1_low: float | None = None
    f1_high: float | None = None


class Confusion(BaseModel):
    """``counts[gold][predicted]``, square over ``labels``.

    For tokens it counts entities, where texts have several labels each of these; the labels then end with "missed"
    (as predicted) and "invented" (as gold).
    """

    model_config = _FROZEN

    labels: list[str]
    counts: list[list[int]]


class Baseline(BaseModel):
    """What a trivial predictor reaches on the same split."""

    model_config = _FROZEN

    name: str
    micro_f1: float
    macro_f1: float
    accuracy: float


class Sentence(BaseModel):
    """One sentence of the plain-language reading."""

    model_config = _FROZEN

    code: str
    values: dict[str, Any] = {}
    en: str = ""
    zh_CN: str = ""


class SplitReport(BaseModel):
    """All figures of one split."""

    model_config = _FROZEN

    split: str
    examples: int
    overall: Overall
    classes: list[ClassFigures]
    confusion: Confusion
    baselines: list[Baseline] = []

    @property
    def has_missed(self) -> bool:
        """Whether the confusion ends with "missed" and "invented": entities, or texts with several labels."""
        return len(self.confusion.labels) > len(self.classes)


class Report(SplitReport):
    """The top level: the figures of the test split (validation where there is none), and all splits."""

    task: str
    source_scheme: str | None = None
    scheme: str | None = None
    mode: str | None = None
    stopped_early: bool = False
    truncated: int = 0
    sentences: list[Sentence] = []
    splits: dict[str, SplitReport] = {}

    def dump(self) -> str:
        """As JSON text, without a bare NaN."""
        return self.model_dump_json(indent=1)

    @staticmethod
    def read(path: Path) -> Report:
        """The report in a file. Raises ``StudioError`` where it is missing or broken."""
        place = Place(file=path.name)
        try:
            return Report.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            values = {"file": path.name}
            raise StudioError(Problem(code="run.unreadable", values=values, place=place, details=str(error))) from error
