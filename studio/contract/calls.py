"""What the window (or the command line) may ask a child, and the answers: JSON lines on stdin and stdout.

A question is ``{"id": 7, "call": "inspect", "arguments": {…}}``. Replies carry the same id and one of
``progress`` (0–1 with a note's code and values), ``answer`` or ``problems``. ``{"id": 7, "cancel": true}`` ends
one. The child ``answer_data`` never imports torch; ``answer_model`` does.
"""

from __future__ import annotations

from typing import Any, ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from studio.contract.data.health import Finding
from studio.contract.problems import Problem
from studio.contract.recipe import DataSpec

_FROZEN = ConfigDict(frozen=True, extra="forbid")
Server = Literal["answer_data", "answer_model"]


class Answer(BaseModel):
    """Common to all answers."""

    model_config = _FROZEN


AnswerT = TypeVar("AnswerT", bound=Answer)


class Call(BaseModel, Generic[AnswerT]):
    """Common to all questions: ``name`` on the wire, the child that answers, the answer's type."""

    model_config = _FROZEN
    name: ClassVar[str]
    server: ClassVar[Server]
    answer: ClassVar[type[Answer]]


class Hello(Answer):
    """The child is ready; ``seconds`` is how long its start took."""

    seconds: float


class NetworkSpec(Answer):
    """How the hub is reached; the token never stands in a settings file."""

    hub: str = ""
    proxy: str = ""
    token: str = ""


class FileFacts(Answer):
    """How one file is read; ``sheets`` are the sheets or tables there are to choose from, ``sheet`` the one read."""

    path: str
    format: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: list[str] = []
    header: bool | None = None


class ColumnFacts(Answer):
    """One column: ``role`` is text, label, tokens, tags, ignored …; ``missing`` counts empty cells."""

    name: str
    role: str
    type: str
    missing: int = 0


class Inspection(Answer):
    """What the data is. The fields up to ``problems`` are those of ``studio inspect --json``.

    ``reason`` is the code of a sentence. ``tables`` maps split to the Arrow copy of its examples (columns
    ``example_id, split, file, row, text, tokens, offsets, gold``, and for tables ``cells``: a struct of the other
    columns as text), ``sizes`` gives label counts per split,
    ``language`` the likely one, ``fingerprints`` maps absolute paths to SHA-256. ``longest`` is the largest number
    of words in one example, ``step_counts`` how many examples each step in force changed or took away, ``given`` the
    splits that files decided (the others are shares of the training files).
    """

    files: list[FileFacts]
    task: str
    reason: str = ""
    examples: int
    columns: list[ColumnFacts]
    labels: dict[str, int]
    scheme: str
    splits: dict[str, int]
    problems: list[Problem]
    tables: dict[str, str] = {}
    sizes: dict[str, dict[str, int]] = {}
    language: str = ""
    fingerprints: dict[str, str] = {}
    longest: int = 0
    step_counts: list[int] = []
    given: list[str] = []


class Inspect(Call[Inspection]):
    """Reads, splits and checks the data of a recipe; keeps an Arrow copy under its fingerprint.

    Relative paths start from ``base``. ``task`` None lets the data decide. ``network`` is for a data set of the hub.
    """

    name = "inspect"
    server = "answer_data"
    answer = Inspection

    data: DataSpec
    base: str
    task: str | None = None
    network: NetworkSpec = NetworkSpec()


class PreviewAnswer(Answer):
    """The beginning of the data, as it would be read.

    ``cells`` are the first rows as shown in a table, one text a column in the order of ``columns``, shortened;
    ``places`` gives file and row of each. ``examples`` are rows like those of ``Inspection.tables``. ``rows`` is how
    many records there are, estimated where ``is_whole`` is False. ``problems`` are of these rows alone.
    """

    files: list[FileFacts]
    task: str
    reason: str = ""
    scheme: str = "none"
    columns: list[ColumnFacts]
    cells: list[list[str]]
    places: list[tuple[str, int]]
    examples: list[dict[str, Any]]
    labels: list[str]
    rows: int
    is_whole: bool
    problems: list[Problem]


class Preview(Call[PreviewAnswer]):
    """Reads only the beginning of the data: for the first look, and to see what a correction would change."""

    name = "preview"
    server = "answer_data"
    answer = PreviewAnswer

    data: DataSpec
    base: str
    task: str | None = None
    count: int = 100
    network: NetworkSpec = NetworkSpec()


class Health(Answer):
    """What all checks found. While they go on, progress carries the findings so far in ``partial``."""

    findings: list[Finding]


class CheckHealth(Call[Health]):
    """Runs the health checks over data that were inspected (and inspects them where they were not)."""

    name = "health"
    server = "answer_data"
    answer = Health

    data: DataSpec
    base: str
    task: str | None = None


class StepTrial(Answer):
    """Examples as they are, and as a step would leave them: rows like those of ``Inspection.tables``.

    ``after`` lacks those that the step would take away; ``example_id`` tells which is which.
    """

    before: list[dict[str, Any]]
    after: list[dict[str, Any]]


class TryStep(Call[StepTrial]):
    """Shows what a step would do to a few examples (``rows`` of ``table``, an Arrow copy); changes nothing."""

    name = "try_step"
    server = "answer_data"
    answer = StepTrial

    table: str
    rows: list[int]
    kind: str
    values: dict[str, Any] = {}


class ModelFacts(Answer):
    """A model as it is on this computer; ``id`` is a catalogue id, hub id or a local folder.

    ``state``: here, absent, partial, importable. ``size`` in bytes on disk.
    """

    id: str
    title: str
    state: str
    path: str = ""
    size: int = 0
    parameters: int = 0
    languages: list[str] = []


class ModelList(Answer):
    """All models known here: the catalogue in its order, then imported ones."""

    models: list[ModelFacts]


class ListModels(Call[ModelList]):
    """Which models there are and which are on this computer. Hashes nothing large."""

    name = "models"
    server = "answer_data"
    answer = ModelList


class DownloadModel(Call[ModelFacts]):
    """Fetches a model of the catalogue or the hub; resumes a partial one. Progress carries bytes and speed."""

    name = "download_model"
    server = "answer_data"
    answer = ModelFacts

    model: str
    network: NetworkSpec = NetworkSpec()


class ImportModel(Call[ModelFacts]):
    """Takes in a local folder or a zip after checking it (no pickle, no code, no links, no path out)."""

    name = "import_model"
    server = "answer_data"
    answer = ModelFacts

    path: str
    title: str = ""


class Hardware(Answer):
    """This computer: memory in bytes; ``devices`` are the usable ones, the best first (always ends with cpu)."""

    devices: list[str]
    name: str
    cores: int
    memory: int
    memory_free: int
    gpu_memory: int = 0
    gpu_memory_free: int = 0
    versions: dict[str, str] = {}


class DetectHardware(Call[Hardware]):
    """Looks at processors and memory."""

    name = "hardware"
    server = "answer_model"
    answer = Hardware


class Checked(Answer):
    """All problems of a recipe at once; empty when it may start."""

    problems: list[Problem]


class Check(Call[Checked]):
    """Everything the training process would check before anything heavy."""

    name = "check"
    server = "answer_model"
    answer = Checked

    recipe: str
    base: str


class ForecastAnswer(Answer):
    """What a run will take: seconds, peak memory and disk in bytes, and where that comes from.

    ``evidence`` is a code (``forecast.estimated`` or ``forecast.measured``) with ``values``; ``fits`` compares
    with what is free.
    """

    seconds: float
    memory: int
    disk: int
    steps: int
    device: str
    fits: bool
    evidence: str
    values: dict[str, Any] = {}


class Forecast(Call[ForecastAnswer]):
    """Estimates time, memory and disk of a recipe, with a short measurement on this computer."""

    name = "forecast"
    server = "answer_model"
    answer = ForecastAnswer

    recipe: str
    base: str


class Span(Answer):
    """One entity: code points ``start`` to ``end`` of the text."""

    start: int
    end: int
    label: str
    probability: float


class Prediction(Answer):
    """Of one text: entities, or labels with their probability (highest first). ``cut`` counts lost tokens.

    Where several labels may hold, ``chosen`` are those that are given; None where one label holds.
    """

    text: str
    spans: list[Span] = []
    labels: list[tuple[str, float]] = []
    chosen: list[str] | None = None
    cut: int = 0


class Predictions(Answer):
    """One for each text asked."""

    task: str
    predictions: list[Prediction]


class Predict(Call[Predictions]):
    """Labels texts with a finished run; the model stays warm."""

    name = "predict"
    server = "answer_model"
    answer = Predictions

    run: str
    texts: list[str]


class Written(Answer):
    """A file that was written, and how many rows it has."""

    path: str
    rows: int = 0


class PredictFile(Call[Written]):
    """Labels a whole file; written beside and renamed. ``out`` "" chooses a name beside the input."""

    name = "predict_file"
    server = "answer_model"
    answer = Written

    run: str
    input: str
    out: str = ""
    text_column: str = ""
    force: bool = False


class ExportReport(Call[Written]):
    """Writes the report of a run as one self-contained HTML file."""

    name = "export_report"
    server = "answer_data"
    answer = Written

    run: str
    out: str
    language: str = "en"
    force: bool = False


class ExportData(Call[Written]):
    """Writes the data as they are after all steps; the end of ``out`` names the format (csv, tsv, jsonl, conll, xlsx).

    ``splits`` are those wanted, all where empty. Cells that a spreadsheet would run are neutralised.
    """

    name = "export_data"
    server = "answer_data"
    answer = Written

    data: DataSpec
    base: str
    task: str | None = None
    out: str
    splits: list[str] = []
    force: bool = False


class CallProgress(Answer):
    """How far: ``fraction`` 0–1 or None where unknown; a code with values says what is happening.

    ``partial`` is what is known of the answer so far, its fields as plain values; empty where nothing is.
    """

    fraction: float | None = None
    code: str = ""
    values: dict[str, Any] = {}
    partial: dict[str, Any] = {}


CALLS: dict[str, type[Call[Any]]] = {
    call.name: call
    for call in (
        Preview,
        Inspect,
        CheckHealth,
        ExportData,
        TryStep,
        ListModels,
        DownloadModel,
        ImportModel,
        DetectHardware,
        Check,
        Forecast,
        Predict,
        PredictFile,
        ExportReport,
    )
}


class Question(BaseModel):
    """One line to the child."""

    model_config = _FROZEN

    id: int
    call: str = ""
    arguments: dict[str, Any] = {}
    cancel: bool = False


class Reply(BaseModel):
    """One line from the child: progress, or the end of this question by an answer, problems or ``cancelled``."""

    model_config = _FROZEN

    id: int
    progress: CallProgress | None = None
    answer: dict[str, Any] | None = None
    problems: list[Problem] | None = None
    cancelled: bool = False

    @property
    def is_final(self) -> bool:
        """Whether nothing more comes for this question."""
        return self.progress is None
